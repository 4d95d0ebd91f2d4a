/**
 * 清理: a case about somebody on an enforcement post whom the gate refuses, from finding to confirmed closure.
 * In: its last steps, what is proposed, who asks, what the gate says. Out: verdicts with every refusal.
 */
import type { DateOn } from "~/calendar";
import { addWorkingDays } from "~/rulebook/working-days";
import { type Refusal, refusal, type Source, type Verdict, verdictOf } from "~/verdict";

export const CLEARANCE_STATES = ["opened", "proposed", "returned", "closed", "reopened"] as const;
export type ClearanceState = (typeof CLEARANCE_STATES)[number];

export const CLEARANCE_MEASURES = [
  "moved-off", // 调离执法岗位
  "contract-ended", // 解除合同
  "sent-to-training", // 离岗培训
  "certificate-obtained", // 取得证件
  "identity-corrected", // 更正身份
] as const;
export type ClearanceMeasure = (typeof CLEARANCE_MEASURES)[number];

const POSSIBLE = {
  opened: ["proposed"],
  returned: ["proposed"],
  reopened: ["proposed"],
  proposed: ["closed", "returned"],
  closed: ["reopened"],
} as const satisfies Record<ClearanceState, readonly ClearanceState[]>;

export const mayFollow = (state: ClearanceState, step: ClearanceState): boolean =>
  (POSSIBLE[state] as readonly ClearanceState[]).includes(step);
export const isClosed = (state: ClearanceState): boolean => state === "closed";
/** Waits for the unit. */
export const awaitsUnit = (state: ClearanceState): boolean => mayFollow(state, "proposed");
export const isOverdue = (state: ClearanceState, dueOn: DateOn, today: DateOn): boolean =>
  !isClosed(state) && today > dueOn;

/** What a list of cases can be narrowed to; `open`: waits for the unit. */
export const CASES_WAITING = ["open", "overdue", "proposed", "closed"] as const;
export type CaseWaiting = (typeof CASES_WAITING)[number];

/** Who is moved, dismissed or in training is on the post no longer. */
export const endsAssignment = (measure: ClearanceMeasure): boolean =>
  measure === "moved-off" || measure === "contract-ended" || measure === "sent-to-training";

/** The pack's working days, or the campaign's own deadline where that is earlier and not over yet. */
export function clearanceDueOn(openedOn: DateOn, workingDays: number, campaignDueOn: DateOn | null): DateOn {
  const own = addWorkingDays(openedOn, workingDays);
  return campaignDueOn !== null && campaignDueOn >= openedOn && campaignDueOn < own ? campaignDueOn : own;
}

const MOVED: Source = { title: "区级依法行政实施细则（地方文件）", article: "第二十一项", rule: "K23" };
const TWO_PEOPLE: Source = { title: "本平台默认设置", rule: "K23" };

/** Who asks: the account, and the person behind it. */
export type Asking = { accountId: string; personId: string | null };
export type Standing = { state: ClearanceState; personId: string };
export type Proposal = {
  measure: ClearanceMeasure;
  orderNumber: string;
  orderOn: DateOn | null;
  /** First day off the post; null where the measure leaves the person there. */
  movedOn: DateOn | null;
};

const formal = ({ state, personId }: Standing, step: ClearanceState, asking: Asking): Refusal[] => [
  ...(mayFollow(state, step) ? [] : [refusal("clearance.step-impossible", { state, step })]),
  ...(asking.personId === personId ? [refusal("clearance.own", {}, TWO_PEOPLE)] : []),
];

/**
 * Refusals: clearance.{step-impossible, own, order-missing, order-to-come, moved-missing, moved-outside, evidence-missing}.
 * `fromOn`: the first day on the post; null: the assignment stands no longer.
 */
export function mayProposeClosure(
  standing: Standing,
  { measure, orderNumber, orderOn, movedOn }: Proposal,
  { fromOn, files, today }: { fromOn: DateOn | null; files: number; today: DateOn },
  asking: Asking,
): Verdict {
  const refusals = formal(standing, "proposed", asking);
  if (orderNumber === "" || orderOn === null) refusals.push(refusal("clearance.order-missing", {}, MOVED));
  else if (orderOn > today) refusals.push(refusal("clearance.order-to-come", { orderOn, today }));
  if (!endsAssignment(measure)) return verdictOf(refusals);
  if (movedOn === null) refusals.push(refusal("clearance.moved-missing", {}, MOVED));
  else if (movedOn > today || (fromOn !== null && movedOn < fromOn))
    refusals.push(refusal("clearance.moved-outside", { movedOn, fromOn, today }));
  if (files === 0) refusals.push(refusal("clearance.evidence-missing", {}, MOVED));
  return verdictOf(refusals);
}

type Deciding = { asking: Asking; proposedBy: Asking };
const byAnother = ({ asking, proposedBy }: Deciding): Refusal[] =>
  asking.accountId === proposedBy.accountId ||
  (asking.personId !== null && asking.personId === proposedBy.personId)
    ? [refusal("clearance.same-person", {}, TWO_PEOPLE)]
    : [];

/** Refusals: clearance.{step-impossible, own, same-person, reason-missing}. */
export function mayReturnClosure(standing: Standing, deciding: Deciding, reason: string): Verdict {
  return verdictOf([
    ...formal(standing, "returned", deciding.asking),
    ...byAnother(deciding),
    ...(reason === "" ? [refusal("clearance.reason-missing")] : []),
  ]);
}

/**
 * Refusals: clearance.{step-impossible, own, same-person}; clearance.still-refused beside the gate's own reasons, where the
 * person stays on the post. `gate`: what it says now of that post; empty: nothing, or the assignment stands no longer.
 */
export function mayConfirmClosure(
  standing: Standing,
  deciding: Deciding,
  measure: ClearanceMeasure,
  gate: readonly Refusal[],
): Verdict {
  const stays = !endsAssignment(measure) && gate.length > 0;
  return verdictOf([
    ...formal(standing, "closed", deciding.asking),
    ...byAnother(deciding),
    ...(stays ? [refusal("clearance.still-refused", {}, MOVED), ...gate] : []),
  ]);
}
