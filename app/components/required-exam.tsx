import type { ExamKind } from "~/exams/exam";
import { type RequirementStanding, toneOf } from "~/exams/requirement";
import type { PartWord, RegimeWord } from "~/rulebook/words";
import { examsText } from "~/text/exams";
import { fieldName } from "~/text/fields";
import { requirementsText } from "~/text/requirements";
import { type Locale, textFor, useText } from "~/text/text";
import { Status } from "./status";

type RequiredExam = {
  kind: ExamKind;
  part: PartWord | null;
  field: string | null;
  regime: RegimeWord | null;
};

/** Kind, part, field and regime in one line. */
export function requiredExam(locale: Locale, { kind, part, field, regime }: RequiredExam): string {
  const t = textFor(examsText, locale);
  return [
    t.kinds[kind],
    part && t.parts[part],
    field && fieldName(locale, field),
    regime && textFor(requirementsText, locale).regimes[regime],
  ]
    .filter(Boolean)
    .join(" · ");
}

/** Where a requirement stands, in word and colour. */
export function RequirementStatus({ standing, fill }: { standing: RequirementStanding; fill?: boolean }) {
  const t = useText(requirementsText);
  return (
    <Status tone={toneOf(standing)} {...(fill ? { fill } : {})}>
      {t.standings[standing]}
    </Status>
  );
}
