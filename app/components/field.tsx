import type { ReactNode } from "react";
import { common } from "~/text/common";
import { useText } from "~/text/text";

export type FieldText = {
  label: ReactNode;
  hint?: ReactNode;
  /** Every message about this field; what was typed stays in the control. */
  errors?: readonly string[];
  optional?: boolean;
  /** The label is for screen readers only, where the column or the placeholder shows it. */
  labelHidden?: boolean;
};

export const hintIdOf = (id: string) => `${id}-hint`;
/** The id conform gives its messages too, so that its `getInputProps` points at them. */
export const errorIdOf = (id: string) => `${id}-error`;

/** What the control must point at so that a screen reader reads hint and error with it. */
export function describedBy(id: string, { hint, errors }: Pick<FieldText, "hint" | "errors">) {
  const ids = [errors?.length ? errorIdOf(id) : "", hint ? hintIdOf(id) : ""].filter(Boolean).join(" ");
  return ids === "" ? undefined : ids;
}

/** Label above, error between label and control, hint below. The control is the child, with the same `id`. */
export function Field({
  id,
  label,
  hint,
  errors,
  optional = false,
  labelHidden = false,
  className,
  children,
}: FieldText & { id: string; className?: string; children: ReactNode }) {
  const t = useText(common);
  const wrong = errors !== undefined && errors.length > 0;
  const classes = ["field", wrong ? "field-error" : "", className ?? ""].filter(Boolean).join(" ");
  return (
    <div className={classes}>
      <label htmlFor={id} className={labelHidden ? "vh" : undefined}>
        {label}
        {optional && <span className="opt"> {t.optional}</span>}
      </label>
      {wrong && <FieldErrors id={id} errors={errors} />}
      {children}
      {hint && (
        <p className="hint" id={hintIdOf(id)}>
          {hint}
        </p>
      )}
    </div>
  );
}

export function FieldErrors({ id, errors }: { id: string; errors: readonly string[] }) {
  const t = useText(common);
  return (
    <div id={errorIdOf(id)}>
      {errors.map((error) => (
        <p className="err" key={error}>
          <span className="vh">{t.errorPrefix}</span>
          {error}
        </p>
      ))}
    </div>
  );
}
