/** 述法 as stored: one a person and year; the words while they are written, and every step with what was handed in. */
import { accountNames } from "~/access/account-names.server";
import { record } from "~/audit/audit.server";
import { type DateOn, toDbDate } from "~/calendar";
import { lockPeople, lockStatement, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { EMPLOYMENT_STATUSES, hasLeft } from "~/personnel/identity";
import { namesOn } from "~/personnel/person.server";
import { type Refusal, refusal, type Verdict } from "~/verdict";
import type { LawStatement, LawStatementStep } from "../../prisma/generated/client";
import {
  isWritable,
  mayReviewStatement,
  maySubmitStatement,
  type StatementFacts,
  type StatementStep,
  standingOf,
} from "./statement";
import type { StatementStanding } from "./year-figures";

export type StatementStepFacts = {
  step: StatementStep;
  by: string;
  at: Date;
  score: number | null;
  comment: string | null;
};
export type StatementWhole = {
  statementId: string;
  personId: string;
  unitId: string;
  year: number;
  standing: StatementStanding;
  /** What is being written; handed in, what was. */
  words: string;
  /** As they were handed in last; null while it never was. */
  facts: StatementFacts | null;
  submittedAt: Date | null;
  score: number | null;
  /** Oldest first. */
  steps: StatementStepFacts[];
};

/** Keeps what was typed. Refusal: law-statement.not-open { standing }, for the words of a page that was open too long. */
export async function saveStatement(
  tx: Tx,
  { personId, unitId, year, words }: { personId: string; unitId: string; year: number; words: string },
  actorId: string,
  now: Date,
): Promise<{ ok: true; statementId: string } | { ok: false; refusals: Refusal[] }> {
  await lockPeople(tx, personId);
  const known = await tx.lawStatement.findUnique({
    where: { personId_year: { personId, year } },
    include: { steps: { orderBy: { id: "asc" } } },
  });
  if (!known) {
    const id = newId();
    const row = { id, personId, unitId, year, words, createdAt: now, lastSavedAt: now };
    await tx.lawStatement.create({ data: row });
    await record(tx, {
      ...{ type: "law-statement.begun", at: now, actorId, personId, unitId, subjectId: id },
      data: { statementId: id, year },
    });
    return { ok: true, statementId: id };
  }
  const standing = standingOf(known.steps.at(-1)?.step ?? null);
  if (!isWritable(standing))
    return { ok: false, refusals: [refusal("law-statement.not-open", { standing })] };
  await tx.lawStatement.update({ where: { id: known.id }, data: { words, lastSavedAt: now } });
  return { ok: true, statementId: known.id };
}

/** Hands in what was saved, with the facts as they are now. Handing in twice is harmless. Refusals: those of `maySubmitStatement`. */
export async function submitStatement(
  tx: Tx,
  { statementId, facts }: { statementId: string; facts: StatementFacts },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const { row, standing } = await lockedStatement(tx, statementId);
  if (standing === "submitted") return { ok: true };
  const verdict = maySubmitStatement(standing, row.words);
  if (!verdict.ok) return verdict;
  await addStep(tx, row, { step: "submitted", words: row.words, facts }, actorId, now);
  return { ok: true };
}

/** Legal affairs gives it a mark, or back. Refusals: those of `mayReviewStatement`. */
export async function reviewStatement(
  tx: Tx,
  review: { statementId: string; step: "returned" | "reviewed"; score: number | null; comment: string },
  actor: { accountId: string; personId: string | null },
  now: Date,
): Promise<Verdict> {
  const { row, standing } = await lockedStatement(tx, review.statementId);
  const verdict = mayReviewStatement({ standing, personId: row.personId }, review, actor);
  if (!verdict.ok) return verdict;
  const { step, comment } = review;
  const score = step === "reviewed" ? review.score : null;
  await addStep(tx, row, { step, score, comment: comment.trim() }, actor.accountId, now);
  return { ok: true };
}

async function lockedStatement(tx: Tx, id: string) {
  await lockStatement(tx, id);
  const row = await tx.lawStatement.findUniqueOrThrow({
    where: { id },
    include: { steps: { orderBy: { id: "asc" } } },
  });
  return { row, standing: standingOf(row.steps.at(-1)?.step ?? null) };
}

type NewStep = {
  step: StatementStep;
  words?: string;
  facts?: StatementFacts;
  score?: number | null;
  comment?: string;
};

async function addStep(
  tx: Tx,
  { id, personId, unitId, year }: LawStatement,
  { score = null, ...step }: NewStep,
  actorId: string,
  now: Date,
): Promise<void> {
  await tx.lawStatementStep.create({ data: { statementId: id, ...step, score, byId: actorId, at: now } });
  await record(tx, {
    ...{ type: `law-statement.${step.step}`, at: now, actorId, personId, unitId, subjectId: id },
    data: { statementId: id, year, score },
  });
}

export async function findStatement(
  tx: Tx,
  where: { id: string } | { personId_year: { personId: string; year: number } },
): Promise<StatementWhole | null> {
  const row = await tx.lawStatement.findUnique({ where, include: { steps: { orderBy: { id: "asc" } } } });
  if (!row) return null;
  const accounts = await accountNames(
    tx,
    row.steps.map(({ byId }) => byId),
  );
  const submitted: LawStatementStep | undefined = row.steps.findLast(({ step }) => step === "submitted");
  const standing = standingOf(row.steps.at(-1)?.step ?? null);
  return {
    ...{ statementId: row.id, personId: row.personId, unitId: row.unitId, year: row.year, standing },
    words: isWritable(standing) ? row.words : (submitted?.words ?? row.words),
    facts: (submitted?.facts as StatementFacts | undefined) ?? null,
    submittedAt: submitted?.at ?? null,
    score: row.steps.findLast(({ step }) => step === "reviewed")?.score ?? null,
    steps: row.steps.map(({ step, byId, at, score, comment }) => ({
      ...{ step: step as StatementStep, by: accounts[byId] ?? "", at, score, comment },
    })),
  };
}

/** Of a year where everybody's statement stands; who wrote none is not among them. */
export async function statementStandings(tx: Tx, year: number): Promise<Map<string, StatementStanding>> {
  const rows = await tx.$queryRaw<{ personId: string; last: string | null }[]>`
    SELECT t.person_id::text AS "personId",
      (SELECT s.step FROM law_statement_step s WHERE s.statement_id = t.id ORDER BY s.id DESC LIMIT 1) AS last
    FROM law_statement t WHERE t.year = ${year}`;
  return new Map(rows.map(({ personId, last }) => [personId, standingOf(last)]));
}

export type StatementListed = {
  personId: string;
  name: string;
  unitId: string;
  statementId: string | null;
  standing: StatementStanding;
  score: number | null;
};

/** Leading cadres of these units on a day, who owe one for the year; who has not handed in comes first. */
export async function statementsOwed(
  tx: Tx,
  { unitIds, year, on }: { unitIds: readonly string[]; year: number; on: DateOn },
): Promise<StatementListed[]> {
  const rows = await tx.$queryRaw<
    {
      personId: string;
      unitId: string;
      statementId: string | null;
      last: string | null;
      score: number | null;
    }[]
  >`
    SELECT DISTINCT ON (e.person_id) e.person_id::text AS "personId", e.unit_id::text AS "unitId", t.id::text AS "statementId",
      last.step AS last, last.score
    FROM employment e
    JOIN study_category c ON c.person_id = e.person_id AND c.superseded_at IS NULL AND c.category = 'leading-cadre'
      AND daterange(c.from_on, c.to_on) @> ${toDbDate(on)}::date
    JOIN person p ON p.id = e.person_id AND p.merged_into_id IS NULL
    LEFT JOIN law_statement t ON t.person_id = e.person_id AND t.year = ${year}
    LEFT JOIN LATERAL (SELECT s.step, s.score FROM law_statement_step s WHERE s.statement_id = t.id ORDER BY s.id DESC LIMIT 1) last ON true
    WHERE e.unit_id = ANY(${[...unitIds]}::uuid[]) AND e.superseded_at IS NULL AND e.relation = 'home'
      AND e.status <> ALL(${EMPLOYMENT_STATUSES.filter(hasLeft)}::text[])
      AND daterange(e.from_on, e.to_on) @> ${toDbDate(on)}::date
    ORDER BY e.person_id, e.from_on DESC`;
  const names = await namesOn(
    tx,
    rows.map(({ personId }) => personId),
    on,
  );
  const order: readonly StatementStanding[] = ["missing", "draft", "returned", "submitted", "reviewed"];
  return rows
    .map(({ last, ...row }) => ({
      ...row,
      name: names.get(row.personId) ?? "",
      standing: row.statementId === null ? ("missing" as const) : standingOf(last),
    }))
    .sort(
      (a, b) => order.indexOf(a.standing) - order.indexOf(b.standing) || (a.personId < b.personId ? -1 : 1),
    );
}
