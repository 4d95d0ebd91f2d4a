/**
 * 学法计划的办理: the unit draws a plan up and submits it, the unit confirms it, legal affairs approves it, and it is in
 * force until it is closed. In: where the plan stands, who has taken part since it was last a draft, who asks. Out: where it
 * stands next, or every reason against it.
 */
import { type Refusal, refusal } from "~/verdict";

export const PLAN_STATES = ["draft", "submitted", "confirmed", "in-force", "closed"] as const;
export type PlanState = (typeof PLAN_STATES)[number];
export const PLAN_STEPS = ["submitted", "confirmed", "approved", "returned", "closed"] as const;
export type PlanStep = (typeof PLAN_STEPS)[number];

const WAYS: Record<PlanStep, { from: readonly PlanState[]; to: PlanState }> = {
  submitted: { from: ["draft"], to: "submitted" },
  confirmed: { from: ["submitted"], to: "confirmed" },
  approved: { from: ["confirmed"], to: "in-force" },
  returned: { from: ["submitted", "confirmed"], to: "draft" },
  closed: { from: ["in-force"], to: "closed" },
};

/** Steps of deciding: none of them by somebody who drew the plan up or decided on it before. */
const DECIDED_BY_OTHERS: readonly PlanStep[] = ["confirmed", "approved"];

export type PlanStanding = {
  state: PlanState;
  /** The last step taken; null: none yet. */
  lastStep: PlanStep | null;
  /** Accounts: who drew it up, and who submitted or confirmed it since it was last a draft. */
  hands: readonly string[];
};

/**
 * Where a step leads. The same step asked for again changes nothing ("already"). Refusals: plan.not-at-this-step { state },
 * plan.own (who drew it up or confirmed it does not decide again).
 */
export function planAfter(
  { state, lastStep, hands }: PlanStanding,
  step: PlanStep,
  actorId: string | null,
): { ok: true; state: PlanState; already: boolean } | { ok: false; refusals: Refusal[] } {
  const { from, to } = WAYS[step];
  if (state === to && lastStep === step) return { ok: true, state, already: true };
  const refusals = [
    ...(from.includes(state) ? [] : [refusal("plan.not-at-this-step", { state })]),
    ...(DECIDED_BY_OTHERS.includes(step) && actorId !== null && hands.includes(actorId)
      ? [refusal("plan.own")]
      : []),
  ];
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, state: to, already: false };
}

/** Steps that a plan can take next. */
export const nextSteps = (state: PlanState): PlanStep[] =>
  PLAN_STEPS.filter((step) => WAYS[step].from.includes(state));
