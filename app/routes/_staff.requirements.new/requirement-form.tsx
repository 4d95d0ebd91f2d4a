import { Button } from "~/components/button";
import { ChoicesField } from "~/components/choices-field";
import { ErrorSummary, type FieldProblem } from "~/components/error-summary";
import { PeopleField } from "~/components/people-field";
import { SelectField } from "~/components/select-field";
import { TextField } from "~/components/text-field";
import { errorsAt } from "~/components/typed-form";
import { EXAM_KINDS } from "~/exams/exam";
import type { RequirementForm as Form, RequirementField } from "~/exams/requirement-form.server";
import { PART_WORDS, REGIME_WORDS } from "~/rulebook/words";
import { examsText } from "~/text/exams";
import { fieldChoices } from "~/text/fields";
import { requirementsText } from "~/text/requirements";
import { useLocale, useText } from "~/text/text";

/** Which exam, by when, and of whom in the unit. */
export function RequirementForm({
  unitId,
  staff,
  typed,
  problems,
}: {
  unitId: string;
  staff: readonly { personId: string; name: string }[];
  typed: Form["typed"] | undefined;
  problems: readonly FieldProblem[];
}) {
  const t = useText(requirementsText);
  const exams = useText(examsText);
  const locale = useLocale();
  const about = (name: RequirementField, label: string) => ({
    name,
    label,
    defaultValue: typed?.[name],
    errors: errorsAt(problems, name),
  });
  return (
    <>
      <ErrorSummary problems={problems} />
      <form method="post" className="form max-w-[60rem]" noValidate>
        <input type="hidden" name="unitId" value={unitId} />
        <SelectField
          {...about("kind", t.kind)}
          choices={EXAM_KINDS.map((value) => ({ value, text: exams.kinds[value] }))}
          empty={exams.problem.kind}
        />
        <SelectField
          {...about("part", exams.part)}
          choices={PART_WORDS.map((value) => ({ value, text: exams.parts[value] }))}
          empty={exams.noPart}
        />
        <SelectField {...about("field", exams.field)} choices={fieldChoices(locale)} empty={exams.noField} />
        <SelectField
          {...about("regime", t.regime)}
          choices={REGIME_WORDS.map((value) => ({ value, text: t.regimes[value] }))}
          empty={t.noRegime}
        />
        <TextField {...about("dueOn", t.dueOn)} type="date" hint={t.dueHint} figures />
        <TextField
          {...about("countsFromOn", t.countsFromOn)}
          type="date"
          hint={t.countsFromHint}
          optional
          figures
        />
        <ChoicesField
          name="whom"
          legend={t.whom}
          options={[
            { value: "unit", text: t.wholeUnit(staff.length) },
            { value: "people", text: t.someOf },
          ]}
          chosen={[typed?.whom ?? "people"]}
          errors={errorsAt(problems, "whom")}
        />
        <PeopleField name="personId" legend={t.choosePeople} people={staff} chosen={typed?.personIds ?? []} />
        <div className="acts">
          <Button kind="primary">{t.submit}</Button>
        </div>
      </form>
    </>
  );
}
