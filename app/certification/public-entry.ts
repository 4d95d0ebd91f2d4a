/**
 * What the public page may say. In: the register entry, acts, an instant. Out: what was printed, the status, and for a
 * certificate that is not valid since when, for which class of reason, by whom. Never the case itself.
 */
import { type DateOn, startOfDay } from "~/calendar";
import type { CertificateAct } from "~/certification/act";
import {
  CERTIFICATE_STATUSES,
  type CertificateActFact,
  type CertificateDates,
  type CertificateStatus,
  expiresAt,
} from "~/certification/status";

export type Happened = {
  /** The instant of effect. For an annulment it reaches back to the issue. */
  effectiveAt: string;
  /** The class of reason; null where the act has none (expiry, replacement). */
  ground: string | null;
  authority: string | null;
};

/** `out-of-use`: nothing was decided about it, but its holder does not serve in the unit it was issued for (K22, K14, K05). */
export const PUBLIC_STATUSES = [...CERTIFICATE_STATUSES, "out-of-use"] as const;
export type PublicStatus = (typeof PUBLIC_STATUSES)[number];

export type PublicEntry = {
  token: string;
  status: PublicStatus;
  number: string;
  holderName: string;
  unitName: string;
  field: string;
  validFromOn: DateOn;
  validToOn: DateOn;
  issuer: string;
  hasPhoto: boolean;
  happened: Happened | null;
};

const ACT_BEHIND = {
  suspended: "suspend",
  lost: "lose",
  cancelled: "cancel",
  revoked: "revoke",
  annulled: "annul",
  replaced: "replace",
  voided: "void",
} as const satisfies Partial<Record<CertificateStatus, CertificateAct>>;

/** The act that made the status what it is; null for a certificate that is valid or not yet collected. */
export function happenedTo(
  certificate: CertificateDates & { issuer: string },
  acts: readonly (CertificateActFact & { ground: string | null })[],
  status: PublicStatus,
  { now, notServingSinceOn }: { now: Date; notServingSinceOn: DateOn | null },
): Happened | null {
  if (status === "out-of-use") {
    const since = notServingSinceOn ?? certificate.validFromOn;
    return { effectiveAt: startOfDay(since).toISOString(), ground: "holder-not-serving", authority: null };
  }
  if (status === "expired")
    return { effectiveAt: expiresAt(certificate).toISOString(), ground: null, authority: null };
  const kind: CertificateAct | undefined = ACT_BEHIND[status as keyof typeof ACT_BEHIND];
  const behind = acts.findLast(
    ({ act, effectiveAt }) => act === kind && (act === "annul" || effectiveAt <= now),
  );
  if (!behind) return null;
  return {
    effectiveAt: behind.effectiveAt.toISOString(),
    ground: behind.ground,
    // A loss is the holder's statement, not anyone's decision.
    authority: behind.act === "lose" ? null : certificate.issuer,
  };
}
