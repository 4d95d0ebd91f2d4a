/**
 * May this kind of application be made beside the certificates the person has? (T1, T17, T19, T24, K24)
 * In: the kind, the unit, certificates with their state today, the pack. Out: refusals.
 */
import type { DateOn } from "~/calendar";
import type { ApplicationKind } from "~/certification/application";
import { type CertificateState, isFinal, isHeld, isLive } from "~/certification/status";
import { mayRenew } from "~/certification/validity";
import type { RulePack } from "~/rulebook/schema";
import { type Refusal, refusal, refusalsOf } from "~/verdict";

export type CertificateStanding = {
  unitId: string;
  number: string;
  validToOn: DateOn;
  state: CertificateState;
};

/**
 * Refusals: certificate.held-elsewhere { number } (K24), certificate.held-already { number },
 * application.nothing-to-replace { kind }, renewal.not-yet, renewal.too-late.
 */
export function kindRefusals(
  application: { kind: ApplicationKind; unitId: string },
  certificates: readonly CertificateStanding[],
  pack: RulePack,
  on: DateOn,
): Refusal[] {
  const inUse = certificates.filter(({ state }) => isInUse(state));
  const refusals = inUse
    .filter(({ unitId }) => unitId !== application.unitId)
    .map(({ number }) =>
      refusal("certificate.held-elsewhere", { number }, { title: "浙江省综合行政执法条例", rule: "K24" }),
    );
  const here = inUse.filter(({ unitId }) => unitId === application.unitId);
  if (application.kind === "first" || application.kind === "transfer")
    return [...refusals, ...here.map(({ number }) => refusal("certificate.held-already", { number }))];

  // 补发 follows a loss, and by then the lost card may have been cancelled (T15); the others replace one that stands.
  const latest = certificates
    .filter(
      ({ unitId, state }) =>
        unitId === application.unitId && (application.kind === "replacement" || !isFinal(state)),
    )
    .sort((a, b) => (a.validToOn < b.validToOn ? 1 : -1))[0];
  if (!latest) return [...refusals, refusal("application.nothing-to-replace", { kind: application.kind })];
  if (application.kind === "renewal") refusals.push(...refusalsOf(mayRenew(latest.validToOn, on, pack)));
  return refusals;
}

/** Not ended and not run out: a second one beside it would let one person hold two. */
function isInUse(state: CertificateState): boolean {
  return isLive(state) || isHeld(state) || state === "to-collect";
}
