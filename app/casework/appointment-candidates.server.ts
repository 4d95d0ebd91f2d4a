/** A candidate for a post: the post is the register's, the exam before it the exams'. */
import type { Actor } from "~/access/permissions";
import type { Tx } from "~/db.server";
import { addCandidate } from "~/exams/appointments.server";
import { regimeOf } from "~/positions/position";
import { findPosition } from "~/positions/positions.server";
import { type Refusal, refusal } from "~/verdict";

/**
 * Proposes somebody for a leading post of the batch's own regime. Refusals: appointment.post-regime, appointment.own, and
 * those of `addCandidate`. null: no such batch.
 */
export async function proposeCandidate(
  tx: Tx,
  wanted: { batchId: string; personId: string; positionId: string },
  actor: Pick<Actor, "accountId" | "personId">,
  now: Date,
): Promise<{ ok: true; candidateId: string } | { ok: false; refusals: Refusal[] } | null> {
  const batch = await tx.appointmentBatch.findUnique({
    where: { id: wanted.batchId },
    select: { regime: true },
  });
  if (!batch) return null;
  const position = await findPosition(tx, wanted.positionId);
  const fits = position !== null && regimeOf(position.family) === batch.regime;
  const refusals = [
    ...(fits ? [] : [refusal("appointment.post-regime")]),
    ...(actor.personId === wanted.personId ? [refusal("appointment.own")] : []),
  ];
  if (!fits || refusals.length > 0) return { ok: false, refusals };
  return addCandidate(tx, { ...wanted, postTitle: position.title }, actor.accountId, now);
}
