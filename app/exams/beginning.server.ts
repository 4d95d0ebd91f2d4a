/** What stands when a candidate presses the button: read at once, under the locks of the exam and the person. */
import { rowsOf, type Tx } from "~/db.server";
import { Prisma } from "../../prisma/generated/client";
import { enteredSql } from "./admission.server";
import type { StartFacts } from "./attempt";
import type { Hold } from "./invigilation";
import { isVoidSql } from "./void.server";
import { type HoldRow, holdsFrom, holdsSql, minutesWaitingSql } from "./waiting.server";

export type Beginning = Omit<StartFacts, "exam" | "isHeld" | "banRefusals"> & {
  /** Pauses that kept the candidate from beginning, and their ends. */
  holds: Hold[];
  exam: StartFacts["exam"] & { blueprintVersionId: string; packVersionId: string };
  registration: { registrationId: string; unitId: string; attempts: number } | null;
  /** The attempt that is under way. */
  openId: string | null;
  entered: number;
  extraMinutes: number;
};

/** All that decides whether a person begins, in one statement, for hundreds begin in the same minute. Null: no such exam. */
export async function beginningOf(
  tx: Tx,
  { examId, personId }: { examId: string; personId: string },
): Promise<Beginning | null> {
  const registration = Prisma.sql`r.id`;
  type Row = Omit<Beginning, "exam" | "registration" | "isRegistered" | "holds"> & {
    holds: HoldRow[];
  } & Beginning["exam"] & { registrationId: string | null; unitId: string; attempts: number };
  const [row] = await rowsOf<Row>(
    tx,
    Prisma.sql`/* prepared as beginning */
    SELECT e.opens_at AS "opensAt", e.closes_at AS "closesAt", e.late_entry_minutes AS "lateEntryMinutes", e.minutes,
      e.attempts_allowed AS "attemptsAllowed", e.blueprint_version_id::text AS "blueprintVersionId",
      e.pack_version_id::text AS "packVersionId", ARRAY(SELECT t.act FROM exam_act t WHERE t.exam_id = e.id) AS acts,
      r.id::text AS "registrationId", r.unit_id::text AS "unitId",
      (SELECT count(*)::int FROM attempt a WHERE a.registration_id = r.id) AS attempts,
      (SELECT a.id::text FROM attempt a WHERE a.registration_id = r.id AND a.state = 'open') AS "openId",
      (SELECT count(*)::int FROM attempt a JOIN registration u ON u.id = a.registration_id
        WHERE a.person_id = ${personId}::uuid AND u.exam_id = e.id) AS "attemptsUsed",
      ${isVoidSql(registration)} AS "isVoid", ${holdsSql(registration)} AS holds,
      ${minutesWaitingSql(registration)} AS "extraMinutes", ${enteredSql(Prisma.sql`e.id`)} AS entered
    FROM exam e
    LEFT JOIN registration r ON r.exam_id = e.id AND r.person_id = ${personId}::uuid AND r.withdrawn_at IS NULL
    WHERE e.id = ${examId}::uuid`,
  );
  if (!row) return null;
  const {
    registrationId,
    unitId,
    attempts,
    openId,
    attemptsUsed,
    isVoid,
    holds,
    extraMinutes,
    entered,
    ...exam
  } = row;
  return {
    ...{ exam, openId, attemptsUsed, isVoid, extraMinutes, entered },
    holds: holdsFrom(holds),
    isRegistered: registrationId !== null,
    registration: registrationId === null ? null : { registrationId, unitId, attempts },
  };
}
