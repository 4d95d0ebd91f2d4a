/**
 * 任前考试: what came of a candidate proposed for a post, whom the result goes to, and whether a person may be appointed
 * (K17). 人大任命 and 组织任用 share no figure; each has its own part of the pack.
 * In: dated facts of one candidate or person, the regime's rules, a date in China. Out: an outcome; refusals.
 */
import { type DateOn, periodEnd } from "~/calendar";
import type { RulePack } from "~/rulebook/schema";
import type { RegimeWord } from "~/rulebook/words";
import { type Refusal, refusal, type Source } from "~/verdict";

export type RegimeRules = RulePack["preAppointment"][RegimeWord];

/** Whoever proposes is always told what follows; marks go only to those the pack names. */
export const LETTER_RECIPIENTS = [
  "proposer", // 提名机关
  "organisation-department", // 组织部门
  "chairpersons-meeting", // 主任会议
  "personal-file", // 个人档案
] as const;
export type LetterRecipient = (typeof LETTER_RECIPIENTS)[number];

/** "standing": an earlier pass of the same regime still holds. */
export const LETTER_OUTCOMES = ["passed", "standing", "exempt", "failed", "absent"] as const;
export type LetterOutcome = (typeof LETTER_OUTCOMES)[number];
export type CandidateOutcome = LetterOutcome | "waiting" | "resit" | "withdrawn";

/** A released exam the batch was entered for, oldest first: each attempt's mark. */
export type ReleasedExam = { attempts: readonly { mark: number; fullMark: number; passed: boolean }[] };
export type CandidateFacts = {
  isWithdrawn: boolean;
  isExempt: boolean;
  /** An earlier pass that holds for this post, see `passHolds`. */
  hasStandingPass: boolean;
  released: readonly ReleasedExam[];
};

export function outcomeOf(facts: CandidateFacts, rules: RegimeRules): CandidateOutcome {
  const attempts = facts.released.flatMap((exam) => exam.attempts);
  if (facts.isWithdrawn) return "withdrawn";
  if (attempts.some(({ passed }) => passed)) return "passed";
  if (facts.isExempt) return "exempt";
  if (facts.hasStandingPass) return "standing";
  if (attempts.length >= rules.attempts.value) return "failed";
  const last = facts.released.at(-1);
  if (!last) return "waiting";
  return last.attempts.length === 0 ? "absent" : "resit";
}

export function isLetterOutcome(outcome: CandidateOutcome): outcome is LetterOutcome {
  return (LETTER_OUTCOMES as readonly string[]).includes(outcome);
}

export type Consequence = RegimeRules["failAction"]["value"] | RegimeRules["absence"]["value"];

/** What follows, with the rule behind it; null: the proposal goes on. */
export function consequenceOf(
  outcome: CandidateOutcome,
  rules: RegimeRules,
): { consequence: Consequence; source: Source } | null {
  const { failAction, absence } = rules;
  if (outcome === "failed") return { consequence: failAction.value, source: failAction.source };
  if (outcome === "absent") return { consequence: absence.value, source: absence.source };
  return null;
}

/** Who gets a letter, the proposer first. */
export function recipientsOf(rules: RegimeRules): LetterRecipient[] {
  return ["proposer", ...rules.resultTo.value];
}

/** A pass, or an exemption granted in place of one. */
export type AppointmentPass = {
  regime: RegimeWord;
  /** The post it was proposed for; null: the proposal was withdrawn. */
  positionId: string | null;
  passedOn: DateOn;
  /** The last day of the term in which it was passed, where the batch names it. */
  termEndsOn: DateOn | null;
};

/** The last day on which a pass holds for a post; null: it never did. "single-proposal" has no last day of its own. */
function holdsUntil(pass: AppointmentPass, positionId: string, pack: RulePack): DateOn | "always" | null {
  const { validity, validYears } = pack.preAppointment[pass.regime];
  const isOwn = pass.positionId === positionId;
  if (validity.value === "single-proposal") return isOwn ? "always" : null;
  if (validity.value === "term-end") return pass.termEndsOn ?? (isOwn ? "always" : null);
  const years = validYears.value;
  return years === null ? null : periodEnd(pass.passedOn, { years }, pack.certificate.convention.value);
}

/** Whether a pass carries somebody to this post on a day. */
export function passHolds(pass: AppointmentPass, positionId: string, on: DateOn, pack: RulePack): boolean {
  const until = holdsUntil(pass, positionId, pack);
  return pass.passedOn <= on && (until === "always" || (until !== null && on <= until));
}

/**
 * K17: nobody takes up a leading post without the exam before it. Refusals: appointment.pass-missing { regime },
 * appointment.pass-lapsed { regime, lastOn }.
 */
export function appointmentRefusals(
  passes: readonly AppointmentPass[],
  asked: { regime: RegimeWord; positionId: string; on: DateOn },
  pack: RulePack,
): Refusal[] {
  const { regime, positionId, on } = asked;
  const own = passes.filter((pass) => pass.regime === regime);
  if (own.some((pass) => passHolds(pass, positionId, on, pack))) return [];
  const { validity } = pack.preAppointment[regime];
  const source = { ...validity.source, rule: "K17" };
  const ends = own.map((pass) => holdsUntil(pass, positionId, pack));
  const lastOn = ends
    .flatMap((end) => (end === null || end === "always" ? [] : [end]))
    .sort()
    .at(-1);
  return lastOn === undefined || on <= lastOn
    ? [refusal("appointment.pass-missing", { regime, cure: "sit-exam" }, source)]
    : [refusal("appointment.pass-lapsed", { regime, lastOn, cure: "sit-exam" }, source)];
}
