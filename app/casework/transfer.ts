/**
 * 调动 (T24): the old unit releases, the new one accepts. In: a release, the answer to it, who answers. Out: every refusal of the
 * answer; what stands against the move itself is `transferEmploymentAsked`'s to say.
 */
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";

export const TRANSFER_DECISIONS = [
  "accepted", // 接收
  "declined", // 退回
  "withdrawn", // 撤回
] as const;
export type TransferDecision = (typeof TRANSFER_DECISIONS)[number];

export type TransferReleased = { personId: string; releasedById: string; decision: string | null };
export type Answering = { accountId: string; personId: string | null };

/** Refusals: transfer.decided, transfer.own, transfer.same-person, and transfer.reason-missing unless it is accepted. */
export function mayAnswerTransfer(
  { personId, releasedById, decision }: TransferReleased,
  wanted: { decision: TransferDecision; reason: string },
  by: Answering,
): Verdict {
  const isAccepted = wanted.decision === "accepted";
  const refusals: Refusal[] = [];
  if (decision !== null) refusals.push(refusal("transfer.decided"));
  if (by.personId === personId) refusals.push(refusal("transfer.own"));
  if (isAccepted && by.accountId === releasedById) refusals.push(refusal("transfer.same-person"));
  if (!isAccepted && wanted.reason.trim() === "") refusals.push(refusal("transfer.reason-missing"));
  return verdictOf(refusals);
}
