/**
 * Grounds of acts on a certificate, in classes the public may read; the case itself stays in the file.
 * In: an act. Out: the grounds it can rest on, and which of them may carry a ban on re-application.
 */
import type { CertificateAct } from "~/certification/act";
import type { BanWord } from "~/rulebook/words";

export const DECIDED_ACTS = [
  "suspend",
  "restore",
  "cancel",
  "revoke",
  "annul",
] as const satisfies CertificateAct[];
export type DecidedAct = (typeof DECIDED_ACTS)[number];

export const GROUNDS = {
  suspend: ["under-inquiry", "off-post-training", "improper-use", "study-unmet", "exam-failed"],
  restore: ["training-passed", "inquiry-ended", "condition-met"],
  cancel: [
    "transferred",
    "left-post",
    "resigned",
    "retired",
    "dismissed",
    "deceased",
    "unit-dissolved",
    "lost",
    "not-renewed",
  ],
  revoke: ["altered-or-lent", "failed-twice", "serious-violation", "crime-in-office"],
  annul: ["false-materials", "ineligible-at-issue"],
} as const satisfies Record<DecidedAct, readonly string[]>;
export type Ground = (typeof GROUNDS)[DecidedAct][number];

export function isGroundOf(act: DecidedAct, ground: string): ground is Ground {
  return (GROUNDS[act] as readonly string[]).includes(ground);
}

/** The entry of the pack's ban table that an act on this ground falls under; null where it can carry no ban. */
export function banGround(act: DecidedAct, ground: string): BanWord | null {
  if (act === "annul") return "annulled";
  if (act !== "revoke") return null;
  return ground === "altered-or-lent" || ground === "failed-twice" ? ground : "revoked";
}

/** For what another region may have barred someone. */
export const OUTSIDE_GROUNDS = [
  "altered-or-lent",
  "failed-twice",
  "revoked",
  "annulled",
] as const satisfies BanWord[];
export type OutsideGround = (typeof OUTSIDE_GROUNDS)[number];
