import type { InputHTMLAttributes, ReactNode } from "react";
import { describedBy, FieldErrors } from "./field";

type Native = Omit<InputHTMLAttributes<HTMLInputElement>, "style" | "className" | "type">;

/** One thing to agree to or to switch on. */
export function Checkbox({
  label,
  hint,
  errors = [],
  ...input
}: Native & { name: string; label: ReactNode; hint?: ReactNode; errors?: readonly string[] }) {
  const id = input.id ?? input.name;
  return (
    <div className={errors.length > 0 ? "field field-error" : "field"}>
      {errors.length > 0 && <FieldErrors id={id} errors={errors} />}
      <label className="choice" htmlFor={id}>
        <input
          {...input}
          id={id}
          type="checkbox"
          aria-invalid={errors.length > 0 ? true : undefined}
          aria-describedby={describedBy(id, { errors })}
        />
        <span>
          {label}
          {hint && <span className="hint">{hint}</span>}
        </span>
      </label>
    </div>
  );
}
