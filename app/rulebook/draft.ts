/**
 * The life of a draft version of a rule pack: opened, changed, proposed, and approved by somebody who wrote none of it.
 * In: its steps in order, who asks, today in China. Out: its state, and verdicts with every refusal.
 */
import type { DateOn } from "~/calendar";
import { codeOf, faultsOf } from "~/rulebook/fault";
import type { RulePack } from "~/rulebook/schema";
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";

export const DRAFT_ACTS = ["opened", "changed", "proposed", "returned", "withdrawn", "approved"] as const;
export type DraftAct = (typeof DRAFT_ACTS)[number];
export type DraftState = "open" | "proposed" | "withdrawn" | "approved";

const stateAfter = {
  opened: "open",
  changed: "open",
  returned: "open",
  proposed: "proposed",
  withdrawn: "withdrawn",
  approved: "approved",
} as const satisfies Record<DraftAct, DraftState>;

export type DraftStep = {
  number: number;
  act: DraftAct;
  actorId: string | null;
  effectiveOn: DateOn | null;
  reason: string | null;
};

export function draftState(steps: readonly DraftStep[]): DraftState {
  const last = steps.at(-1);
  return last ? stateAfter[last.act] : "open";
}

/** Everyone who wrote a part of it or proposed it: none of them may approve. */
export function authorsOf(steps: readonly DraftStep[]): Set<string> {
  const writing: readonly DraftAct[] = ["opened", "changed", "proposed"];
  return new Set(steps.flatMap(({ act, actorId }) => (writing.includes(act) && actorId ? [actorId] : [])));
}

/** Refusals: draft.not-open { state }, draft.changed-meanwhile (someone else saved since the form was opened). */
export function mayChange(steps: readonly DraftStep[], seen: number): Verdict {
  return verdictOf([
    ...inState(steps, "open", "draft.not-open"),
    ...(steps.at(-1)?.number === seen ? [] : [refusal("draft.changed-meanwhile")]),
  ]);
}

export type Proposal = { effectiveOn: DateOn; reason: string | null };

/**
 * Refusals: draft.not-open, draft.no-change, draft.reason-missing (in force from a past day), draft.before-base, and
 * draft.contradiction { rule, fault } for rules that cannot stand together.
 */
export function mayPropose(
  steps: readonly DraftStep[],
  { effectiveOn, reason }: Proposal,
  draft: { pack: RulePack; changes: number; isNewPack: boolean; baseEffectiveOn: DateOn },
  today: DateOn,
): Verdict {
  const refusals: Refusal[] = inState(steps, "open", "draft.not-open");
  if (draft.changes === 0 && !draft.isNewPack) refusals.push(refusal("draft.no-change"));
  refusals.push(...timeRefusals({ effectiveOn, reason }, today));
  if (!draft.isNewPack && effectiveOn < draft.baseEffectiveOn)
    refusals.push(refusal("draft.before-base", { baseEffectiveOn: draft.baseEffectiveOn }));
  for (const { rule, fault } of faultsOf(draft.pack))
    refusals.push(refusal("draft.contradiction", { rule, fault: codeOf(fault) }));
  return verdictOf(refusals);
}

/**
 * Refusals: draft.not-proposed { state }, draft.own (who wrote a part of it), draft.base-superseded { number } (another
 * version was approved since), draft.reason-missing (the day passed while it waited).
 */
export function mayApprove(
  steps: readonly DraftStep[],
  actorId: string,
  base: { isNewest: boolean; newest: number },
  today: DateOn,
): Verdict {
  const proposed = steps.at(-1);
  const refusals: Refusal[] = inState(steps, "proposed", "draft.not-proposed");
  if (authorsOf(steps).has(actorId)) refusals.push(refusal("draft.own"));
  if (!base.isNewest) refusals.push(refusal("draft.base-superseded", { number: base.newest }));
  if (proposed?.act === "proposed" && proposed.effectiveOn)
    refusals.push(...timeRefusals({ effectiveOn: proposed.effectiveOn, reason: proposed.reason }, today));
  return verdictOf(refusals);
}

/** Refusals: draft.not-proposed, draft.own: who proposed it withdraws it instead. */
export function mayReturn(steps: readonly DraftStep[], actorId: string): Verdict {
  return verdictOf([
    ...inState(steps, "proposed", "draft.not-proposed"),
    ...(authorsOf(steps).has(actorId) ? [refusal("draft.own")] : []),
  ]);
}

/** Refusals: draft.ended { state }, draft.others (only who wrote a part of it withdraws it). */
export function mayWithdraw(steps: readonly DraftStep[], actorId: string): Verdict {
  const state = draftState(steps);
  return verdictOf([
    ...(state === "open" || state === "proposed" ? [] : [refusal("draft.ended", { state })]),
    ...(authorsOf(steps).has(actorId) ? [] : [refusal("draft.others")]),
  ]);
}

/** draft.reason-missing { effectiveOn }: rules for days gone by need a reason; decisions already taken keep theirs. */
export function timeRefusals({ effectiveOn, reason }: Proposal, today: DateOn): Refusal[] {
  return effectiveOn < today && reason === null ? [refusal("draft.reason-missing", { effectiveOn })] : [];
}

function inState(
  steps: readonly DraftStep[],
  wanted: DraftState,
  code: "draft.not-open" | "draft.not-proposed",
) {
  const state = draftState(steps);
  if (state === wanted) return [];
  return [
    code === "draft.not-open"
      ? refusal("draft.not-open", { state })
      : refusal("draft.not-proposed", { state }),
  ];
}
