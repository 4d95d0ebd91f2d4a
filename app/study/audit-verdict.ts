/**
 * 审核结论: what was found in a sampled record, and who may say so. In: the record's people, who looks, the verdict that
 * stands. Out: every refusal. What is false is taken back by two (H20) and goes to the person's file as misconduct (H21).
 */
import { MISCONDUCT_KINDS, type MisconductKind } from "~/personnel/misconduct";
import { type Refusal, refusal, type Source, type Verdict, verdictOf } from "~/verdict";

export const FINDING_KINDS = [
  "evidence-missing",
  "minutes-wrong",
  "category-wrong",
  ...MISCONDUCT_KINDS,
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export const SAMPLE_STATES = ["unseen", "in-order", "finding"] as const;
export type SampleState = (typeof SAMPLE_STATES)[number];

export const isFalse = (kind: FindingKind | null): kind is MisconductKind =>
  MISCONDUCT_KINDS.some((known) => known === kind);

export const sampleStateOf = (standing: { kind: string | null } | null): SampleState =>
  standing === null ? "unseen" : standing.kind === null ? "in-order" : "finding";

const APART: Source = { title: "本平台默认设置", rule: "H20" };

export type Concerned = {
  personId: string;
  /** Who entered it, confirmed it, accepted it or returned it. */
  handledBy: readonly string[];
};

/** Refusals: study-audit.own (one's own study), study-audit.handled (entered or checked by who now looks into it). */
export function mayLookInto(
  { personId, handledBy }: Concerned,
  who: { accountId: string; personId: string | null },
): Verdict {
  const refusals: Refusal[] = [];
  if (who.personId !== null && who.personId === personId)
    refusals.push(refusal("study-audit.own", {}, APART));
  if (handledBy.includes(who.accountId)) refusals.push(refusal("study-audit.handled", {}, APART));
  return verdictOf(refusals);
}

export type Standing = {
  verdictId: string;
  /** Something rests on it: a rectification, a notice, a reversal. */
  isActedOn: boolean;
};

/**
 * A verdict takes the place of the one its writer saw. Refusals: study-audit.decided-meanwhile (another stands there by
 * now), study-audit.acted-on.
 */
export function mayReplace(standing: Standing | null, seenId: string | null): Verdict {
  if ((standing?.verdictId ?? null) !== seenId)
    return verdictOf([refusal("study-audit.decided-meanwhile", {}, APART)]);
  return verdictOf(standing?.isActedOn ? [refusal("study-audit.acted-on", {}, APART)] : []);
}
