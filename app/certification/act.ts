/**
 * Acts on a certificate (T8–T24): what each does, from which state, and what it leaves behind.
 * In: a state and an act. Out: a verdict. 暂扣, 挂失, 注销, 吊销 and 撤销 are different acts and never one flag.
 */
import type { CertificateState } from "~/certification/status";
import { allow, refusal, refuse, type Verdict } from "~/verdict";

export const CERTIFICATE_ACTS = [
  "issue", // 核发 T8
  "collect", // 领取 T9
  "suspend", // 暂扣 T11
  "restore", // 恢复 T12
  "lose", // 挂失 T14
  "find", // 找回 T16
  "cancel", // 注销 T15, T20, T24
  "revoke", // 吊销 T13, T21
  "annul", // 撤销 T22
  "replace", // 换发 T17
  "void", // 作废 T10
] as const;
export type CertificateAct = (typeof CERTIFICATE_ACTS)[number];

/** What becomes of the card that a new one takes the place of. */
export const OLD_CARDS = [
  "destroyed", // 收回销毁
  "archived", // 收回存档
  "declared-lost", // 声明遗失
] as const;
export type OldCard = (typeof OLD_CARDS)[number];

type Transitions = Record<CertificateAct, Partial<Record<CertificateState | "none", CertificateState>>>;

/** From each state, where each act leads. What is not written cannot happen. */
const TRANSITIONS = {
  issue: { none: "to-collect" },
  collect: { "to-collect": "active" },
  // A card can be lost and suspended at once: finding it does not lift the suspension, nor the other way round.
  suspend: { active: "suspended", lost: "suspended-and-lost" },
  restore: { suspended: "active", "suspended-and-lost": "lost" },
  lose: { active: "lost", suspended: "suspended-and-lost" },
  find: { lost: "active", "suspended-and-lost": "suspended" },
  cancel: {
    active: "cancelled",
    suspended: "cancelled",
    lost: "cancelled",
    "suspended-and-lost": "cancelled",
    expired: "cancelled",
  },
  revoke: { active: "revoked", suspended: "revoked", lost: "revoked", "suspended-and-lost": "revoked" },
  // Issued wrongly is issued wrongly whatever came after: any state but one that never took effect.
  annul: {
    "to-collect": "annulled",
    active: "annulled",
    suspended: "annulled",
    lost: "annulled",
    "suspended-and-lost": "annulled",
    expired: "annulled",
    cancelled: "annulled",
    revoked: "annulled",
    replaced: "annulled",
  },
  // The old card stays in use until the new one is collected, and may run out in between.
  replace: { active: "replaced", expired: "replaced" },
  void: { "to-collect": "voided" },
} satisfies Transitions;

/** Where an act leads from a state; null where it cannot be made. */
export function stateAfter(state: CertificateState | "none", act: CertificateAct): CertificateState | null {
  const to: Partial<Record<CertificateState | "none", CertificateState>> = TRANSITIONS[act];
  return to[state] ?? null;
}

/** May this act be made on a certificate in this state? Refusal: certificate.act-impossible { act, status }. */
export function mayAct(state: CertificateState | "none", act: CertificateAct): Verdict {
  return stateAfter(state, act)
    ? allow
    : refuse(refusal("certificate.act-impossible", { act, status: state }));
}

/** The acts open in a state: what an officer may choose from. */
export function possibleActs(state: CertificateState): CertificateAct[] {
  return CERTIFICATE_ACTS.filter((act) => mayAct(state, act).ok);
}

/** Ends the certificate for good: a second person, a decision number, and no way back. */
export function isEnding(act: CertificateAct): boolean {
  return act === "cancel" || act === "revoke" || act === "annul" || act === "replace" || act === "void";
}

/** A decision of the authority with ground and number; the others are statements of the holder or receipts. */
export function isDecision(act: CertificateAct): boolean {
  return act === "suspend" || act === "restore" || act === "cancel" || act === "revoke" || act === "annul";
}

/** May carry a ban on re-application, if the pack or the decision says so. */
export function mayCarryBan(act: CertificateAct): boolean {
  return act === "revoke" || act === "annul";
}
