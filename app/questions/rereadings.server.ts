/** 待重读试题: what an amendment flagged and nobody has read again, and the record of who found that it stands. */
import { recordAll } from "~/audit/audit.server";
import { type DateOn, fromDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { isUuid } from "~/ids";
import { COUNTED } from "~/paging";
import { type Refusal, refusal } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";
import { unread } from "./bars.server";
import type { Title } from "./blueprints.server";

export const REREADINGS_A_PAGE = 30;

/** One question version beside one amendment: a question that two amendments touch is read twice. */
export type Pair = { amendmentId: string; questionVersionId: string };
export const pairKey = ({ amendmentId, questionVersionId }: Pair) => `${amendmentId}.${questionVersionId}`;

/** As a form or an address sends it; null for what cannot be one. */
export function pairFrom(raw: string | null): Pair | null {
  const [amendmentId, questionVersionId, ...more] = (raw ?? "").split(".");
  return isUuid(amendmentId) && isUuid(questionVersionId) && more.length === 0
    ? { amendmentId, questionVersionId }
    : null;
}

export type Unread = Pair & {
  code: string;
  number: number;
  bankId: string;
  bankTitle: Title;
  lawId: string;
  law: string;
  kind: string;
  effectiveOn: DateOn;
  whole: boolean;
  /** Of the articles it cites, those that the amendment touches; of a case, of all its parts. */
  articles: number[];
};
export type UnreadFilter = { bankId?: string; lawId?: string; amendmentId?: string };
export type UnreadPage = {
  rows: Unread[];
  /** Exact up to COUNTED; null for more. */
  total: number | null;
  previous: string | null;
  next: string | null;
};

/** Pages turn at a pair. What takes effect first stands first. Only what stands in a bank today. */
export async function unreadPage(
  tx: Tx,
  filter: UnreadFilter,
  { after, before }: { after?: Pair; before?: Pair },
): Promise<UnreadPage> {
  const backwards = before !== undefined;
  const from = await placeOf(tx, before ?? after);
  const direction = Prisma.raw(backwards ? "DESC" : "ASC");
  const beyond = from
    ? Prisma.sql`AND (u.effective_on, u.amendment_id, b.code, q.code) ${Prisma.raw(backwards ? "<" : ">")}
        (${from.effective_on}::date, ${from.amendment_id}::uuid, ${from.bank}, ${from.code})`
    : Prisma.empty;
  const [size] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (SELECT 1 ${standing(filter)} LIMIT ${COUNTED + 1}) found`;
  const rows = await tx.$queryRaw<Row[]>`
    SELECT u.amendment_id::text AS "amendmentId", u.question_version_id::text AS "questionVersionId", q.code, v.number,
      b.id::text AS "bankId", b.title AS "bankTitle", l.id::text AS "lawId", l.name AS law, a.kind, a.whole,
      a.effective_on AS "effectiveOn", ARRAY(
        SELECT DISTINCT c.article FROM question_version p
        JOIN question_citation c ON c.question_version_id = p.id
        JOIN law_version w ON w.id = c.law_version_id AND w.law_id = a.law_id AND w.effective_on < a.effective_on
        WHERE (p.id = v.id OR p.group_id = v.id) AND (a.whole OR c.article = ANY(a.articles)) ORDER BY 1) AS articles
    ${standing(filter)} ${beyond}
    ORDER BY u.effective_on ${direction}, u.amendment_id ${direction}, b.code ${direction}, q.code ${direction}
    LIMIT ${REREADINGS_A_PAGE + 1}`;
  const goesOn = rows.length > REREADINGS_A_PAGE;
  const found = rows
    .slice(0, REREADINGS_A_PAGE)
    .map((row) => ({ ...row, effectiveOn: fromDbDate(row.effectiveOn) }));
  if (backwards) found.reverse();
  const [first, last] = [found[0], found.at(-1)];
  const total = size?.total ?? 0;
  return {
    rows: found,
    total: total > COUNTED ? null : total,
    previous: first && (backwards ? goesOn : from !== null) ? pairKey(first) : null,
    next: last && (backwards || goesOn) ? pairKey(last) : null,
  };
}

type Row = Omit<Unread, "effectiveOn"> & { effectiveOn: Date };

/** Standing whole questions, each beside the amendments that nobody has read it with. */
function standing({ bankId, lawId, amendmentId }: UnreadFilter): Prisma.Sql {
  const wanted = [
    ...(bankId ? [Prisma.sql`b.id = ${bankId}::uuid`] : []),
    ...(lawId ? [Prisma.sql`l.id = ${lawId}::uuid`] : []),
    ...(amendmentId ? [Prisma.sql`a.id = ${amendmentId}::uuid`] : []),
    Prisma.sql`true`,
  ];
  return Prisma.sql`
    FROM (${unread}) u
    JOIN law_amendment a ON a.id = u.amendment_id JOIN law l ON l.id = a.law_id
    JOIN question_version v ON v.id = u.question_version_id JOIN question q ON q.id = v.question_id
    JOIN bank_entry e ON e.question_version_id = v.id AND e.until_number IS NULL
    JOIN question_bank b ON b.id = e.bank_id
    WHERE ${Prisma.join(wanted, " AND ")}`;
}

/** Where the pair stands in the list, also when it has left it since. */
async function placeOf(tx: Tx, pair: Pair | undefined) {
  if (!pair) return null;
  const [row] = await tx.$queryRaw<
    { effective_on: Date; amendment_id: string; bank: string; code: string }[]
  >`
    SELECT a.effective_on, a.id::text AS amendment_id, b.code AS bank, q.code
    FROM law_amendment a, question_version v JOIN question q ON q.id = v.question_id JOIN question_bank b ON b.id = q.bank_id
    WHERE a.id = ${pair.amendmentId}::uuid AND v.id = ${pair.questionVersionId}::uuid`;
  return row ?? null;
}

/** How many wait, by bank, for the filter of the list and for those who send people there. */
export async function unreadByBank(
  tx: Tx,
  filter: UnreadFilter = {},
): Promise<{ bankId: string; title: Title; questions: number }[]> {
  return tx.$queryRaw`
    SELECT b.id::text AS "bankId", b.title, count(DISTINCT v.id)::int AS questions
    ${standing(filter)} GROUP BY b.id, b.code, b.title ORDER BY b.code`;
}

/** How many questions wait, in all banks. */
export async function unreadCount(tx: Tx, filter: UnreadFilter = {}): Promise<number> {
  return (await unreadByBank(tx, filter)).reduce((sum, { questions }) => sum + questions, 0);
}

/** The laws whose amendments wait, for the filter of the list. */
export async function unreadLaws(tx: Tx): Promise<{ lawId: string; name: string }[]> {
  return tx.$queryRaw`
    SELECT l.id::text AS "lawId", l.name ${standing({})} GROUP BY l.id, l.name ORDER BY l.name COLLATE "zh-x-icu"`;
}

/**
 * Records that a reviewer has read these questions beside the amended law and that they stand: from now on they may be
 * drawn again. What another reviewer recorded meanwhile stays theirs, so repeating is harmless. Answers how many are
 * newly recorded. Refusals: rereading.none-chosen, rereading.gone (none of them waits any more).
 */
export async function recordRereadings(
  tx: Tx,
  { pairs, note }: { pairs: readonly Pair[]; note: string },
  actorId: string,
  now: Date,
): Promise<{ ok: true; read: number } | { ok: false; refusals: Refusal[] }> {
  if (pairs.length === 0) return { ok: false, refusals: [refusal("rereading.none-chosen")] };
  const [amendmentIds, versionIds] = [
    pairs.map(({ amendmentId }) => amendmentId),
    pairs.map(({ questionVersionId }) => questionVersionId),
  ];
  const rows = await tx.$queryRaw<(Pair & { code: string; number: number })[]>`
    WITH chosen AS (
      SELECT DISTINCT u.amendment_id, u.question_version_id, q.code, v.number ${standing({})}
        AND (u.amendment_id, u.question_version_id) IN (
          SELECT * FROM unnest(${amendmentIds}::uuid[], ${versionIds}::uuid[]))
    ), written AS (
      INSERT INTO question_rereading (amendment_id, question_version_id, note, read_by_id, read_at)
      SELECT amendment_id, question_version_id, ${note}::text, ${actorId}::uuid, ${now}::timestamptz FROM chosen
      ON CONFLICT DO NOTHING RETURNING amendment_id, question_version_id
    )
    SELECT amendment_id::text AS "amendmentId", question_version_id::text AS "questionVersionId", code, number
    FROM written JOIN chosen USING (amendment_id, question_version_id) ORDER BY code`;
  if (rows.length === 0) {
    const known = await tx.questionRereading.count({ where: { OR: [...pairs] } });
    return known > 0 ? { ok: true, read: 0 } : { ok: false, refusals: [refusal("rereading.gone")] };
  }
  await recordAll(
    tx,
    rows.map(({ amendmentId, questionVersionId, code, number }) => ({
      type: "question.reread",
      at: now,
      actorId,
      subjectId: questionVersionId,
      data: { amendmentId, code, number },
    })),
  );
  return { ok: true, read: rows.length };
}
