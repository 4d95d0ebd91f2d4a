/**
 * What a certificate is at an instant, computed from its dates and acts; no job flips anything.
 * In: validity dates, acts with the instant of effect. Out: a state, and the one word the public reads.
 */
import { addDays, type DateOn, startOfDay } from "~/calendar";
import type { CertificateAct } from "~/certification/act";

export const CERTIFICATE_STATUSES = [
  "to-collect", // 待领取
  "active", // 有效
  "suspended", // 已暂扣
  "lost", // 已挂失
  "expired", // 已失效
  "cancelled", // 已注销
  "revoked", // 已吊销
  "annulled", // 已撤销
  "replaced", // 已换发
  "voided", // 已作废
] as const;
export type CertificateStatus = (typeof CERTIFICATE_STATUSES)[number];

/** The machine's states: a status, or the two holds at once, which the public reads as lost. */
export type CertificateState = CertificateStatus | "suspended-and-lost";

/** `validFromOn` and `validToOn` both count: valid from 00:00 to 24:00 Asia/Shanghai. */
export type CertificateDates = { validFromOn: DateOn; validToOn: DateOn };

/** When it took effect, and when the register learned of it and (corrected since) stopped believing it. */
export type CertificateActFact = {
  act: CertificateAct;
  effectiveAt: Date;
  recordedAt?: Date;
  supersededAt?: Date | null;
};

/**
 * The state at `at`, as known at `knownAt` (all that stands today, if absent). An end that has taken effect wins over
 * everything; expiry wins over a hold. Before `validFromOn` a certificate reads as not yet collected.
 * An annulment is ex tunc: once known, the certificate was annulled at every instant (T22).
 */
export function stateAt(
  certificate: CertificateDates,
  acts: readonly CertificateActFact[],
  at: Date,
  knownAt?: Date,
): CertificateState {
  const known = acts.filter((act) => isKnown(act, knownAt));
  if (known.some(({ act, effectiveAt }) => act === "annul" && (!knownAt || effectiveAt <= knownAt)))
    return "annulled";

  const past = known
    .filter(({ effectiveAt }) => effectiveAt <= at)
    .sort((a, b) => a.effectiveAt.getTime() - b.effectiveAt.getTime());
  const end = past.map(({ act }) => endedAs(act)).find((status) => status !== null);
  if (end) return end;
  if (at >= expiresAt(certificate)) return "expired";

  const collected = past.some(({ act }) => act === "collect");
  if (!collected || at < startOfDay(certificate.validFromOn)) return "to-collect";
  const suspended = past.findLast(({ act }) => act === "suspend" || act === "restore")?.act === "suspend";
  const lost = past.findLast(({ act }) => act === "lose" || act === "find")?.act === "lose";
  if (suspended && lost) return "suspended-and-lost";
  return suspended ? "suspended" : lost ? "lost" : "active";
}

/** The word everyone reads: page, API, PDF and gate answer with this one. */
export function statusAt(
  certificate: CertificateDates,
  acts: readonly CertificateActFact[],
  at: Date,
  knownAt?: Date,
): CertificateStatus {
  const state = stateAt(certificate, acts, at, knownAt);
  return state === "suspended-and-lost" ? "lost" : state;
}

/** The first instant at which it is expired: 00:00 Asia/Shanghai of the day after `validToOn`. */
export function expiresAt(certificate: Pick<CertificateDates, "validToOn">): Date {
  return startOfDay(addDays(certificate.validToOn, 1));
}

/** The one status in which its holder may enforce. */
export function isLive(status: CertificateState): boolean {
  return status === "active";
}

/** Nothing but an annulment can follow. */
export function isFinal(status: CertificateState): boolean {
  return (
    status === "cancelled" ||
    status === "revoked" ||
    status === "annulled" ||
    status === "replaced" ||
    status === "voided"
  );
}

/** Stopped for a time: may become live again without a new application. */
export function isHeld(status: CertificateState): boolean {
  return status === "suspended" || status === "lost" || status === "suspended-and-lost";
}

/** How the word is shown. A neutral end (注销, 换发, 失效) is no reproach and must not look like one. */
export function publicTone(status: CertificateStatus): "good" | "waiting" | "warning" | "bad" | "neutral" {
  const tones = {
    active: "good",
    "to-collect": "waiting",
    suspended: "warning",
    lost: "warning",
    revoked: "bad",
    annulled: "bad",
    voided: "bad",
    expired: "neutral",
    cancelled: "neutral",
    replaced: "neutral",
  } as const satisfies Record<CertificateStatus, string>;
  return tones[status];
}

export function isKnown(act: CertificateActFact, knownAt: Date | undefined): boolean {
  if (!knownAt) return !act.supersededAt;
  return (!act.recordedAt || act.recordedAt <= knownAt) && (!act.supersededAt || act.supersededAt > knownAt);
}

function endedAs(act: CertificateAct): CertificateStatus | null {
  if (act === "cancel") return "cancelled";
  if (act === "revoke") return "revoked";
  if (act === "replace") return "replaced";
  return act === "void" ? "voided" : null;
}
