/** A certificate under its holder's gate lock, and the one way an act is written to it. */
import { type DateOn, fromDbDate, toDbDate } from "~/calendar";
import { lockPeople, type Tx } from "~/db.server";
import { newId } from "~/ids";
import type { CertificateAct } from "./act";
import { actFact } from "./certificates.server";
import { type CertificateState, stateAt } from "./status";

export type Held = {
  id: string;
  personId: string;
  unitId: string;
  certificateType: string;
  field: string;
  state: CertificateState;
};

/** Locks the holder, then reads: whoever decides about the same person waits until the transaction ends. */
export async function held(tx: Tx, certificateId: string, now: Date): Promise<Held> {
  const { personId } = await tx.certificate.findUniqueOrThrow({
    where: { id: certificateId },
    select: { personId: true },
  });
  await lockPeople(tx, personId);
  return read(tx, certificateId, now);
}

/** For a certificate of a holder already locked. */
export async function read(tx: Tx, certificateId: string, now: Date): Promise<Held> {
  const row = await tx.certificate.findUniqueOrThrow({
    where: { id: certificateId },
    include: { acts: { where: { supersededAt: null } } },
  });
  const dates = { validFromOn: fromDbDate(row.validFromOn), validToOn: fromDbDate(row.validToOn) };
  return { ...row, state: stateAt(dates, row.acts.map(actFact), now) };
}

export type NewAct = {
  act: CertificateAct;
  effectiveAt: Date;
  ground?: string;
  legalBasis?: string;
  decisionNumber?: string;
  banUntilOn?: DateOn | null;
  note?: string;
  proposedById?: string | null;
  approvedById?: string | null;
  proposalId?: string;
  oldCard?: string | null;
};

export async function writeAct(
  tx: Tx,
  certificate: Held,
  { banUntilOn, note, ...act }: NewAct,
  now: Date,
): Promise<void> {
  await tx.certificateAct.create({
    data: {
      id: newId(),
      certificateId: certificate.id,
      ...act,
      note: note?.trim() || null,
      banUntilOn: banUntilOn ? toDbDate(banUntilOn) : null,
      recordedAt: now,
    },
  });
}

export function eventOf({ id, personId, unitId }: Held, actorId: string | null, at: Date) {
  return { at, actorId, personId, unitId, subjectId: id };
}
