import { personnelText } from "~/text/personnel";
import { useText } from "~/text/text";
import { Checkbox } from "./checkbox";
import { ChoicesField } from "./choices-field";
import type { FieldProblem } from "./error-summary";
import { type Choice, SelectField } from "./select-field";
import { TextField } from "./text-field";
import { errorsAt, type Typed } from "./typed-form";

export type ActField = {
  name: string;
  label: string;
  hint?: string;
  optional?: boolean;
  /** Shown until something was typed. */
  value?: string;
} & (
  | { kind: "text"; figures?: boolean }
  | { kind: "date" }
  | { kind: "choice"; choices: readonly Choice[]; empty?: string }
  | { kind: "many"; choices: readonly Choice[] }
  | { kind: "switch" }
);
/** A form as it was refused: what was typed, and what is wrong with it. */
export type RefusedForm = { typed: Typed; problems: FieldProblem[] };

/** The fields of one act in order, each with what was typed and what is wrong with it. */
export function ActFields({
  fields,
  refused,
}: {
  fields: readonly ActField[];
  refused: RefusedForm | undefined;
}) {
  return fields.map((field) => <ActControl key={field.name} field={field} refused={refused} />);
}

function ActControl({ field, refused }: { field: ActField; refused: RefusedForm | undefined }) {
  const t = useText(personnelText);
  const { name, label, optional } = field;
  const shared = {
    name,
    label,
    optional,
    hint: field.hint ?? (field.kind === "date" ? t.form.dateHint : undefined),
    errors: errorsAt(refused?.problems, name),
    defaultValue: refused?.typed[name] ?? field.value,
  };
  const { errors, hint, defaultValue } = shared;
  if (field.kind === "switch")
    return <Checkbox {...{ name, label, hint, errors }} value="on" defaultChecked={defaultValue === "on"} />;
  if (field.kind === "many")
    return (
      <ChoicesField
        {...{ name, hint, errors, optional }}
        legend={label}
        many
        options={field.choices}
        chosen={defaultValue?.split(",")}
      />
    );
  if (field.kind === "choice") return <SelectField {...shared} choices={field.choices} empty={field.empty} />;
  const isFigures = field.kind === "date" || field.figures === true;
  return (
    <TextField
      {...shared}
      figures={isFigures}
      inputMode={field.kind === "date" ? "numeric" : undefined}
      autoComplete="off"
    />
  );
}
