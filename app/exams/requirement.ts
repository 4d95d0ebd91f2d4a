/**
 * 应考要求: who must sit what by when. Plans, posts, proposals and the exam office ask for it; a pass meets it.
 * In: what is required, passes, the pack, a date in China. Out: where it stands; whether a pass meets it; refusals.
 */
import { type DateOn, dateOnFrom, periodEnd } from "~/calendar";
import { type EmploymentIdentity, exclusionRefusals } from "~/personnel/identity";
import type { RulePack } from "~/rulebook/schema";
import type { ExemptionWord, PartWord, RegimeWord } from "~/rulebook/words";
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";
import { type ExamKind, leadsToEnforcement } from "./exam";
import { rulesOfKind } from "./kind-rules";

export const REQUIREMENT_SOURCES = [
  "office", // 考务机构
  "plan", // 学法计划
  "post", // 岗位
  "proposal", // 任前提名
] as const;
export type RequirementSource = (typeof REQUIREMENT_SOURCES)[number];

/** Who is proposed for a post hears of it from the department that proposes, and of being dropped perhaps never. */
export const isTold = (source: string): boolean => source !== "proposal";

export const REQUIREMENT_STATES = ["owed", "met", "exempt", "withdrawn"] as const;
export type RequirementState = (typeof REQUIREMENT_STATES)[number];
export const REQUIREMENT_ACTS = [
  "required",
  "met",
  "unmet",
  "exempted",
  "exemption-revoked",
  "withdrawn",
] as const;
export type RequirementAct = (typeof REQUIREMENT_ACTS)[number];

/** As a reader asks: what is owed is due, or overdue once its last day is over. */
export const REQUIREMENT_STANDINGS = ["overdue", "due", "met", "exempt", "withdrawn"] as const;
export type RequirementStanding = (typeof REQUIREMENT_STANDINGS)[number];

export function standingOf(
  { state, dueOn }: { state: RequirementState; dueOn: DateOn },
  today: DateOn,
): RequirementStanding {
  if (state !== "owed") return state;
  return today > dueOn ? "overdue" : "due";
}

export function toneOf(standing: RequirementStanding): "ok" | "warn" | "stop" | "info" | "off" {
  const tones = { overdue: "stop", due: "warn", met: "ok", exempt: "info", withdrawn: "off" } as const;
  return tones[standing];
}

export type RequiredExam = {
  kind: ExamKind;
  part: PartWord | null;
  field: string | null;
  regime: RegimeWord | null;
};
/** Which exam it is, of everything a row says. */
export const examIn = <Row extends { [K in keyof RequiredExam]: unknown }>({
  kind,
  part,
  field,
  regime,
}: Row) => ({ kind, part, field, regime }) as Pick<Row, keyof RequiredExam>;

/** `examId`: only this exam will do. Passes count from `countsFromOn`; the last day is `dueOn`. */
export type RequiredTerms = RequiredExam & { examId: string | null; countsFromOn: DateOn; dueOn: DateOn };

/**
 * Whether this can be required of anybody. Refusals: requirement.part-missing, requirement.part-unused,
 * requirement.field-missing, requirement.field-unused, requirement.regime-missing, requirement.regime-unused, requirement.due-first.
 */
export function mayRequire(terms: RequiredTerms): Verdict {
  const { kind, part, field, regime, countsFromOn, dueOn } = terms;
  const refusals: Refusal[] = [];
  const want = (isRight: boolean, reason: Refusal) => {
    if (!isRight) refusals.push(reason);
  };
  want(kind !== "qualification" || part !== null, refusal("requirement.part-missing"));
  want(kind === "qualification" || part === null, refusal("requirement.part-unused"));
  want(part !== "special" || field !== null, refusal("requirement.field-missing"));
  want(part === "special" || field === null, refusal("requirement.field-unused"));
  want(kind !== "pre-appointment" || regime !== null, refusal("requirement.regime-missing"));
  want(kind === "pre-appointment" || regime === null, refusal("requirement.regime-unused"));
  want(countsFromOn <= dueOn, refusal("requirement.due-first", { countsFromOn, dueOn }));
  return verdictOf(refusals);
}

/** From which day a pass counts, when nobody says: an annual exam is of its year, every other from today on. */
export function countsFrom(kind: ExamKind, dueOn: DateOn, today: DateOn): DateOn {
  const first = kind === "annual" ? (dateOnFrom(`${dueOn.slice(0, 4)}-01-01`) ?? today) : today;
  return first < dueOn ? first : dueOn;
}

/**
 * Why it cannot be required of this person: requirement.not-employed, and identity.excluded { identity } (K05) where a
 * pass leads to an enforcement certificate that they could never hold.
 */
export function personRefusals(
  { kind }: RequiredExam,
  employments: readonly { identity: EmploymentIdentity }[],
  pack: RulePack,
): Refusal[] {
  if (employments.length === 0) return [refusal("requirement.not-employed")];
  if (!leadsToEnforcement(kind)) return [];
  return [...new Set(employments.map(({ identity }) => identity))].flatMap((identity) =>
    exclusionRefusals(identity, pack),
  );
}

/** A passed exam; `examId` null: a part recognised without one. */
export type Pass = RequiredExam & { examId: string | null; passedOn: DateOn };

/** The same exam, from the first day that counts; or earlier, while the pack lets such a pass stand. */
export function meets(pass: Pass, required: RequiredTerms, pack: RulePack): boolean {
  const { kind, part, field, regime } = required;
  if (pass.kind !== kind || pass.part !== part || pass.field !== field || pass.regime !== regime)
    return false;
  if (required.examId !== null) return pass.examId === required.examId;
  if (pass.passedOn >= required.countsFromOn) return true;
  const rules = rulesOfKind(kind, regime, pack);
  if (rules === null) return false;
  const years = rules.validYears.value;
  // 资格 without an end stands; of other exams none is said to stand without a number of years.
  if (years === null) return kind === "qualification";
  return periodEnd(pass.passedOn, { years }, pack.certificate.convention.value) >= required.dueOn;
}

/** Grounds on which the pack lets somebody off this exam, with where it says so. */
export function exemptionGrounds({ kind, regime }: RequiredExam, pack: RulePack): readonly ExemptionWord[] {
  return rulesOfKind(kind, regime, pack)?.exemptions.value ?? [];
}

/** "revoking": granted, and somebody has proposed to take it back. */
export const EXEMPTION_STATES = ["open", "granted", "revoking", "refused", "withdrawn", "revoked"] as const;
export type ExemptionState = (typeof EXEMPTION_STATES)[number];

export function exemptionStateOf(row: {
  decision: string | null;
  revokedAt: Date | null;
  isRevoking: boolean;
}): ExemptionState {
  if (row.revokedAt) return "revoked";
  if (row.isRevoking) return "revoking";
  return (row.decision ?? "open") as ExemptionState;
}

/** Characters of what is said beside the ground. */
export const LONGEST_NOTE = 500;

/**
 * Whether somebody may ask to be let off. Refusals: requirement.settled { state }, exemption.open,
 * exemption.ground { ground } with the rule that names those it knows, exemption.evidence-missing.
 */
export function mayAskExemption(
  required: RequiredExam & { state: RequirementState; hasOpen: boolean },
  asked: { ground: ExemptionWord; hasEvidence: boolean },
  pack: RulePack,
): Verdict {
  const { state, hasOpen, kind, regime } = required;
  const exemptions = rulesOfKind(kind, regime, pack)?.exemptions;
  return verdictOf([
    ...(state === "owed" ? [] : [refusal("requirement.settled", { state })]),
    ...(hasOpen ? [refusal("exemption.open")] : []),
    ...(exemptions?.value.includes(asked.ground)
      ? []
      : [refusal("exemption.ground", { ground: asked.ground }, exemptions?.source ?? null)]),
    ...(asked.hasEvidence ? [] : [refusal("exemption.evidence-missing")]),
  ]);
}
