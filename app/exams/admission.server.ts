/** When a candidate is let in: by their place in a queue that nobody stands in, and by how many are entered. */
import { createHash } from "node:crypto";
import { rowsOf, type Tx } from "~/db.server";
import { Prisma } from "../../prisma/generated/client";
import { admissionDelayMs, admissionSeconds } from "./admission";

export type Admission = {
  /** Milliseconds after the opening. */
  delayMs: number;
  /** Over how many seconds all of them are let in. */
  seconds: number;
};

/** More make nobody wait longer. */
const COUNTED_AT_MOST = 3_000;

/** How many are entered for an exam, a column of the statement, as far as they are counted. */
export const enteredSql = (examId: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  SELECT count(*)::int FROM (
    SELECT 1 FROM registration WHERE exam_id = ${examId} AND withdrawn_at IS NULL LIMIT ${COUNTED_AT_MOST}) counted)`;

/** Who is entered meanwhile may move it by a moment: whoever begins asks again, and is sent back to wait if need be. */
export async function admissionOf(
  tx: Tx,
  { examId, personId }: { examId: string; personId: string },
): Promise<Admission> {
  const [row] = await rowsOf<{ entered: number }>(
    tx,
    Prisma.sql`/* prepared as admission */ SELECT ${enteredSql(Prisma.sql`${examId}::uuid`)} AS entered`,
  );
  return admissionAmong({ examId, personId }, row?.entered ?? 0);
}

/** The same for who knows how many are entered. */
export function admissionAmong(
  { examId, personId }: { examId: string; personId: string },
  entered: number,
): Admission {
  return {
    delayMs: admissionDelayMs(placeOf(examId, personId), entered),
    seconds: admissionSeconds(entered),
  };
}

/** Spread evenly, another one in every exam, and the same in every process. */
function placeOf(examId: string, personId: string): number {
  return createHash("sha256").update(`${examId}:${personId}`).digest().readUInt32BE() / 2 ** 32;
}
