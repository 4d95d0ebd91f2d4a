/**
 * 学法记录: which steps an entry of the ledger can take, and who may take them.
 * In: the steps taken, who is asking. Out: the state (the last step), questions about it, verdicts with every refusal.
 * An entry is never edited: what was accepted wrongly is taken back by a reversing entry of its own (H20).
 */
import { type Refusal, refusal, type Source, type Verdict, verdictOf } from "~/verdict";

export const RECORD_STEPS = [
  "submitted", // 单位申报
  "confirmed", // 单位确认
  "accepted", // 法制机构认定
  "returned", // 退回
] as const;
export type RecordStep = (typeof RECORD_STEPS)[number];
/** The state is the last step. */
export type RecordState = RecordStep;

/** From each state, the steps that can be taken. A returned entry goes in again with what was missing. */
const POSSIBLE = {
  submitted: ["confirmed", "returned"],
  confirmed: ["accepted", "returned"],
  returned: ["submitted"],
  accepted: [],
} as const satisfies Record<RecordState, readonly RecordStep[]>;

/** What a reader is told: the state, or that an accepted entry was taken back. */
export const RECORD_STATUSES = [...RECORD_STEPS, "reversed"] as const;
export type RecordStatus = (typeof RECORD_STATUSES)[number];

/** Why an accepted entry is taken back: it was wrong, or it was false 代签、代学 (H21). */
export const REVERSAL_GROUNDS = ["mistake", "false-record"] as const;
export type ReversalGround = (typeof REVERSAL_GROUNDS)[number];

export function stateOf(steps: readonly { step: string }[]): RecordState {
  const last = steps.at(-1);
  if (!last) throw new Error("A study record has no step");
  return last.step as RecordState;
}

export function statusOf(state: RecordState, reversed: boolean): RecordStatus {
  return reversed && state === "accepted" ? "reversed" : state;
}

/** Waits for the unit. */
export function isUnconfirmed(state: RecordState): boolean {
  return state === "submitted";
}

/** Waits for the legal-affairs office. */
export function isConfirmed(state: RecordState): boolean {
  return state === "confirmed";
}

/** Waits for one of them. */
export function isWaiting(state: RecordState): boolean {
  return state === "submitted" || state === "confirmed";
}

export function isAccepted(state: RecordState): boolean {
  return state === "accepted";
}

export function isReturned(state: RecordState): boolean {
  return state === "returned";
}

// 法制机构检查考核学法效果; who is concerned withdraws (公务员法 第七十六条).
const CHECK: Source = { title: "市级人民政府依法行政意见（地方文件）", article: "第二十二项", rule: "H5" };
const TWO_PEOPLE: Source = { title: "本平台默认设置", rule: "H20" };

/** Refusal: study-record.step-impossible { state, step }. */
export function mayStep(state: RecordState, step: RecordStep): Verdict {
  const possible: readonly RecordStep[] = POSSIBLE[state];
  return verdictOf(
    possible.includes(step) ? [] : [refusal("study-record.step-impossible", { state, step }, CHECK)],
  );
}

export type Checked = {
  personId: string;
  recordedById: string | null;
  state: RecordState;
  /** Who spoke for the unit; null while nobody has. */
  confirmedById: string | null;
};
export type Checker = { accountId: string; personId: string | null };

/**
 * The unit confirms what it entered or what its people handed in; legal affairs accepts what another confirmed; either
 * returns. Refusals: those of `mayStep`, study-record.own (nobody checks their own study), study-record.own-entry (nor
 * accepts what they entered themselves), study-record.own-confirmation (nor what they confirmed).
 */
export function mayCheck(
  record: Checked,
  step: "confirmed" | "accepted" | "returned",
  checker: Checker,
): Verdict {
  const refusals: Refusal[] = [];
  const possible = mayStep(record.state, step);
  if (!possible.ok) refusals.push(...possible.refusals);
  if (checker.personId !== null && checker.personId === record.personId)
    refusals.push(refusal("study-record.own", {}, CHECK));
  if (step === "accepted" && record.recordedById === checker.accountId)
    refusals.push(refusal("study-record.own-entry", {}, TWO_PEOPLE));
  else if (step === "accepted" && record.confirmedById === checker.accountId)
    refusals.push(refusal("study-record.own-confirmation", {}, TWO_PEOPLE));
  return verdictOf(refusals);
}

export type Reversible = { state: RecordState; isReversal: boolean; alreadyReversed: boolean };

/** H20. Refusals: study-record.not-accepted (return it instead), study-record.is-reversal, study-record.already-reversed. */
export function mayReverse({ state, isReversal, alreadyReversed }: Reversible): Verdict {
  const refusals: Refusal[] = [];
  if (isReversal) refusals.push(refusal("study-record.is-reversal", {}, TWO_PEOPLE));
  else if (!isAccepted(state)) refusals.push(refusal("study-record.not-accepted", { state }, TWO_PEOPLE));
  if (alreadyReversed) refusals.push(refusal("study-record.already-reversed", {}, TWO_PEOPLE));
  return verdictOf(refusals);
}
