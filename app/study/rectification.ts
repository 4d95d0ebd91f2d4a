/**
 * 整改: what a unit has to put right after a finding, and by when. In: the steps taken, who is asking, today in China. Out: the
 * state (the last step), verdicts with every refusal, whether it is late.
 */
import type { DateOn } from "~/calendar";
import { type Refusal, refusal, type Source, type Verdict, verdictOf } from "~/verdict";

export const RECTIFICATION_STEPS = ["demanded", "reported", "sent-back", "accepted"] as const;
export type RectificationStep = (typeof RECTIFICATION_STEPS)[number];

const POSSIBLE = {
  demanded: ["reported"],
  reported: ["accepted", "sent-back"],
  "sent-back": ["reported"],
  accepted: [],
} as const satisfies Record<RectificationStep, readonly RectificationStep[]>;

/** Waits for the unit. */
export const isOwed = (state: RectificationStep): boolean => state === "demanded" || state === "sent-back";
/** Waits for legal affairs. */
export const isReported = (state: RectificationStep): boolean => state === "reported";

export const isLate = (state: RectificationStep, dueOn: DateOn, today: DateOn): boolean =>
  isOwed(state) && today > dueOn;

export const MOST_WORKING_DAYS = 90;
export const isPeriod = (days: number): boolean =>
  Number.isInteger(days) && days >= 1 && days <= MOST_WORKING_DAYS;

const TWO_PEOPLE: Source = { title: "本平台默认设置", rule: "H20" };

/** Refusals: rectification.step-impossible { state, step }, rectification.own-report, rectification.statement-missing. */
export function mayTakeStep(
  last: { step: RectificationStep; byId: string },
  taken: { step: RectificationStep; byId: string; statement: string },
): Verdict {
  const refusals: Refusal[] = [];
  const possible: readonly RectificationStep[] = POSSIBLE[last.step];
  if (!possible.includes(taken.step))
    refusals.push(refusal("rectification.step-impossible", { state: last.step, step: taken.step }));
  else if (taken.step !== "reported" && last.byId === taken.byId)
    refusals.push(refusal("rectification.own-report", {}, TWO_PEOPLE));
  if (taken.step !== "accepted" && taken.statement === "")
    refusals.push(refusal("rectification.statement-missing"));
  return verdictOf(refusals);
}
