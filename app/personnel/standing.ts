/**
 * What a person's own facts say against enforcing: employment, identity, legal-affairs duty, sanctions, grades.
 * In: dated rows as they stand (half-open ranges), the pack, a date in China. Out: every refusal with rule, source, cure.
 * Issuing (`certification/may-hold.ts`), registering and the gate (`positions/eligibility.ts`) share these pieces.
 */
import { contains, type DateOn, type DateRange, yearOf } from "~/calendar";
import {
  type AnnualGrade,
  type EmploymentIdentity,
  type EmploymentStatus,
  exclusionRefusals,
  isAtLeast,
  isGrade,
  isServing,
  isStoodDown,
  type SanctionKind,
} from "~/personnel/identity";
import type { RulePack } from "~/rulebook/schema";
import { type Refusal, refusal } from "~/verdict";

export type EmploymentFact = DateRange & {
  unitId: string;
  /** "home" is where the establishment is, "host" where someone is lent to. */
  relation: "home" | "host";
  identity: EmploymentIdentity;
  status: EmploymentStatus;
};
export type SanctionFact = DateRange & { kind: SanctionKind };
export type LegalDutyFact = DateRange & { unitId: string; fullTime: boolean };

export type PersonFacts = {
  /** The unit asked about. */
  unitId: string;
  /** Bodies with concentrated penalty power take civil servants only (K06). */
  civilServantsOnly: boolean;
  employments: readonly EmploymentFact[];
  legalDuties: readonly LegalDutyFact[];
  sanctions: readonly SanctionFact[];
  grades: readonly { year: number; grade: AnnualGrade }[];
};
type Piece = (facts: PersonFacts, pack: RulePack, on: DateOn) => Refusal[];

/** K22: works in the certifying unit's own establishment; K14: not stood down. */
export const employmentRefusals: Piece = (facts, pack, on) => {
  const here = facts.employments.filter((job) => job.unitId === facts.unitId);
  const current = here.filter((job) => contains(job, on));
  const source = { title: "浙江省综合行政执法条例", rule: "K22" };
  if (current.length === 0) {
    const leftOn =
      here
        .flatMap((job) => (job.toOn && job.toOn <= on ? [job.toOn] : []))
        .sort()
        .at(-1) ?? null;
    return [refusal("employment.not-in-unit", { leftOn, cure: "transfer-application" }, source)];
  }
  if (
    current.some((job) => job.relation === "home" && isServing(job.status, pack.apply.probationMayHold.value))
  )
    return [];
  return current.map(({ status, fromOn }) =>
    isStoodDown(status)
      ? refusal("employment.stood-down", { sinceOn: fromOn, cure: "wait" }, { ...source, rule: "K14" })
      : refusal("employment.not-serving", { status, sinceOn: fromOn, cure: "none" }, source),
  );
};

/** K05: no excluded identity, in this unit or, for someone not in it, wherever they are; K06: civil servants only. */
export const identityRefusals: Piece = (facts, pack, on) => {
  const current = facts.employments.filter((job) => contains(job, on));
  const here = current.filter((job) => job.unitId === facts.unitId);
  const identities = new Set((here.length > 0 ? here : current).map((job) => job.identity));
  const { identities: admitted, concentratedPenaltyIdentities } = pack.apply;
  return [...identities].flatMap((identity) => {
    const excluded = exclusionRefusals(identity, pack);
    if (excluded.length > 0) return excluded;
    if (!admitted.value.includes(identity))
      return [
        refusal("identity.not-admitted", { identity, cure: "none" }, { ...admitted.source, rule: "K05" }),
      ];
    if (facts.civilServantsOnly && !concentratedPenaltyIdentities.value.includes(identity))
      return [
        refusal(
          "identity.civil-servants-only",
          { identity, cure: "none" },
          concentratedPenaltyIdentities.source,
        ),
      ];
    return [];
  });
};

/** K07: legal-affairs staff are not enforcement staff, whichever unit the duty is in. */
export const legalDutyRefusals: Piece = (facts, pack, on) =>
  legalDutyConflicts(facts.legalDuties, pack, (duty) => contains(duty, on));

export function legalDutyConflicts(
  duties: readonly LegalDutyFact[],
  pack: RulePack,
  conflicts: (duty: LegalDutyFact) => boolean,
): Refusal[] {
  const { value, source } = pack.legalDuty.exclusiveWithEnforcement;
  if (!value) return [];
  return duties
    .filter(conflicts)
    .map(({ unitId, fullTime, fromOn, toOn }) =>
      refusal(
        "legal-duty.held",
        { unitId, fullTime, fromOn, endsBeforeOn: toOn, cure: "end-legal-duty" },
        source,
      ),
    );
}

/** K12: in the period of a sanction of the pack's weight or more. */
export const sanctionRefusals: Piece = (facts, pack, on) => {
  const { value: threshold, source } = pack.apply.blockSanctionFrom;
  if (threshold === null) return [];
  return facts.sanctions
    .filter((sanction) => isAtLeast(sanction.kind, threshold) && contains(sanction, on))
    .map(({ kind, fromOn, toOn }) =>
      refusal(
        "sanction.in-period",
        { kind, fromOn, endsBeforeOn: toOn, cure: toOn ? "wait" : "none" },
        source,
      ),
    );
};

/** K13: the last annual grade before `on`; a year that ended without one leaves the grade before standing. */
export const gradeRefusals: Piece = (facts, pack, on) => {
  const { value: blocked, source } = pack.apply.blockGrades;
  const last = facts.grades
    .flatMap(({ year, grade }) => (year < yearOf(on) && isGrade(grade) ? [{ year, grade }] : []))
    .sort((a, b) => a.year - b.year)
    .at(-1);
  return last && blocked.includes(last.grade)
    ? [refusal("grade.barred", { year: last.year, grade: last.grade, cure: "wait" }, source)]
    : [];
};
