/**
 * What the statistics say of a bank, a question, an exam, for pages. Keys can be inferred from all of it: only for who
 * holds bank:read.
 */
import type { Tx } from "~/db.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import type { QuestionType } from "~/questions/blueprint";
import type { Title } from "~/questions/blueprints.server";
import { Prisma } from "../../prisma/generated/client";
import type { ExamFigures } from "./exam-figures";
import { type Findings, type Flag, findingsOf, raised, severityOf } from "./item-flags";
import { added, type Figures, figuresOf, type Tally } from "./item-statistics";

export type ItemFilters = { flag?: Flag | "any" | "too-few"; law?: string; type?: QuestionType };
export type ItemRow = {
  versionId: string;
  questionId: string;
  code: string;
  number: number;
  type: Exclude<QuestionType, "case-group">;
  /** Stands on papers only together with its case. */
  isPart: boolean;
  law: string;
  /** Its first words. */
  stem: string;
  attempts: number;
  facility: number | null;
  discrimination: number | null;
  guess: number | null;
  medianSeconds: number | null;
  flags: Flag[];
  /** False: too few answers yet to say anything. */
  isJudged: boolean;
};
export type ItemPage = PageTurned & { rows: ItemRow[] };

// Worst first; then what nothing can be said of, and last what nobody was asked.
const PLACES = [
  Prisma.sql`CASE WHEN s.severity IS NULL THEN 2 WHEN s.severity < 0 THEN 1 ELSE -s.severity END`,
  Prisma.sql`coalesce(s.discrimination, 2)`,
  Prisma.sql`q.code`,
  Prisma.sql`v.id`,
];
const RANK = Prisma.join(PLACES);
const ranked = (direction: Prisma.Sql) =>
  Prisma.join(PLACES.map((place) => Prisma.sql`${place} ${direction}`));
const ITEMS = Prisma.sql`question_version v JOIN question q ON q.id = v.question_id
  LEFT JOIN item_statistic s ON s.question_version_id = v.id`;
const FACTS = Prisma.sql`v.id::text AS "versionId", q.id::text AS "questionId", q.code, v.number, v.type, v.group_id IS NOT NULL AS "isPart",
  v.law, left(v.stem, 60) AS stem`;
const STORED = Prisma.sql`coalesce(s.attempts, 0) AS attempts, s.facility, s.discrimination, s.guess,
  s.median_seconds AS "medianSeconds", coalesce(s.flags, '{}') AS flags, coalesce(s.severity >= 0, false) AS "isJudged"`;

/** The questions that stand in a bank today, parts of cases each for itself, worst first; pages turn at a version's id. */
export async function bankItems(
  tx: Tx,
  bankId: string,
  filters: ItemFilters,
  asked: PageAsked,
  size = PAGE_SIZE,
): Promise<ItemPage> {
  const where = conditionsOf(bankId, filters);
  const { after, before } = asked;
  const placeOf = (id: string) => Prisma.sql`(SELECT ${RANK} FROM ${ITEMS} WHERE v.id = ${id}::uuid)`;
  const place =
    before !== undefined
      ? Prisma.sql`AND (${RANK}) < ${placeOf(before)}`
      : after === undefined
        ? Prisma.empty
        : Prisma.sql`AND (${RANK}) > ${placeOf(after)}`;
  const [counted] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (SELECT 1 FROM ${ITEMS} WHERE ${where} LIMIT ${COUNTED + 1}) found`;
  const rows = await tx.$queryRaw<ItemRow[]>`
    SELECT ${FACTS}, ${STORED} FROM ${ITEMS} WHERE ${where} ${place}
    ORDER BY ${ranked(Prisma.raw(before === undefined ? "ASC" : "DESC"))} LIMIT ${size + 1}`;
  const { found, page } = turned(rows, asked, counted?.total ?? 0, size);
  return { rows: found, ...page };
}

const AT_ONCE = 500;

/** Everything the filters find, in the order of the list. */
export async function* bankItemsMatching(
  tx: Tx,
  bankId: string,
  filters: ItemFilters,
): AsyncGenerator<ItemRow> {
  let after: string | undefined;
  for (;;) {
    const { rows, hasNext } = await bankItems(
      tx,
      bankId,
      filters,
      after === undefined ? {} : { after },
      AT_ONCE,
    );
    yield* rows;
    if (!hasNext) return;
    after = rows.at(-1)!.versionId;
  }
}

function conditionsOf(bankId: string, { flag, law, type }: ItemFilters): Prisma.Sql {
  const parts = [
    Prisma.sql`v.type <> 'case-group' AND v.id IN
      (SELECT question_version_id FROM bank_entry WHERE bank_id = ${bankId}::uuid AND until_number IS NULL)`,
  ];
  if (flag === "any") parts.push(Prisma.sql`s.flags <> '{}'`);
  else if (flag === "too-few") parts.push(Prisma.sql`coalesce(s.severity, -1) < 0`);
  else if (flag) parts.push(Prisma.sql`${flag} = ANY(s.flags)`);
  if (law) parts.push(Prisma.sql`v.law = ${law}`);
  if (type === "case-group") parts.push(Prisma.sql`v.group_id IS NOT NULL`);
  else if (type) parts.push(Prisma.sql`v.type = ${type} AND v.group_id IS NULL`);
  return Prisma.join(parts, " AND ");
}

/** A bank's name and the laws its questions are about; null: no such bank. */
export async function bankOf(tx: Tx, bankId: string): Promise<{ title: Title; laws: string[] } | null> {
  const bank = await tx.questionBank.findUnique({ where: { id: bankId }, select: { title: true } });
  if (!bank) return null;
  const laws = await tx.$queryRaw<{ law: string }[]>`
    SELECT DISTINCT v.law FROM question_version v JOIN bank_entry b ON b.question_version_id = v.id
    WHERE b.bank_id = ${bankId}::uuid AND b.until_number IS NULL ORDER BY 1`;
  return { title: bank.title as Title, laws: laws.map(({ law }) => law) };
}

/** When the youngest figures were computed, and how many exams with results are not in them yet. */
export async function statisticsAsOf(tx: Tx): Promise<{ asOf: Date | null; waiting: number }> {
  const [row] = await tx.$queryRaw<{ asOf: Date | null; waiting: number }[]>`
    SELECT (SELECT max(as_of) FROM exam_statistic) AS "asOf", count(*)::int AS waiting
    FROM exam_act e WHERE e.act = 'released' AND NOT EXISTS (SELECT FROM exam_statistic s WHERE s.exam_id = e.exam_id)
      AND NOT EXISTS (SELECT FROM exam_act c WHERE c.exam_id = e.exam_id AND c.act = 'cancelled')`;
  return row!;
}

export type VersionFigures = {
  versionId: string;
  number: number;
  type: Exclude<QuestionType, "case-group">;
  stem: string;
  options: { id: string; text: string }[];
  key: string[];
  standsNow: boolean;
  exams: number;
  figures: Figures;
  findings: Findings;
};
export type QuestionFigures = {
  code: string;
  bank: { bankId: string; title: Title };
  /** Newest first; none of a case, which is answered in its parts. */
  versions: VersionFigures[];
  /** Over all versions; null where there are not two with answers. */
  total: Figures | null;
  /** Of a case: the parts of its newest version. */
  parts: ItemRow[];
};

export async function questionFigures(tx: Tx, questionId: string): Promise<QuestionFigures | null> {
  const question = await tx.question.findUnique({
    where: { id: questionId },
    include: {
      bank: { select: { id: true, title: true } },
      versions: {
        orderBy: { number: "desc" },
        include: { key: true, tallies: true, entries: { where: { untilNumber: null } } },
      },
    },
  });
  const newest = question?.versions[0];
  if (!question || !newest) return null;
  const bank = { bankId: question.bank.id, title: question.bank.title as Title };
  if (newest.type === "case-group") {
    const parts = await tx.$queryRaw<ItemRow[]>`
      SELECT ${FACTS}, ${STORED} FROM ${ITEMS} WHERE v.group_id = ${newest.id}::uuid ORDER BY v.position`;
    return { code: question.code, bank, versions: [], total: null, parts };
  }
  const versions = question.versions.map(({ id, number, type, stem, options, key, tallies, entries }) => {
    const shown = options as VersionFigures["options"];
    const figures = figuresOf(added(tallies.map(({ tally }) => tally as unknown as Tally)));
    const item = { type, optionIds: shown.map((option) => option.id), key: key?.key ?? [] };
    return {
      versionId: id,
      number,
      type: type as VersionFigures["type"],
      stem,
      options: shown,
      key: item.key,
      standsNow: entries.length > 0,
      exams: tallies.length,
      figures,
      findings: findingsOf(figures, item),
    };
  });
  const tallies = question.versions.flatMap((version) => version.tallies);
  const answered = versions.filter(({ exams }) => exams > 0).length;
  const total = answered < 2 ? null : figuresOf(added(tallies.map(({ tally }) => tally as unknown as Tally)));
  return { code: question.code, bank, versions, total, parts: [] };
}

/** An exam's figures and its questions as they fared in it, worst first; null: not computed. */
export async function examFigures(
  tx: Tx,
  examId: string,
): Promise<{ asOf: Date; figures: ExamFigures; items: ItemRow[] } | null> {
  const exam = await tx.examStatistic.findUnique({ where: { examId } });
  if (!exam) return null;
  const found = await tx.$queryRaw<(ItemRow & { tally: Tally; optionIds: string[]; key: string[] })[]>`
    SELECT ${FACTS}, t.tally, coalesce(k.key, '{}') AS key,
      ARRAY(SELECT o ->> 'id' FROM jsonb_array_elements(v.options) AS o) AS "optionIds"
    FROM item_tally t JOIN ${ITEMS} ON v.id = t.question_version_id
    LEFT JOIN question_key k ON k.question_version_id = v.id
    WHERE t.exam_id = ${examId}::uuid ORDER BY q.code`;
  const judged = found.map(({ tally, optionIds, key, ...row }) => {
    const { attempts, facility, discrimination, guess, seconds } = figuresOf(tally);
    const findings = findingsOf(figuresOf(tally), { type: row.type, optionIds, key });
    const severity = severityOf(findings, attempts);
    const figures = { attempts, facility, discrimination, guess, medianSeconds: seconds?.median ?? null };
    return { severity, row: { ...row, ...figures, flags: raised(findings), isJudged: severity >= 0 } };
  });
  judged.sort((a, b) => b.severity - a.severity || (a.row.discrimination ?? 2) - (b.row.discrimination ?? 2));
  const items = judged.map(({ row }) => row);
  return { asOf: exam.asOf, figures: exam.figures as unknown as ExamFigures, items };
}
