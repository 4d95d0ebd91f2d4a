import type { TextareaHTMLAttributes } from "react";
import { describedBy, Field, type FieldText } from "./field";

type Native = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "style" | "className">;

export function TextAreaField({
  label,
  hint,
  errors,
  optional,
  labelHidden,
  fieldClass,
  ...area
}: FieldText & Native & { name: string; fieldClass?: string }) {
  const id = area.id ?? area.name;
  return (
    <Field {...{ id, label, hint, errors, optional, labelHidden }} className={fieldClass}>
      <textarea
        rows={4}
        {...area}
        id={id}
        className="textarea"
        aria-invalid={errors?.length ? true : undefined}
        aria-describedby={describedBy(id, { hint, errors })}
      />
    </Field>
  );
}
