/**
 * Which certificate carries a person in a unit and field at an instant, and if none does, why not (K01, K03).
 * In: certificates with their acts, accepted ministry cards, unit, field, an instant. Out: last valid days, or refusals.
 */
import { chinaDateOf, type DateOn, startOfDay } from "~/calendar";
import type { ReviewHistory } from "~/certification/periodic-review";
import {
  type CertificateActFact,
  type CertificateDates,
  type CertificateState,
  isFinal,
  isHeld,
  isLive,
  stateAt,
} from "~/certification/status";
import { type Refusal, refusal, type Source } from "~/verdict";

export type CertificateFact = CertificateDates & {
  /** Only "administrative-enforcement" opens the gate; 行政执法监督证 and training certificates never do. */
  type: string;
  unitId: string;
  field: string | null;
  acts: readonly CertificateActFact[];
  /** Where reviews were asked for. */
  review?: ReviewHistory;
};

/** A ministry's card: counts from acceptance of its filing (备案) to the ministry's own end, for the powers it states. */
export type MinistryCardFact = {
  acceptedOn: DateOn | null;
  /** The ministry's own first day, where the filing says it. */
  validFromOn?: DateOn;
  validToOn: DateOn;
  fields: readonly string[];
};

/** The first day on which an accepted card counts; null of one that nobody accepted. */
export const countsFrom = ({ acceptedOn, validFromOn }: MinistryCardFact): DateOn | null =>
  acceptedOn !== null && validFromOn !== undefined && validFromOn > acceptedOn ? validFromOn : acceptedOn;

export type Carriers = {
  certificates: readonly CertificateFact[];
  ministryCards?: readonly MinistryCardFact[];
};
/** Where and in which field (null: any) the certificate must carry. */
export type Place = { unitId: string; field: string | null };

// 未取得执法证件的人员执法: 行政处罚法 第七十六条; 暂扣 and what is not in the holder's hands: the issuer's to withhold.
const NO_CARD: Source = { title: "中华人民共和国行政处罚法", article: "第七十六条", rule: "K01" };
const WITHHELD: Source = { title: "重庆市行政执法监督条例", article: "第十八条", rule: "K03" };

/** K01, K03: a live certificate of this unit and field, or an accepted ministry card. */
export function certificateRefusals(facts: Carriers, place: Place, at: Date): Refusal[] {
  if (carriedUntil(facts, place, at).length > 0) return [];
  const cards = (facts.ministryCards ?? []).map((card) => ministryCardRefusal(card, place, at));
  const own = enforcementCertificates(facts)
    .filter((certificate) => certificate.unitId === place.unitId && exists(certificate, at))
    .map((certificate) => ({ ...certificate, state: stateAt(certificate, certificate.acts, at) }));
  // What still could carry the person is worth naming; of what has ended only the latest is.
  const open = own.filter(({ state }) => !isFinal(state) && state !== "expired");
  const ended = own.filter(({ state }) => isFinal(state) || state === "expired");
  const latest = ended.sort((a, b) => (a.validToOn < b.validToOn ? 1 : -1)).slice(0, 1);
  const reasons = (open.length > 0 ? open : latest).map((certificate) => stateRefusal(certificate, place));
  if (reasons.length + cards.length > 0) return [...reasons, ...cards];

  const elsewhere = enforcementCertificates(facts).some((certificate) =>
    isLive(stateAt(certificate, certificate.acts, at)),
  );
  return [refusal(elsewhere ? "certificate.other-unit" : "certificate.none", { cure: "apply" }, NO_CARD)];
}

/** Last valid days of everything that carries the person at this position at this instant. */
export function carriedUntil(facts: Carriers, place: Place, at: Date): DateOn[] {
  const cards = carryingMinistryCards(facts, place, at);
  return [...carryingCertificates(facts, place, at), ...cards].map(({ validToOn }) => validToOn);
}

/** Accepted, in date and for the field: under such a card the ministry has examined its holder. */
export function carryingMinistryCards(facts: Carriers, place: Place, at: Date): MinistryCardFact[] {
  const on = chinaDateOf(at);
  return (facts.ministryCards ?? []).filter((card) => {
    const firstOn = countsFrom(card);
    return firstOn !== null && firstOn <= on && on <= card.validToOn && covers(card.fields, place.field);
  });
}

/** Own certificates that carry the person there and then. */
export function carryingCertificates(facts: Carriers, place: Place, at: Date): CertificateFact[] {
  return enforcementCertificates(facts).filter(
    (certificate) =>
      certificate.unitId === place.unitId &&
      covers(certificate.field === null ? [] : [certificate.field], place.field) &&
      isLive(stateAt(certificate, certificate.acts, at)),
  );
}

function stateRefusal(certificate: CertificateFact & { state: CertificateState }, place: Place): Refusal {
  const { state, validFromOn, validToOn } = certificate;
  if (isLive(state))
    return refusal("certificate.other-field", { field: place.field, cure: "change-application" }, NO_CARD);
  if (state === "suspended-and-lost")
    return refusal("certificate.suspended", { lost: true, validToOn, cure: "await-restoration" }, WITHHELD);
  if (state === "to-collect")
    return refusal("certificate.to-collect", { validFromOn, cure: "collect" }, WITHHELD);
  if (isHeld(state))
    return refusal(
      `certificate.${state}`,
      { validToOn, cure: state === "lost" ? "find-or-reissue" : "await-restoration" },
      WITHHELD,
    );
  return refusal(`certificate.${state}`, { validToOn, cure: "apply" }, NO_CARD);
}

function ministryCardRefusal(card: MinistryCardFact, place: Place, at: Date): Refusal {
  const { acceptedOn, validFromOn, validToOn } = card;
  const on = chinaDateOf(at);
  if (on > validToOn)
    return refusal("ministry-card.expired", { validToOn, cure: "renew-at-ministry" }, NO_CARD);
  if (!covers(card.fields, place.field))
    return refusal("ministry-card.other-field", { field: place.field, cure: "apply" }, NO_CARD);
  if (acceptedOn !== null && acceptedOn <= on && validFromOn !== undefined)
    return refusal("ministry-card.not-begun", { validFromOn, validToOn, cure: "wait" }, NO_CARD);
  return refusal("ministry-card.not-filed", { acceptedOn, validToOn, cure: "file-card" }, NO_CARD);
}

function enforcementCertificates(facts: Carriers): CertificateFact[] {
  return facts.certificates.filter((certificate) => certificate.type === "administrative-enforcement");
}

/** A question about the past must not meet a certificate that had not been issued. */
function exists(certificate: CertificateFact, at: Date): boolean {
  return at >= startOfDay(certificate.validFromOn) || certificate.acts.some((act) => act.effectiveAt <= at);
}

function covers(fields: readonly string[], field: string | null): boolean {
  return field === null || fields.length === 0 || fields.includes(field);
}
