import type { InputHTMLAttributes } from "react";
import { describedBy, Field, type FieldText } from "./field";

type Native = Omit<InputHTMLAttributes<HTMLInputElement>, "style" | "className">;

/** A line of text, a number, a date … Takes plain names, or what conform's `getInputProps` gives. */
export function TextField({
  label,
  hint,
  errors,
  optional,
  labelHidden,
  fieldClass,
  small = false,
  figures = false,
  ...input
}: FieldText & Native & { name: string; fieldClass?: string; small?: boolean; figures?: boolean }) {
  const id = input.id ?? input.name;
  const look = ["input", small ? "input-sm" : "", figures ? "num" : ""].filter(Boolean).join(" ");
  return (
    <Field {...{ id, label, hint, errors, optional, labelHidden }} className={fieldClass}>
      <input
        type="text"
        {...input}
        id={id}
        className={look}
        aria-invalid={errors?.length ? true : undefined}
        aria-describedby={describedBy(id, { hint, errors })}
      />
    </Field>
  );
}
