/**
 * 法律修改影响: what an amendment reaches, read across the rooms for the page of the amendment. Every part reads one room
 * and writes nothing; a room to come adds a part of its own.
 */
import { chinaDateOf, type DateOn, fromDbDate, startOfDay, toDbDate, yearOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { type ExamAct, type ExamPhase, phaseOf } from "~/exams/exam";
import { trialDraw } from "~/exams/exams.server";
import { unitsUnder } from "~/organisation/units.server";
import { touched } from "~/questions/bars.server";
import { blueprintSchema, couldHold, type PoolQuestion, type QuestionType } from "~/questions/blueprint";
import { drawFrom, type Title } from "~/questions/blueprints.server";
import type { Refusal } from "~/verdict";

/** The amendment, and the subtrees whose exams and plans the reader may see. */
export type Impacting = {
  amendmentId: string;
  effectiveOn: DateOn;
  law: { name: string; title: string };
  paths: { exams: readonly string[]; plans: readonly string[] };
};

export type BankTouched = { bankId: string; title: Title; flagged: number; unread: number };
export type BlueprintTouched = { versionId: string; title: Title; number: number; refusals: Refusal[] };
export type ExamTouched = {
  examId: string;
  title: string;
  unitName: string;
  opensAt: Date;
  closesAt: Date;
  phase: ExamPhase;
  refusals: Refusal[];
};
export type ItemTouched = {
  itemId: string;
  planId: string;
  planTitle: string;
  unitName: string;
  year: number;
  month: number;
  heldOn: DateOn | null;
};
/** The nearest hundred; `more`: how many the reader may see besides; `elsewhere`: how many are outside their units. */
export type InSight<T> = { shown: T[]; more: number; elsewhere: number };
const SHOWN_AT_MOST = 100;

export type LawImpact = {
  /** The day for which papers are tried: the day it takes effect, or today if that is past. */
  triedFor: DateOn;
  banks: BankTouched[];
  blueprints: BlueprintTouched[];
  exams: InSight<ExamTouched>;
  items: InSight<ItemTouched>;
  /** Results already given on questions that the amendment touches. They stand. */
  results: number;
};

export async function lawImpact(tx: Tx, of: Impacting, now: Date): Promise<LawImpact> {
  const today = chinaDateOf(now);
  const triedFor = of.effectiveOn > today ? of.effectiveOn : today;
  const questions = await standingTouched(tx, of.amendmentId);
  return {
    triedFor,
    banks: banksOf(questions),
    blueprints: await blueprintsOf(tx, questions, triedFor),
    exams: await examsOf(tx, of, questions, now),
    items: await itemsOf(tx, of, now),
    results: await resultsOn(tx, of.amendmentId),
  };
}

type Question = PoolQuestion & { bankId: string; bankTitle: Title; isRead: boolean };

/** The questions it touches that stand in a bank today, as a draw sees them. */
async function standingTouched(tx: Tx, amendmentId: string): Promise<Question[]> {
  const rows = await tx.$queryRaw<(Omit<Question, "parts" | "enemies"> & { members: number })[]>`
    SELECT v.id::text, b.id::text AS "bankId", b.code AS bank, b.title AS "bankTitle", q.code, v.type, v.law, v.difficulty,
      (SELECT count(*)::int FROM question_version m WHERE m.group_id = v.id) AS members,
      EXISTS (SELECT FROM question_rereading r
        WHERE r.amendment_id = t.amendment_id AND r.question_version_id = v.id) AS "isRead"
    FROM (${touched}) t JOIN question_version v ON v.id = t.question_version_id
    JOIN question q ON q.id = v.question_id
    JOIN bank_entry e ON e.question_version_id = v.id AND e.until_number IS NULL
    JOIN question_bank b ON b.id = e.bank_id
    WHERE t.amendment_id = ${amendmentId}::uuid ORDER BY b.code, q.code`;
  return rows.map(({ members, type, ...row }) => ({
    ...row,
    type: type as QuestionType,
    enemies: [],
    ...(type === "case-group" ? { parts: Array(members).fill(null) } : {}),
  }));
}

function banksOf(questions: readonly Question[]): BankTouched[] {
  const banks = new Map<string, BankTouched>();
  for (const { bankId, bankTitle, isRead } of questions) {
    const bank = banks.get(bankId) ?? { bankId, title: bankTitle, flagged: 0, unread: 0 };
    banks.set(bankId, { ...bank, flagged: bank.flagged + 1, unread: bank.unread + (isRead ? 0 : 1) });
  }
  return [...banks.values()];
}

/** The newest version of every blueprint in use that could hold one of them, tried for that day. */
async function blueprintsOf(
  tx: Tx,
  questions: readonly Question[],
  heldOn: DateOn,
): Promise<BlueprintTouched[]> {
  const rows = await tx.blueprint.findMany({
    where: { withdrawnAt: null },
    orderBy: { code: "asc" },
    include: { versions: { orderBy: { number: "desc" }, take: 1 } },
  });
  const found: BlueprintTouched[] = [];
  for (const { title, versions } of rows)
    for (const { id, number, rules } of versions) {
      if (!reaches(questions, rules)) continue;
      const drawn = await drawFrom(tx, blueprintSchema.parse(rules), {}, "trial", heldOn);
      const refusals = drawn.ok ? [] : drawn.refusals;
      found.push({ versionId: id, title: title as Title, number, refusals });
    }
  return found;
}

const reaches = (questions: readonly Question[], rules: unknown): boolean => {
  const blueprint = blueprintSchema.parse(rules);
  return questions.some((question) => couldHold(blueprint, question));
};

/** Exams that are not over and end on its day or later, with a blueprint of that kind, tried for their own last day. */
async function examsOf(
  tx: Tx,
  { effectiveOn, paths }: Impacting,
  questions: readonly Question[],
  now: Date,
): Promise<InSight<ExamTouched>> {
  const rows = await tx.exam.findMany({
    where: {
      AND: [{ closesAt: { gt: now } }, { closesAt: { gte: startOfDay(effectiveOn) } }],
      acts: { none: { act: { in: ["released", "cancelled"] } } },
    },
    orderBy: [{ opensAt: "asc" }, { id: "asc" }],
    include: { acts: { select: { act: true } }, blueprintVersion: { select: { rules: true } } },
  });
  const reached = rows.filter(({ blueprintVersion }) => reaches(questions, blueprintVersion.rules));
  const { shown: seen, ...others } = await inSight(tx, reached, (exam) => exam.unitId, paths.exams, now);
  const shown: ExamTouched[] = [];
  for (const { unitName, row } of seen) {
    const { id: examId, title, opensAt, closesAt } = row;
    const acts = row.acts.map(({ act }) => act as ExamAct);
    const { refusals } = await trialDraw(tx, row, now);
    shown.push({ examId, title, unitName, opensAt, closesAt, phase: phaseOf(row, acts, now), refusals });
  }
  return { shown, ...others };
}

/** Plan items that study this law in its month or later. */
async function itemsOf(
  tx: Tx,
  { effectiveOn, law, paths }: Impacting,
  now: Date,
): Promise<InSight<ItemTouched>> {
  const year = yearOf(effectiveOn);
  const rows = await tx.planItem.findMany({
    where: {
      removedAt: null,
      law: { in: [law.name, law.title] },
      AND: [
        {
          OR: [
            { plan: { year: { gt: year } } },
            { plan: { year }, month: { gte: Number(effectiveOn.slice(5, 7)) } },
          ],
        },
        { OR: [{ heldOn: null }, { heldOn: { gte: toDbDate(effectiveOn) } }] },
      ],
    },
    orderBy: [{ plan: { year: "asc" } }, { month: "asc" }, { id: "asc" }],
    include: { plan: { select: { title: true, year: true, unitId: true } } },
  });
  const { shown, ...others } = await inSight(tx, rows, (item) => item.plan.unitId, paths.plans, now);
  return {
    shown: shown.map(({ unitName, row: { id, planId, plan, month, heldOn } }) => ({
      ...{ itemId: id, planId, planTitle: plan.title, unitName, year: plan.year, month },
      heldOn: heldOn && fromDbDate(heldOn),
    })),
    ...others,
  };
}

/** Of these rows the first that stand in units under these paths, with the unit's name. */
async function inSight<R>(
  tx: Tx,
  rows: readonly R[],
  unitOf: (row: R) => string,
  paths: readonly string[],
  now: Date,
): Promise<InSight<{ row: R; unitName: string }>> {
  const units = await unitsUnder(tx, paths, chinaDateOf(now));
  const names = new Map(units.map(({ unitId, shortName }) => [unitId, shortName]));
  const seen = rows.flatMap((row) => {
    const unitName = names.get(unitOf(row));
    return unitName === undefined ? [] : [{ row, unitName }];
  });
  const shown = seen.slice(0, SHOWN_AT_MOST);
  return { shown, more: seen.length - shown.length, elsewhere: rows.length - seen.length };
}

/** Marked attempts whose paper held one of them, in whatever version of a bank it stood then. */
async function resultsOn(tx: Tx, amendmentId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ results: number }[]>`
    WITH reached AS (
      SELECT v.id::text AS id FROM (${touched}) t
      JOIN question_version v ON v.id = t.question_version_id OR v.group_id = t.question_version_id
      WHERE t.amendment_id = ${amendmentId}::uuid
    )
    SELECT count(*)::int AS results FROM marking m WHERE m.superseded_at IS NULL AND EXISTS (
      SELECT FROM jsonb_array_elements(m.slots) AS slot JOIN reached r ON r.id = slot ->> 'questionVersionId')`;
  return row?.results ?? 0;
}
