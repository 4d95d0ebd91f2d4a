/**
 * May this person apply for, or go on holding, an enforcement certificate of this unit?
 * In: dated facts as they stand (half-open ranges), the pack, a date in China. Out: every refusal with rule, source and
 * cure, and warnings that the pack does not make a bar. `positions/eligibility.ts` composes the same pieces.
 */
import { addMonths, contains, type DateOn, type DateRange, wholeYears } from "~/calendar";
import { type QualificationFact, qualificationRefusals } from "~/exams/qualification";
import {
  employmentRefusals,
  gradeRefusals,
  identityRefusals,
  legalDutyRefusals,
  type PersonFacts,
  sanctionRefusals,
} from "~/personnel/standing";
import type { RulePack } from "~/rulebook/schema";
import { EDUCATION_WORDS, type EducationWord } from "~/rulebook/words";
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";

/** From an exam (作弊) or a certificate decision (吊销); `endsBeforeOn` in the refusal is the first free day. */
export type BanFact = DateRange & {
  ground: string;
  decisionNumber: string;
  /** The instant of the decision that carries it: earlier on its first day nobody was banned yet. */
  fromAt?: Date;
};
export type BodyFact = DateRange & {
  basis: "statutory" | "authorised" | "entrusted";
  /** Fields of enforcement; empty: not confined. */
  fields: readonly string[];
  publishedOn: DateOn | null;
};

/** `unitId` is the unit the certificate is of. */
export type HoldingFacts = PersonFacts & {
  /** The field of enforcement (领域), null where the certificate names none. */
  field: string | null;
  /** Units that went into that unit by the day asked about. */
  predecessors?: readonly string[];
  /** Enforcement-body status of that unit, as dated rows. */
  bodies: readonly BodyFact[];
  qualifications: readonly QualificationFact[];
  bans: readonly BanFact[];
  /** Unknown facts are not held against anyone here; completeness is the application's to demand. */
  birthOn?: DateOn | null;
  education?: EducationWord | null;
};

/** Who renews enters no second time, and what was passed does not lapse under a card; all else is asked as of who applies. */
export type Purpose = "applying" | "renewing" | "holding";
export type Holding = Verdict & { warnings: Refusal[] };
type Piece = (facts: HoldingFacts, pack: RulePack, on: DateOn) => Refusal[];

export function mayHold(facts: HoldingFacts, purpose: Purpose, pack: RulePack, on: DateOn): Holding {
  const applying = purpose !== "holding";
  const refusals = [
    ...employmentRefusals(facts, pack, on),
    ...identityRefusals(facts, pack, on),
    ...qualificationRefusals(facts, pack, on, purpose === "applying" ? "applying" : "holding"),
    ...banRefusals(facts, pack, on),
    ...bodyRefusals(facts, pack, on),
    ...legalDutyRefusals(facts, pack, on),
    ...(purpose === "applying" ? entryRefusals(facts, pack, on) : []),
  ];
  const warnings: Refusal[] = [];
  const bars = (severity: "block" | "warn") => (applying || severity === "block" ? refusals : warnings);
  bars(pack.holding.sanction.value).push(...sanctionRefusals(facts, pack, on));
  bars(pack.holding.grade.value).push(...gradeRefusals(facts, pack, on));
  return { ...verdictOf(refusals), warnings };
}

/** K11. */
export const banRefusals: Piece = (facts, pack, on) =>
  facts.bans
    .filter((ban) => contains(ban, on))
    .map(({ ground, decisionNumber, toOn }) =>
      refusal(
        "ban.in-force",
        { ground, decisionNumber, endsBeforeOn: toOn, cure: toOn ? "wait" : "none" },
        banSource(ground, pack),
      ),
    );

function banSource(ground: string, pack: RulePack) {
  const { years, convention } = pack.ban;
  return ground in years ? years[ground as keyof typeof years].source : convention.source;
}

/** K10: the unit is an enforcement body, published, and for this field. */
export const bodyRefusals: Piece = (facts, _pack, on) => {
  const source = { title: "行政执法监督条例（国务院令第825号）", article: "第十七条", rule: "K10" };
  const current = facts.bodies.filter((body) => contains(body, on));
  if (current.length === 0) return [refusal("body.missing", { cure: "register-body" }, source)];
  const published = current.filter((body) => body.publishedOn !== null && body.publishedOn <= on);
  if (published.length === 0) return [refusal("body.not-published", { cure: "publish-body" }, source)];
  const { field } = facts;
  const covers = published.some(
    (body) => field === null || body.fields.length === 0 || body.fields.includes(field),
  );
  return covers ? [] : [refusal("body.other-field", { field, cure: "register-body" }, source)];
};

/** Age, education and time in post: asked of who enters, not of who holds. */
export const entryRefusals: Piece = (facts, pack, on) => {
  const { minAge, minEducation, minServiceMonths } = pack.apply;
  const refusals: Refusal[] = [];
  if (facts.birthOn && wholeYears(facts.birthOn, on) < minAge.value)
    refusals.push(refusal("entry.too-young", { required: minAge.value, cure: "wait" }, minAge.source));
  if (
    facts.education &&
    EDUCATION_WORDS.indexOf(facts.education) < EDUCATION_WORDS.indexOf(minEducation.value)
  )
    refusals.push(
      refusal("entry.education", { required: minEducation.value, cure: "none" }, minEducation.source),
    );
  const since = facts.employments
    .filter((job) => job.unitId === facts.unitId)
    .map((job) => job.fromOn)
    .sort()[0];
  if (since && minServiceMonths.value > 0 && addMonths(since, minServiceMonths.value) > on)
    refusals.push(
      refusal(
        "entry.service",
        { requiredMonths: minServiceMonths.value, sinceOn: since, cure: "wait" },
        minServiceMonths.source,
      ),
    );
  return refusals;
};
