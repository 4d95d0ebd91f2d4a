/**
 * An application for a certificate: reviews as data, then the issuer (T1–T8).
 * In: the route stored at submission, the steps taken, who is asking. Out: the state, whose turn it is, verdicts.
 */
import type { Role } from "~/access/permissions";
import type { IssuingRoute, ReviewStep } from "~/rulebook/schema";
import type { ReviewerWord } from "~/rulebook/words";
import { allow, type Refusal, refusal, refuse, type Verdict, verdictOf } from "~/verdict";

export const APPLICATION_KINDS = [
  "first", // 首次申领
  "renewal", // 换发
  "replacement", // 补发
  "change", // 更换
  "transfer", // 转任换发
] as const;
export type ApplicationKind = (typeof APPLICATION_KINDS)[number];

export const CERTIFICATE_TYPES = [
  "administrative-enforcement",
  "enforcement-supervision",
  "training",
] as const;
export type CertificateType = (typeof CERTIFICATE_TYPES)[number];

export const APPLICATION_STEPS = [
  "submitted", // 提交、补正后重新提交
  "approved", // 审核通过
  "returned", // 退回补正
  "refused", // 不予核发
  "withdrawn", // 撤回
  "issued", // 核发
] as const;
export type ApplicationStep = (typeof APPLICATION_STEPS)[number];

export const APPLICATION_STATES = [
  "in-review", // 审核中
  "returned", // 待补正
  "approved", // 待核发
  "refused", // 不予核发
  "withdrawn", // 已撤回
  "issued", // 已核发
] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

/** From each state, the steps that can be taken. The issuer may still find a defect; the unit may no longer withdraw. */
const POSSIBLE = {
  "in-review": ["approved", "returned", "refused", "withdrawn"],
  returned: ["submitted", "withdrawn"],
  approved: ["issued", "returned", "refused"],
  refused: [],
  withdrawn: [],
  issued: [],
} as const satisfies Record<ApplicationState, readonly ApplicationStep[]>;

export type StepFact = { step: ApplicationStep; byId: string; at: Date };

export type Standing = {
  state: ApplicationState;
  /** Index of the review whose turn it is; the number of reviews when it is the issuer's. */
  position: number;
  /** Approvals already given at that review. */
  given: number;
  /** 1 for the first submission, one more for each after a return. */
  round: number;
  /** Since when it has waited where it is. */
  sinceAt: Date;
  /** Since when it has been with the review whose turn it is: its time limit runs from here, however many approve. */
  reachedAt: Date;
  /** The approvals that stand, by review. */
  approvals: { position: number; byId: string; at: Date }[];
};

/**
 * Replays the steps. A returned application comes back to the review that returned it: approvals given before stand,
 * those of that review are asked again.
 */
export function standingOf(route: IssuingRoute, steps: readonly StepFact[]): Standing {
  const first = steps[0];
  if (first?.step !== "submitted") throw new Error("An application begins with its submission");
  const standing: Standing = {
    state: "in-review",
    position: 0,
    given: 0,
    round: 0,
    sinceAt: first.at,
    reachedAt: first.at,
    approvals: [],
  };
  const waiting = () => (standing.position < route.reviews.length ? "in-review" : "approved");
  for (const { step, byId, at } of steps) {
    standing.sinceAt = at;
    if (step === "submitted") {
      standing.round += 1;
      standing.reachedAt = at;
      standing.state = waiting();
    } else if (step === "approved") {
      standing.approvals.push({ position: standing.position, byId, at });
      standing.given += 1;
      if (standing.given >= (route.reviews[standing.position]?.approvals ?? 1)) {
        standing.position += 1;
        standing.given = 0;
        standing.reachedAt = at;
      }
      standing.state = waiting();
    } else {
      standing.state = step;
      if (step === "returned") {
        standing.approvals = standing.approvals.filter(({ position }) => position < standing.position);
        standing.given = 0;
      }
    }
  }
  return standing;
}

export function isClosed(state: ApplicationState): boolean {
  return POSSIBLE[state].length === 0;
}

/** Waiting for a reviewer or the issuer, not for the unit. */
export function isUnderReview(state: ApplicationState): boolean {
  return state === "in-review" || state === "approved";
}

export function awaitsIssue(state: ApplicationState): boolean {
  return state === "approved";
}

export function isReturned(state: ApplicationState): boolean {
  return state === "returned";
}

export function canStep(state: ApplicationState, step: ApplicationStep): boolean {
  return (POSSIBLE[state] as readonly ApplicationStep[]).includes(step);
}

/** Refusal: application.step-impossible { step, state }. */
export function mayStep(state: ApplicationState, step: ApplicationStep): Verdict {
  return canStep(state, step) ? allow : refuse(refusal("application.step-impossible", { step, state }));
}

/** Whose turn it is: a review, the issuer, or (null) nobody's or the unit's. */
export function turnOf(
  route: IssuingRoute,
  { state, position }: Pick<Standing, "state" | "position">,
): ReviewStep | null {
  if (!isUnderReview(state)) return null;
  return route.reviews[position] ?? route.issuer;
}

/** The role in which an account takes a review step. */
export const ROLE_OF_REVIEWER = {
  "unit-legal": "unit-legal-reviewer",
  "unit-personnel": "unit-personnel-officer",
  "legal-affairs": "legal-affairs",
  "personnel-department": "personnel-department",
} as const satisfies Record<ReviewerWord, Role>;

export type Reviewer = {
  accountId: string;
  personId: string | null;
  /** Roles held for the applicant's unit or above it. */
  roles: readonly Role[];
};

/**
 * May this account take the step whose turn it is? Reviewers and issuer are all different people (T3), none of them
 * the applicant or the one who submitted. Refusals: application.not-your-turn { role, level }, application.own,
 * application.submitted-by-you, application.reviewed-by-you.
 */
export function mayReview(
  application: { personId: string; route: IssuingRoute; steps: readonly StepFact[] },
  reviewer: Reviewer,
): Verdict {
  const standing = standingOf(application.route, application.steps);
  const turn = turnOf(application.route, standing);
  if (!turn) return allow;
  const refusals: Refusal[] = [];
  if (!reviewer.roles.includes(ROLE_OF_REVIEWER[turn.role]))
    refusals.push(refusal("application.not-your-turn", { role: turn.role, level: turn.level }));
  if (reviewer.personId === application.personId) refusals.push(refusal("application.own"));
  if (application.steps.some(({ step, byId }) => step === "submitted" && byId === reviewer.accountId))
    refusals.push(refusal("application.submitted-by-you"));
  if (standing.approvals.some(({ byId }) => byId === reviewer.accountId))
    refusals.push(refusal("application.reviewed-by-you"));
  return verdictOf(refusals);
}
