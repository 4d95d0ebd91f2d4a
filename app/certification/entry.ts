/**
 * May this kind of application be made beside the certificates the person has? (T1, T15, T17, T19, T23, T24, K24)
 * In: the kind, unit and field, certificates with their state today, what is printed now, the pack. Out: refusals.
 */
import type { DateOn } from "~/calendar";
import type { ApplicationKind } from "~/certification/application";
import type { Ground } from "~/certification/ground";
import { type CertificateState, isFinal, isHeld, isLive } from "~/certification/status";
import { mayRenew, renewalWindow } from "~/certification/validity";
import type { QualificationFact } from "~/exams/qualification";
import type { RulePack } from "~/rulebook/schema";
import { type Refusal, refusal, refusalsOf, type Source } from "~/verdict";
import type { Purpose } from "./may-hold";
import { type Printed, printedChanges } from "./printed";

export type CertificateStanding = {
  unitId: string;
  number: string;
  validToOn: DateOn;
  state: CertificateState;
  /** The ground on which it was cancelled, e.g. "lost" or "transferred", or exchanged with its unit: "unit-dissolved". */
  cancelledFor: string | null;
  printed: Printed;
};

export type KindFacts = {
  application: { kind: ApplicationKind; unitId: string; field: string };
  /** Of the one type that the application is for, in the order of issue. */
  certificates: readonly CertificateStanding[];
  /** What would be printed today. */
  printed: Printed;
  qualifications: readonly QualificationFact[];
  /** What the person owed of study in the last whole year, quota by quota; nothing where the kind does not ask. */
  study?: readonly StudyFact[];
};

/** A quota as the ledger has it. */
export type StudyFact = { year: number; credited: number; required: number; measure: string; isMet: boolean };

const INNER_MONGOLIA: Source = { title: "内蒙古自治区行政执法证件管理办法" };
const TRANSFER: Source = { title: "浙江省行政执法证件管理办法", rule: "K24" };

/**
 * First and transfer enter anew; who renews holds one and is asked about all but entry; for a new card of the same contents
 * the holder only goes on holding.
 */
export const PURPOSE_OF = {
  first: "applying",
  transfer: "applying",
  renewal: "renewing",
  replacement: "holding",
  change: "holding",
} as const satisfies Record<ApplicationKind, Purpose>;

type Guard = (
  facts: KindFacts,
  here: readonly CertificateStanding[],
  pack: RulePack,
  on: DateOn,
) => Refusal[];

/**
 * Every refusal at once: certificate.held-elsewhere { number } (K24), certificate.waits-to-be-collected { number }, and
 * those of the kind.
 */
export function kindRefusals(facts: KindFacts, pack: RulePack, on: DateOn): Refusal[] {
  const { application, certificates } = facts;
  const here = certificates.filter(({ unitId }) => unitId === application.unitId);
  const elsewhere = certificates.filter(
    ({ unitId, state }) => unitId !== application.unitId && isInUse(state),
  );
  const held = elsewhere.map(({ number }) =>
    refusal("certificate.held-elsewhere", { number }, { title: "浙江省综合行政执法条例", rule: "K24" }),
  );
  const waiting = isEntry(application.kind)
    ? []
    : here
        .filter(({ state }) => state === "to-collect")
        .map(({ number }) => refusal("certificate.waits-to-be-collected", { number }));
  return [...held, ...waiting, ...GUARD_OF[application.kind](facts, here, pack, on)];
}

const isEntry = (kind: ApplicationKind) => kind === "first" || kind === "transfer";

/** certificate.held-already { number }. */
const first: Guard = (_, here) =>
  here
    .filter(({ state }) => isInUse(state))
    .map(({ number }) => refusal("certificate.held-already", { number }));

/** Grounds on which an old unit's card was taken in and its holder goes on elsewhere (T24, T25). */
const HANDED_IN: readonly string[] = ["transferred", "unit-dissolved"] satisfies Ground[];

/**
 * T24: the old unit has taken the old card in and the certificate was cancelled for the transfer; the 专门 part of the new
 * field is asked by `mayHold`. Refusal: transfer.nothing-handed-in, when no certificate of another unit ended so.
 */
const transfer: Guard = (facts, here, pack, on) => {
  const { unitId } = facts.application;
  const others = facts.certificates.filter((certificate) => certificate.unitId !== unitId);
  const handedIn = others.some(({ cancelledFor }) => HANDED_IN.includes(cancelledFor ?? ""));
  // Of one that is still in use elsewhere K24 speaks already, and says the same cure.
  const named = handedIn || others.some(({ state }) => isInUse(state));
  return [
    ...first(facts, here, pack, on),
    ...(named ? [] : [refusal("transfer.nothing-handed-in", {}, TRANSFER)]),
  ];
};

/**
 * T17, T19: in use, inside the window, and where the pack asks for it every part passed anew since the window opened. A
 * suspended or lost one is given back first. Refusals: application.nothing-to-replace, renewal.not-in-use { status },
 * renewal.not-yet, renewal.too-late, renewal.exam-missing { part, sinceOn }.
 */
const renewal: Guard = ({ application, qualifications }, here, pack, on) => {
  const old = lastOf(here);
  if (!old || isFinal(old.state)) return [refusal("application.nothing-to-replace", { kind: "renewal" })];
  const refusals = isHeld(old.state) ? [refusal("renewal.not-in-use", { status: old.state })] : [];
  refusals.push(...refusalsOf(mayRenew(old.validToOn, on, pack)));
  const { renewalNeedsExam } = pack.certificate;
  const sinceOn = renewalWindow(old.validToOn, pack).fromOn;
  // Before the window nobody can have passed in it: the day it opens says enough.
  if (!renewalNeedsExam.value || on < sinceOn) return refusals;
  const missing = pack.exam.parts.value.filter(
    (part) =>
      !qualifications.some(
        (passed) =>
          passed.part === part &&
          passed.fromOn >= sinceOn &&
          passed.fromOn <= on &&
          (part === "general" || passed.field === application.field),
      ),
  );
  return [
    ...refusals,
    ...missing.map((part) => refusal("renewal.exam-missing", { part, sinceOn }, renewalNeedsExam.source)),
  ];
};

/**
 * T15: what is in use is taken as damaged and handed in for the new one; a lost one was cancelled for the loss, which asks
 * for the notice, unless the pack wants none. Refusals: application.nothing-to-replace, replacement.loss-not-cancelled
 * { way }, replacement.suspended { status }.
 */
const replacement: Guard = (_, here, pack, on) => {
  const old = lastOf(here);
  const isLost = old?.cancelledFor === "lost" && on <= old.validToOn;
  if (!old || !(isLive(old.state) || isHeld(old.state) || isLost))
    return [refusal("application.nothing-to-replace", { kind: "replacement" })];
  if (old.state === "suspended" || old.state === "suspended-and-lost")
    return [refusal("replacement.suspended", { status: old.state })];
  const { value: way, source } = pack.lost.notice;
  return old.state === "lost" && way !== "none"
    ? [refusal("replacement.loss-not-cancelled", { way }, source)]
    : [];
};

/** T23. Refusals: application.nothing-to-replace, change.not-in-use { status }, change.nothing-printed. */
const change: Guard = (facts, here) => {
  const old = lastOf(here);
  if (!old || !(isLive(old.state) || isHeld(old.state)))
    return [refusal("application.nothing-to-replace", { kind: "change" })];
  return [
    ...(isLive(old.state) ? [] : [refusal("change.not-in-use", { status: old.state })]),
    ...(printedChanges(old.printed, facts.printed).length > 0
      ? []
      : [refusal("change.nothing-printed", {}, INNER_MONGOLIA)]),
  ];
};

const GUARD_OF = { first, transfer, renewal, replacement, change } as const satisfies Record<
  ApplicationKind,
  Guard
>;

/**
 * T17: the quota of study of the last whole year; a year that still runs is not judged. Refusal, or warning as the pack says:
 * renewal.study-short { credited, required, measure, year }.
 */
export function studyReasons({ application, study = [] }: KindFacts, pack: RulePack): StudyReasons {
  const { value, source } = pack.certificate.renewalStudy;
  if (application.kind !== "renewal" || value === "none") return { refusals: [], warnings: [] };
  const reasons = study
    .filter(({ isMet }) => !isMet)
    .map(({ credited, required, measure, year }) =>
      refusal("renewal.study-short", { credited, required, measure, year }, source),
    );
  return value === "block" ? { refusals: reasons, warnings: [] } : { refusals: [], warnings: reasons };
}

type StudyReasons = { refusals: Refusal[]; warnings: Refusal[] };

/** The certificate that the application is about: the last one that reached its holder. */
const lastOf = (here: readonly CertificateStanding[]) =>
  here.findLast(({ state }) => state !== "to-collect" && state !== "voided") ?? null;

/** Not ended and not run out: a second one beside it would let one person hold two. */
function isInUse(state: CertificateState): boolean {
  return isLive(state) || isHeld(state) || state === "to-collect";
}
