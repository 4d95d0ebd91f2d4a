import type { Tx } from "~/db.server";
import type { AuditEntry } from "./event";

/** Writes the event in the act's own transaction: there is no act without its event, and no event without its act. */
export async function record(tx: Tx, entry: AuditEntry): Promise<void> {
  await recordAll(tx, [entry]);
}

export async function recordAll(tx: Tx, entries: AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  if (entries.length > MANY) return insertMany(tx, entries);
  await tx.auditEvent.createMany({
    data: entries.map((entry) => ({
      at: entry.at,
      type: entry.type,
      actorId: entry.actorId,
      personId: entry.personId ?? null,
      unitId: entry.unitId ?? null,
      subjectId: entry.subjectId ?? null,
      requestId: entry.requestId ?? null,
      data: entry.data,
    })),
  });
}

/** More than this at once, and one value for each row and column costs more than the rows. */
const MANY = 50;

async function insertMany(tx: Tx, entries: AuditEntry[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO audit_event (at, type, actor_id, person_id, unit_id, subject_id, request_id, data)
    SELECT r.at, r.type, r."actorId", r."personId", r."unitId", r."subjectId", r."requestId", r.data
    FROM jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) AS r (at timestamptz, type text, "actorId" uuid, "personId" uuid,
      "unitId" uuid, "subjectId" text, "requestId" text, data jsonb)`;
}
