/** Why someone opens a personnel file: asked once for a person, a session and a day, before anything is shown. */
import { chinaDateOf, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import type { LookReason } from "./look-reason";

/** The reason given today in this session; null when it is still to be asked. */
export async function lookReasonOf(
  tx: Tx,
  { sessionId, personId }: { sessionId: string; personId: string },
  now: Date,
): Promise<LookReason | null> {
  const lookedOn = toDbDate(chinaDateOf(now));
  const look = await tx.fileLook.findUnique({
    where: { sessionId_personId_lookedOn: { sessionId, personId, lookedOn } },
    select: { reason: true },
  });
  return (look?.reason ?? null) as LookReason | null;
}

/** Keeps the reason; giving it twice keeps the first. Each opening is an event of its own and carries the reason. */
export async function giveLookReason(
  tx: Tx,
  look: { sessionId: string; personId: string; reason: LookReason; note: string | null },
  now: Date,
): Promise<void> {
  await tx.fileLook.createMany({
    data: [{ id: newId(), ...look, lookedOn: toDbDate(chinaDateOf(now)), at: now }],
    skipDuplicates: true,
  });
}
