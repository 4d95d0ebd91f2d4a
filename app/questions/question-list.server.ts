/** The list of questions over every bank: filtered by the database, by bank and code, a page at a time. */
import type { Tx } from "~/db.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { Prisma } from "../../prisma/generated/client";
import { barredOn } from "./bars.server";
import type { QuestionType } from "./blueprint";
import type { Title } from "./blueprints.server";
import type { Listed, QuestionStatus, QuestionTyped } from "./question-list";

/** `questionIds`: those that were used, or that never were, as the exams count them. */
export type Used = { isUsed: boolean; questionIds: readonly string[] };

export type QuestionListed = Listed & {
  questionId: string;
  draftId: string | null;
  code: string;
  bank: { bankId: string; title: Title };
  type: QuestionType;
  difficulty: number | null;
  topic: string;
  stem: string;
  /** Names of laws, each with the articles cited of it. */
  cited: { law: string; articles: number[] }[];
};
export type QuestionPage = PageTurned & {
  questions: QuestionListed[];
};

/** However far ahead an amendment takes effect, its questions are to be read again now. */
const EVER = "9999-12-30";

/** Pages turn at a question's id. `used` when the list is of what exams did or did not use. */
export async function questionPage(
  tx: Tx,
  typed: QuestionTyped,
  used: Used | null,
  asked: PageAsked,
): Promise<QuestionPage> {
  const barred = await barredOn(tx, EVER);
  const where = conditionsOf(typed, used, barred);
  const { total, few } = await counted(tx, where, asked);
  const { found, page } = turned(few ?? (await walked(tx, where, asked)), asked, total);
  return { questions: await listed(tx, await rowsOf(tx, found), new Set(barred)), ...page };
}

type Found = { questionId: string };

/** Looks once at everything that fits: where that is not more than is counted, the page is among it. */
async function counted(
  tx: Tx,
  where: Prisma.Sql,
  asked: PageAsked,
): Promise<{ total: number | null; few: Found[] | null }> {
  const rows = await tx.$queryRaw<{ total: number; questionId: string | null }[]>`
    WITH found AS MATERIALIZED (
      SELECT l.question_id, l.bank_id, l.code FROM question_listing l WHERE ${where} LIMIT ${COUNTED + 1}
    )
    SELECT size.total, page."questionId" FROM (SELECT count(*)::int AS total FROM found) size LEFT JOIN LATERAL (
      SELECT l.question_id AS "questionId", l.bank_id, l.code FROM found l
      WHERE size.total <= ${COUNTED} AND ${placeOf(asked)}
      ORDER BY ${orderOf(asked)} LIMIT ${PAGE_SIZE + 1}
    ) page ON true ORDER BY ${orderOf(asked, "page")}`;
  const total = rows[0]?.total ?? 0;
  if (total > COUNTED) return { total: null, few: null };
  return { total, few: rows.flatMap(({ questionId }) => (questionId === null ? [] : [{ questionId }])) };
}

/** So many fit that the next page is near in the order of the list. */
const walked = (tx: Tx, where: Prisma.Sql, asked: PageAsked) =>
  tx.$queryRaw<Found[]>`
    SELECT l.question_id AS "questionId" FROM question_listing l WHERE ${where} AND ${placeOf(asked)}
    ORDER BY ${orderOf(asked)} LIMIT ${PAGE_SIZE + 1}`;

/** In the order of the ids given. */
async function rowsOf(tx: Tx, found: readonly Found[]): Promise<Row[]> {
  const rows = await tx.questionListing.findMany({
    where: { questionId: { in: found.map(({ questionId }) => questionId) } },
    omit: { words: true },
  });
  const byId = new Map(rows.map((row) => [row.questionId, row]));
  return found.map(({ questionId }) => {
    const { standing, retired, type, draftState, ...row } = byId.get(questionId)!;
    return {
      ...row,
      isStanding: standing,
      isRetired: retired,
      type: type as QuestionType,
      draftState: draftState as Listed["draftState"],
    };
  });
}

/** These questions as the list shows them, in its order; ids of none are left out. */
export async function questionsListed(tx: Tx, questionIds: readonly string[]): Promise<QuestionListed[]> {
  const found = await tx.questionListing.findMany({
    where: { questionId: { in: [...questionIds] } },
    orderBy: [{ bankId: "asc" }, { code: "asc" }],
    select: { questionId: true },
  });
  return listed(tx, await rowsOf(tx, found), new Set(await barredOn(tx, EVER)));
}

type Row = Omit<QuestionListed, "bank" | "cited" | "isBarred"> & { bankId: string; cited: string[] };

async function listed(tx: Tx, rows: readonly Row[], barred: ReadonlySet<string>): Promise<QuestionListed[]> {
  const banks = await tx.questionBank.findMany({
    where: { id: { in: [...new Set(rows.map(({ bankId }) => bankId))] } },
    select: { id: true, title: true },
  });
  const titles = new Map(banks.map(({ id, title }) => [id, title as Title]));
  return rows.map(({ bankId, cited, ...row }) => ({
    ...row,
    bank: { bankId, title: titles.get(bankId)! },
    cited: citedFrom(cited),
    isBarred: row.versionId !== null && barred.has(row.versionId),
  }));
}

/** Names alone, and names with an article after a space. */
function citedFrom(cited: readonly string[]): QuestionListed["cited"] {
  const pairs = cited.flatMap((one) => {
    const [, law, article] = /^(.+) (\d+)$/.exec(one) ?? [];
    return law && cited.includes(law) ? [{ law, article: Number(article) }] : [];
  });
  const laws = [...new Set(pairs.map(({ law }) => law))];
  return laws.map((law) => ({
    law,
    articles: pairs.flatMap((pair) => (pair.law === law ? [pair.article] : [])).sort((a, b) => a - b),
  }));
}

function conditionsOf(typed: QuestionTyped, used: Used | null, barred: readonly string[]): Prisma.Sql {
  const { bank, law, article, type, difficulty, status, q } = typed;
  const parts = [conditionOf[status as QuestionStatus]?.(barred) ?? KEPT];
  if (bank) parts.push(Prisma.sql`l.bank_id = ${bank}::uuid`);
  if (law) parts.push(Prisma.sql`l.cited @> ${[article ? `${law} ${article}` : law]}::text[]`);
  if (type) parts.push(Prisma.sql`l.type = ${type}`);
  if (difficulty) parts.push(Prisma.sql`l.difficulty = ${Number(difficulty)}`);
  if (used) {
    const ids = [...used.questionIds];
    parts.push(Prisma.sql`l.version_id IS NOT NULL`);
    parts.push(
      used.isUsed
        ? Prisma.sql`l.question_id = ANY(${ids}::uuid[])`
        : Prisma.sql`l.question_id <> ALL(${ids}::uuid[])`,
    );
  }
  if (q) parts.push(Prisma.sql`strpos(l.words, ${q}) > 0`);
  return Prisma.join(parts, " AND ");
}

/** What was given up before it was ever published is found when it is asked for. */
const KEPT = Prisma.sql`(l.version_id IS NOT NULL OR l.draft_id IS NOT NULL)`;
const conditionOf: Record<QuestionStatus, (barred: readonly string[]) => Prisma.Sql> = {
  published: () => Prisma.sql`l.standing`,
  open: () => Prisma.sql`l.draft_state = 'open'`,
  submitted: () => Prisma.sql`l.draft_state = 'submitted'`,
  returned: () => Prisma.sql`l.draft_state = 'returned'`,
  reread: (barred) => Prisma.sql`l.standing AND l.version_id = ANY(${[...barred]}::uuid[])`,
  retired: () => Prisma.sql`NOT l.standing AND l.retired`,
  left: () => Prisma.sql`NOT l.standing AND l.version_id IS NOT NULL AND NOT l.retired`,
  discarded: () => Prisma.sql`NOT l.standing AND l.version_id IS NULL AND l.draft_id IS NULL`,
};

function placeOf({ after, before }: PageAsked): Prisma.Sql {
  const at = (id: string) =>
    Prisma.sql`(SELECT k.bank_id, k.code FROM question_listing k WHERE k.question_id = ${id}::uuid)`;
  if (before !== undefined) return Prisma.sql`(l.bank_id, l.code) < ${at(before)}`;
  return after === undefined ? Prisma.sql`true` : Prisma.sql`(l.bank_id, l.code) > ${at(after)}`;
}

function orderOf({ before }: PageAsked, table = "l"): Prisma.Sql {
  const direction = before === undefined ? "ASC" : "DESC";
  return Prisma.raw(`${table}.bank_id ${direction}, ${table}.code ${direction}`);
}
