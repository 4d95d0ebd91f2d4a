/** What stands in a bank for a question: its versions take one another's place, a case with its parts. */
import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { changeBank, lockBank } from "./bank-versions.server";
import { listQuestions } from "./listing.server";

/**
 * The bank's next version, where `enter` stand and nothing else of these whole questions does: their versions before
 * leave with their parts. Answers its number; null when nothing changes.
 */
export async function replaceStanding(
  tx: Tx,
  bankId: string,
  { questionIds, enter }: { questionIds: readonly string[]; enter: readonly string[] },
  actorId: string | null,
  now: Date,
): Promise<number | null> {
  await lockBank(tx, bankId);
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH whole AS (SELECT id FROM question_version WHERE question_id = ANY(${[...questionIds]}::uuid[])),
    concerned AS (SELECT id FROM whole UNION ALL SELECT v.id FROM question_version v JOIN whole w ON w.id = v.group_id)
    SELECT c.id FROM concerned c
    JOIN bank_entry e ON e.question_version_id = c.id AND e.bank_id = ${bankId}::uuid AND e.until_number IS NULL`;
  const standing = new Set(rows.map(({ id }) => id));
  const wanted = new Set(enter);
  const change = {
    enter: enter.filter((id) => !standing.has(id)),
    leave: [...standing].filter((id) => !wanted.has(id)),
  };
  const number = await changeBank(tx, bankId, change, now);
  if (number === null) {
    await listQuestions(tx, questionIds);
    return null;
  }
  await record(tx, {
    type: "bank.changed",
    at: now,
    actorId,
    subjectId: bankId,
    data: { number, entered: change.enter.length, left: change.leave.length },
  });
  return number;
}

/** What is to be done bank by bank, in the order in which everybody takes their locks. */
export function byBank<T extends { bankId: string }>(rows: readonly T[]): [bankId: string, rows: T[]][] {
  const banks = [...new Set(rows.map(({ bankId }) => bankId))].sort();
  return banks.map((bankId) => [bankId, rows.filter((row) => row.bankId === bankId)]);
}
