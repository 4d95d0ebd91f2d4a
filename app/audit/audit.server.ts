import type { Tx } from "~/db.server";
import type { AuditEntry } from "./event";

/** Writes the event in the act's own transaction: there is no act without its event, and no event without its act. */
export async function record(tx: Tx, entry: AuditEntry): Promise<void> {
  await recordAll(tx, [entry]);
}

export async function recordAll(tx: Tx, entries: AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
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
