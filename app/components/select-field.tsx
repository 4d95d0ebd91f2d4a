import type { SelectHTMLAttributes } from "react";
import { describedBy, Field, type FieldText } from "./field";

type Native = Omit<SelectHTMLAttributes<HTMLSelectElement>, "style" | "className" | "children">;

export type Choice = { value: string; text: string; disabled?: boolean };

/** `empty` is the text of the choice that stands for none: "all units", "please choose". */
export function SelectField({
  label,
  hint,
  errors,
  optional,
  labelHidden,
  fieldClass,
  small = false,
  choices,
  empty,
  ...select
}: FieldText &
  Native & {
    name: string;
    choices: readonly Choice[];
    empty?: string;
    fieldClass?: string;
    small?: boolean;
  }) {
  const id = select.id ?? select.name;
  return (
    <Field {...{ id, label, hint, errors, optional, labelHidden }} className={fieldClass}>
      <select
        {...select}
        id={id}
        className={small ? "select input-sm" : "select"}
        aria-invalid={errors?.length ? true : undefined}
        aria-describedby={describedBy(id, { hint, errors })}
      >
        {empty !== undefined && <option value="">{empty}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} disabled={choice.disabled}>
            {choice.text}
          </option>
        ))}
      </select>
    </Field>
  );
}
