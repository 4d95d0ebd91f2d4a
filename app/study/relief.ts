/**
 * 定额减免 (H18): who may be let off part of a year's study, and who decides it. In: what is asked, what was decided so far,
 * the pack, who asks. Out: the state; every reason against an act. It is effective once every office asked has agreed.
 */
import type { Role } from "~/access/permissions";
import { addMonths, type DateOn, type DateRange, yearRange } from "~/calendar";
import type { RulePack } from "~/rulebook/schema";
import type { ReliefOfficeWord } from "~/rulebook/words";
import { type Refusal, refusal, type Source, type Verdict, verdictOf } from "~/verdict";

export const RELIEF_GROUNDS = ["maternity", "long-sick-leave", "long-secondment", "retiring"] as const;
export type ReliefGround = (typeof RELIEF_GROUNDS)[number];
/** Each gives its own answer; which are asked, the pack says. */
export type ReliefOffice = ReliefOfficeWord;
/** Who speaks for an office. */
export const RELIEF_ROLES = {
  "unit-personnel": "unit-personnel-officer",
  personnel: "personnel-department",
  "legal-affairs": "legal-affairs",
} as const satisfies Record<ReliefOffice, Role>;
export const RELIEF_DECISIONS = ["approved", "refused"] as const;
export type ReliefDecision = (typeof RELIEF_DECISIONS)[number];
export const RELIEF_STATES = ["open", "granted", "refused", "withdrawn", "revoked"] as const;
export type ReliefState = (typeof RELIEF_STATES)[number];

const TWO_OFFICES: Source = { title: "本平台默认设置", rule: "H18" };

type Steps = {
  /** Those whose agreement was needed when it was asked for. */
  offices: readonly string[];
  withdrawnAt: Date | null;
  revokedAt: Date | null;
  decisions: readonly { office: string; decision: string }[];
};

export function reliefStateOf({ offices, withdrawnAt, revokedAt, decisions }: Steps): ReliefState {
  if (withdrawnAt) return "withdrawn";
  if (revokedAt) return "revoked";
  if (decisions.some(({ decision }) => decision === "refused")) return "refused";
  const agreed = decisions.map(({ office }) => office);
  return offices.every((office) => agreed.includes(office)) ? "granted" : "open";
}

export type AskedRelief = {
  year: number;
  ground: ReliefGround;
  /** Half-open; of who retires it is the whole year. */
  range: DateRange | null;
  retiresOn: DateOn | null;
  evidence: string;
};

/** The part of the year that is asked for, or null. Who retires soon is asked for nothing of the year. */
export function reliefRange({ year, ground, range }: AskedRelief): { fromOn: DateOn; toOn: DateOn } | null {
  const whole = yearRange(year);
  if (ground === "retiring") return whole;
  if (!range) return null;
  const fromOn = range.fromOn > whole.fromOn ? range.fromOn : whole.fromOn;
  const toOn = range.toOn !== null && range.toOn < whole.toOn ? range.toOn : whole.toOn;
  return fromOn < toOn ? { fromOn, toOn } : null;
}

/**
 * Refusals: study-relief.evidence-missing, study-relief.not-in-year { year }, study-relief.no-whole-month,
 * study-relief.retiring-not-provided, study-relief.retirement-missing, study-relief.retiring-too-late { years, latestOn }.
 */
export function mayAskRelief(asked: AskedRelief, pack: RulePack): Verdict {
  const { year, ground, retiresOn, evidence } = asked;
  const { retiringExemptYears, proRata } = pack.study;
  const refusals: Refusal[] = [];
  if (evidence.trim() === "") refusals.push(refusal("study-relief.evidence-missing", {}, TWO_OFFICES));
  const range = reliefRange(asked);
  if (!range) refusals.push(refusal("study-relief.not-in-year", { year }, proRata.source));
  else if (!holdsMonth(range, year))
    refusals.push(refusal("study-relief.no-whole-month", {}, proRata.source));
  if (ground !== "retiring") return verdictOf(refusals);
  const { value: years, source } = retiringExemptYears;
  if (years === null) refusals.push(refusal("study-relief.retiring-not-provided", {}, source));
  else if (retiresOn === null) refusals.push(refusal("study-relief.retirement-missing", {}, source));
  else {
    const latestOn = addMonths(yearRange(year).toOn, 12 * years);
    if (retiresOn > latestOn)
      refusals.push(refusal("study-relief.retiring-too-late", { years, latestOn }, source));
  }
  return verdictOf(refusals);
}

/** Only whole months are let off: less changes nothing of what is owed. */
function holdsMonth({ fromOn, toOn }: { fromOn: DateOn; toOn: DateOn }, year: number): boolean {
  const { fromOn: january } = yearRange(year);
  return Array.from({ length: 12 }, (_, month) => addMonths(january, month)).some(
    (first) => fromOn <= first && addMonths(first, 1) <= toOn,
  );
}

export type ReliefStanding = {
  state: ReliefState;
  personId: string;
  askedById: string;
  offices: readonly string[];
  decisions: readonly { office: string; byId: string }[];
};
type Decider = { accountId: string; personId: string | null };

/**
 * Refusals: study-relief.settled { state }, study-relief.own (about oneself), study-relief.own-asking (one's own request),
 * study-relief.office-not-asked, study-relief.office-decided, study-relief.one-is-not-two, study-relief.reason-missing.
 */
export function mayDecideRelief(
  { state, personId, askedById, offices, decisions }: ReliefStanding,
  { office, decision, reason }: { office: ReliefOffice; decision: ReliefDecision; reason: string },
  decider: Decider,
): Verdict {
  const refusals: Refusal[] = [];
  const add = (code: string, facts = {}) =>
    refusals.push(refusal(`study-relief.${code}`, facts, TWO_OFFICES));
  if (state !== "open") add("settled", { state });
  if (decider.personId === personId) add("own");
  if (decider.accountId === askedById) add("own-asking");
  if (!offices.includes(office)) add("office-not-asked");
  else if (decisions.some((one) => one.office === office)) add("office-decided");
  else if (decisions.some(({ byId }) => byId === decider.accountId)) add("one-is-not-two");
  if (decision === "refused" && reason.trim() === "") add("reason-missing");
  return verdictOf(refusals);
}

/** Refusals: study-relief.not-granted { state }, study-relief.own, study-relief.reason-missing. */
export function mayRevokeRelief(
  { state, personId }: Pick<ReliefStanding, "state" | "personId">,
  reason: string,
  decider: Decider,
): Verdict {
  const refusals: Refusal[] = [];
  if (state !== "granted") refusals.push(refusal("study-relief.not-granted", { state }, TWO_OFFICES));
  if (decider.personId === personId) refusals.push(refusal("study-relief.own", {}, TWO_OFFICES));
  if (reason.trim() === "") refusals.push(refusal("study-relief.reason-missing", {}, TWO_OFFICES));
  return verdictOf(refusals);
}
