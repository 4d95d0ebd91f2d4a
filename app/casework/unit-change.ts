/**
 * 机构合并、更名、撤销 (T25): what becomes of each thing that rests on the units.
 * In: a certificate's state, whether its holder goes along, what speaks against a new one. Out: its fate and the act, if any.
 */
import type { CertificateAct } from "~/certification/act";
import type { ApplicationKind } from "~/certification/application";
import { type CertificateState, isFinal } from "~/certification/status";
import { type Refusal, refusal } from "~/verdict";

export const UNIT_CHANGE_KINDS = [
  "merge", // 合并
  "rename", // 更名
  "dissolve", // 撤销
] as const;
export type UnitChangeKind = (typeof UNIT_CHANGE_KINDS)[number];

export const UNIT_CHANGE_DECISIONS = ["approved", "refused", "withdrawn"] as const;

/** In the order they are worked off: people go first, since what they hold is decided by where they belong. */
export const LINE_KINDS = ["subordinate", "person", "role", "application", "certificate", "post"] as const;
export type LineKind = (typeof LINE_KINDS)[number];

/** `kept` is a certificate's; what else stays with the unit is no line. */
export const LINE_OUTCOMES = ["moved", "ended", "exchanged", "cancelled", "kept"] as const;
export type LineOutcome = (typeof LINE_OUTCOMES)[number];

export const FATES = ["exchanged", "cancelled", "kept"] as const satisfies LineOutcome[];
export type Fate = (typeof FATES)[number];

/** Of posts and of roles, told for each unit. */
export const CHOICES = ["move", "end"] as const;
export type Choice = (typeof CHOICES)[number];

export type Totals = { total: number } & Record<Fate, number>;

/** Which lines a change has: a renamed unit is the same unit, and a dissolved one sends nobody anywhere. */
export const LINES_OF = {
  merge: LINE_KINDS,
  rename: ["certificate"],
  dissolve: ["role", "application", "certificate", "post"],
} as const satisfies Record<UnitChangeKind, readonly LineKind[]>;

export type Prospect = {
  state: CertificateState;
  /** What speaks against a certificate of the unit that is to come; empty: nothing does. */
  refusals: readonly Refusal[];
};

export type Foreseen = {
  fate: Fate;
  act: Extract<CertificateAct, "replace" | "cancel" | "void"> | null;
  /** Why it is not exchanged. */
  reasons: Refusal[];
};

/**
 * 换发、注销、保留. What has ended or run out stays as it is, and 暂扣 stays 暂扣: a merger lifts no hold and ends no inquiry.
 * A unit that is only renamed goes on: its cards stay in use until the new ones are collected.
 */
export function fateOf(kind: UnitChangeKind, { state, refusals }: Prospect): Foreseen {
  const kept = (code: string): Foreseen => ({ fate: "kept", act: null, reasons: [refusal(code, { state })] });
  if (isFinal(state) || state === "expired") return kept("unit-change.ended-already");
  if (state === "suspended" || state === "suspended-and-lost") return kept("unit-change.withheld");
  if (kind === "rename")
    return state === "active" && refusals.length === 0
      ? { fate: "exchanged", act: null, reasons: [] }
      : { fate: "kept", act: null, reasons: [...refusals] };
  const goes = kind === "merge" && refusals.length === 0;
  // 待领取 was never in anybody's hands: it is voided (T10). A lost one cannot be handed in against the new one.
  const act = state === "to-collect" ? "void" : goes && state === "active" ? "replace" : "cancel";
  return { fate: goes ? "exchanged" : "cancelled", act, reasons: goes ? [] : [...refusals] };
}

/** An application for a certificate beside one of the old unit becomes one for the first of the new unit. */
export function kindAfterMove(kind: ApplicationKind): ApplicationKind {
  return kind === "first" ? "first" : "transfer";
}

export function totalsOf(fates: readonly Fate[]): Totals {
  const count = (fate: Fate) => fates.filter((one) => one === fate).length;
  return {
    total: fates.length,
    ...{ exchanged: count("exchanged"), cancelled: count("cancelled"), kept: count("kept") },
  };
}

/** 总数 = 换发 + 注销 + 保留, and as many as the register names. */
export function reconciles({ total, exchanged, cancelled, kept }: Totals, inRegister: number): boolean {
  return total === exchanged + cancelled + kept && total === inRegister;
}
