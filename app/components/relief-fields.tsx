import { RELIEF_GROUNDS } from "~/study/relief";
import { studyReliefsText } from "~/text/study-reliefs";
import { useText } from "~/text/text";
import { ChoicesField } from "./choices-field";
import type { FieldProblem } from "./error-summary";
import { SelectField } from "./select-field";
import { TextAreaField } from "./text-area-field";
import { TextField } from "./text-field";
import { errorsAt, type Typed } from "./typed-form";

const LONGEST_EVIDENCE = 200;
const LONGEST_NOTE = 400;

/** Year, ground, times and what it rests on. */
export function ReliefFields({
  years,
  typed,
  problems,
}: {
  years: readonly number[];
  typed: Typed | undefined;
  problems: readonly FieldProblem[] | undefined;
}) {
  const t = useText(studyReliefsText);
  const about = (name: string, label: string) => ({
    ...{ name, label, defaultValue: typed?.[name], errors: errorsAt(problems, name) },
  });
  return (
    <>
      <SelectField
        {...about("year", t.year)}
        choices={years.map((year) => ({ value: String(year), text: String(year) }))}
      />
      <ChoicesField
        name="ground"
        legend={t.ground}
        options={RELIEF_GROUNDS.map((value) => ({ value, text: t.grounds[value] }))}
        chosen={typed?.ground ? [typed.ground] : []}
        errors={errorsAt(problems, "ground")}
      />
      <TextField {...about("fromOn", t.fromOn)} hint={t.datesHint} type="date" optional />
      <TextField {...about("lastOn", t.lastOn)} type="date" optional />
      <TextField {...about("retiresOn", t.retiresOn)} hint={t.retiresHint} type="date" optional />
      <TextField {...about("evidence", t.evidence)} hint={t.evidenceHint} maxLength={LONGEST_EVIDENCE} />
      <TextAreaField {...about("note", t.note)} maxLength={LONGEST_NOTE} optional />
    </>
  );
}
