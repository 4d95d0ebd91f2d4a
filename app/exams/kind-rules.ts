/**
 * What the pack rules for each kind of exam: pass mark, attempts, how long a pass answers, who need not sit.
 * In: a kind (and the regime of a pre-appointment exam), the pack. Out: its figures, each with its citation.
 */
import type { Cited, RulePack } from "~/rulebook/schema";
import type { ExemptionWord, RegimeWord } from "~/rulebook/words";
import type { ExamKind } from "./exam";

export type KindRules = {
  passPercent: Cited<number>;
  /** First sitting and resits together. */
  attempts: Cited<number>;
  /** For how many years a pass also answers what is required later; null: only within the requirement's own days. */
  validYears: Cited<number | null>;
  exemptions: Cited<ExemptionWord[]>;
};

/** null: a pre-appointment exam whose regime is not said, for the two share no rule. */
export function rulesOfKind(kind: ExamKind, regime: RegimeWord | null, pack: RulePack): KindRules | null {
  if (kind === "pre-appointment") return regime === null ? null : preAppointmentRules(regime, pack);
  if (kind !== "qualification") return pack.studyExams[kind];
  const { passPercent, resits, exemptions } = pack.exam;
  return {
    passPercent,
    attempts: { value: 1 + resits.value, source: resits.source },
    validYears: pack.qualification.validYears,
    exemptions,
  };
}

function preAppointmentRules(regime: RegimeWord, pack: RulePack): KindRules {
  const { passPercent, attempts, validity, validYears, exemptions } = pack.preAppointment[regime];
  const years = validity.value === "years" ? validYears : { value: null, source: validity.source };
  return { passPercent, attempts, validYears: years, exemptions };
}
