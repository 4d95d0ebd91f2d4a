/** What stands in a bank, version by version: a new version says only what enters and what leaves. */
import { createHash } from "node:crypto";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { listQuestions } from "./listing.server";

/** Where a question version stands in the bank's version of that number: for the WHERE of a query on question versions. */
export const standsIn = (bankId: string, number: number) => ({
  entries: {
    some: {
      bankId,
      sinceNumber: { lte: number },
      OR: [{ untilNumber: null }, { untilNumber: { gt: number } }],
    },
  },
});

/** Where a question version stands in its bank today. */
export const standsNow = (bankId: string) => ({ entries: { some: { bankId, untilNumber: null } } });

/** Ids of the question versions that stand in the bank today, cases and their parts alike. */
export async function standingNow(tx: Tx, bankId: string): Promise<Set<string>> {
  const rows = await tx.bankEntry.findMany({
    where: { bankId, untilNumber: null },
    select: { questionVersionId: true },
  });
  return new Set(rows.map((row) => row.questionVersionId));
}

/** Everyone else who would change what this bank holds waits until this transaction ends. */
export async function lockBank(tx: Tx, bankId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${bankId}, 7410005))`;
}

/**
 * The bank's next version: question versions (by id) that enter it and that leave it. Answers its number; null when
 * nothing enters or leaves, and then there is no new version. Takes the bank's lock.
 */
export async function changeBank(
  tx: Tx,
  bankId: string,
  { enter, leave }: { enter: readonly string[]; leave: readonly string[] },
  now: Date,
): Promise<number | null> {
  await lockBank(tx, bankId);
  if (enter.length === 0 && leave.length === 0) return null;
  const newest = await tx.bankVersion.findFirst({ where: { bankId }, orderBy: { number: "desc" } });
  const number = (newest?.number ?? 0) + 1;
  const contentHash = await hashOfChange(tx, newest?.contentHash ?? "", enter, leave);
  await tx.bankVersion.create({ data: { id: newId(), bankId, number, contentHash, loadedAt: now } });
  // As one array: Prisma would split a long list into several statements.
  await tx.$executeRaw`
    UPDATE bank_entry SET until_number = ${number}
    WHERE bank_id = ${bankId}::uuid AND until_number IS NULL AND question_version_id = ANY(${[...leave]}::uuid[])`;
  await tx.$executeRaw`
    INSERT INTO bank_entry (question_version_id, since_number, bank_id)
    SELECT id, ${number}, ${bankId}::uuid FROM unnest(${[...enter]}::uuid[]) AS id`;
  await listVersions(tx, [...enter, ...leave]);
  return number;
}

async function listVersions(tx: Tx, ids: readonly string[]): Promise<void> {
  const rows = await tx.$queryRaw<{ questionId: string }[]>`
    SELECT DISTINCT question_id AS "questionId" FROM question_version
    WHERE id = ANY(${[...ids]}::uuid[]) AND group_id IS NULL`;
  await listQuestions(
    tx,
    rows.map(({ questionId }) => questionId),
  );
}

/** Each version's hash holds the one before, so a bank put back to what it once said is a version of its own. */
async function hashOfChange(
  tx: Tx,
  before: string,
  enter: readonly string[],
  leave: readonly string[],
): Promise<string> {
  const named = await tx.$queryRaw<{ id: string; name: string }[]>`
    SELECT v.id, q.code || '@' || v.number || ':' || v.content_hash AS name
    FROM question_version v JOIN question q ON q.id = v.question_id
    WHERE v.id = ANY(${[...enter, ...leave]}::uuid[])`;
  const names = new Map(named.map(({ id, name }) => [id, name]));
  const lines = (sign: string, ids: readonly string[]) => ids.map((id) => `${sign}${names.get(id)}`).sort();
  return createHash("sha256")
    .update([before, ...lines("+", enter), ...lines("-", leave)].join("\n"))
    .digest("hex");
}
