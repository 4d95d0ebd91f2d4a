import { rowsOf, type Tx } from "~/db.server";
import { Prisma } from "../../prisma/generated/client";
import type { AuditEntry } from "./event";

/** Writes the event in the act's own transaction: there is no act without its event, and no event without its act. */
export async function record(tx: Tx, entry: AuditEntry): Promise<void> {
  await recordAll(tx, [entry]);
}

/** One value, however many they are: one for each row and column would cost more than the rows. */
export async function recordAll(tx: Tx, entries: AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const statement = Prisma.sql`/* prepared as audit */
    INSERT INTO audit_event (at, type, actor_id, person_id, unit_id, subject_id, request_id, data)
    SELECT r.at, r.type, r."actorId", r."personId", r."unitId", r."subjectId", r."requestId", r.data
    FROM jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) AS r (at timestamptz, type text, "actorId" uuid, "personId" uuid,
      "unitId" uuid, "subjectId" text, "requestId" text, data jsonb)`;
  await rowsOf(tx, statement);
}
