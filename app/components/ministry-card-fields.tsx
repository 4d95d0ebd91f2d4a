import { fieldChoices } from "~/text/fields";
import { ministryCardsText } from "~/text/ministry-cards";
import { useLocale, useText } from "~/text/text";
import { ChoicesField } from "./choices-field";
import type { FieldProblem } from "./error-summary";
import { type Choice, SelectField } from "./select-field";
import { TextField } from "./text-field";
import { errorsAt, type Typed } from "./typed-form";

/** What a card says, field by field. `hasScan`: a picture was handed in before, and stays unless another is chosen. */
export function MinistryCardFields({
  units,
  typed,
  problems,
  hasScan = false,
}: {
  units: readonly Choice[];
  typed: Typed;
  problems: readonly FieldProblem[];
  hasScan?: boolean;
}) {
  const t = useText(ministryCardsText).form;
  const locale = useLocale();
  const field = (name: "ministry" | "kind" | "number" | "validFromOn" | "validToOn") => ({
    ...{ name, label: t[name], defaultValue: typed[name], errors: errorsAt(problems, name) ?? [] },
  });
  return (
    <>
      <SelectField label={t.unit} name="unit" choices={units} defaultValue={typed.unit} />
      <TextField {...field("ministry")} hint={t.ministryHint} maxLength={100} />
      <TextField {...field("kind")} hint={t.kindHint} maxLength={100} />
      <TextField {...field("number")} maxLength={100} figures />
      <ChoicesField
        name="fields"
        legend={t.fields}
        hint={t.fieldsHint}
        many
        optional
        chosen={(typed.fields ?? "").split(",")}
        options={fieldChoices(locale)}
      />
      <TextField {...field("validFromOn")} hint={t.validFromHint} figures />
      <TextField {...field("validToOn")} hint={t.validToHint} figures />
      <TextField
        label={t.file}
        name="file"
        type="file"
        accept="image/jpeg,image/png,application/pdf"
        hint={hasScan ? t.fileKept : t.fileHint}
        optional={hasScan}
      />
    </>
  );
}
