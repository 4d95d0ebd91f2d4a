/**
 * 领导岗任用: a proposal of the organisation department and the decision of a second person. In: a proposal, who asks. Out: every
 * refusal of the two; what stands against the person is the assignment's to say (K17, K18 and the rest).
 */
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";

export const APPOINTMENT_DECISIONS = ["approved", "refused"] as const;
export type AppointmentDecision = (typeof APPOINTMENT_DECISIONS)[number];

export type AppointmentProposed = { personId: string; proposedById: string; decision: string | null };
export type Asking = { accountId: string; personId: string | null };

/** Refusals: appointment.decided, appointment.own, appointment.same-person, and appointment.reason-missing for a refusal. */
export function mayDecideAppointment(
  { personId, proposedById, decision }: AppointmentProposed,
  wanted: { decision: AppointmentDecision; reason: string },
  by: Asking,
): Verdict {
  const refusals: Refusal[] = [];
  if (decision !== null) refusals.push(refusal("appointment.decided"));
  if (by.personId === personId) refusals.push(refusal("appointment.own"));
  if (wanted.decision === "approved" && by.accountId === proposedById)
    refusals.push(refusal("appointment.same-person"));
  if (wanted.decision === "refused" && wanted.reason.trim() === "")
    refusals.push(refusal("appointment.reason-missing"));
  return verdictOf(refusals);
}
