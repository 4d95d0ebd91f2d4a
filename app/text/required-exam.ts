import type { ExamKind } from "~/exams/exam";
import type { PartWord, RegimeWord } from "~/rulebook/words";
import { examsText } from "./exams";
import { fieldName } from "./fields";
import { requirementsText } from "./requirements";
import { type Locale, textFor } from "./text";

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
