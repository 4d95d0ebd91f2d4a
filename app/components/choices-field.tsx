import type { ReactNode } from "react";
import { common } from "~/text/common";
import { useText } from "~/text/text";
import { FieldErrors, hintIdOf } from "./field";

export type Option = { value: string; text: ReactNode; hint?: ReactNode; disabled?: boolean };

/** As many as a reader takes in below each other; more stand in columns where there is room. */
const MANY_OPTIONS = 12;

/** Several radio buttons or checkboxes under one question. */
export function ChoicesField({
  name,
  legend,
  legendHidden = false,
  options,
  chosen = [],
  many = false,
  hint,
  errors = [],
  optional = false,
  required,
}: {
  name: string;
  legend: ReactNode;
  legendHidden?: boolean;
  options: readonly Option[];
  chosen?: readonly string[];
  /** Checkboxes instead of radio buttons. */
  many?: boolean;
  hint?: ReactNode;
  errors?: readonly string[];
  optional?: boolean;
  required?: boolean;
}) {
  const t = useText(common);
  const shown = options.map((option, index) => (
    <label className="choice" key={option.value}>
      <input
        // the first carries the name as id, so that the error summary's link lands on it
        id={index === 0 ? name : `${name}-${option.value}`}
        type={many ? "checkbox" : "radio"}
        name={name}
        value={option.value}
        defaultChecked={chosen.includes(option.value)}
        disabled={option.disabled}
        required={required && !many}
      />
      <span>
        {option.text}
        {option.hint && <span className="hint">{option.hint}</span>}
      </span>
    </label>
  ));
  return (
    <fieldset
      className={errors.length > 0 ? "field field-error" : "field"}
      aria-describedby={hint ? hintIdOf(name) : undefined}
    >
      <legend className={legendHidden ? "vh" : "label"}>
        {legend}
        {optional && <span className="opt"> {t.optional}</span>}
      </legend>
      {errors.length > 0 && <FieldErrors id={name} errors={errors} />}
      {options.length > MANY_OPTIONS ? <div className="choice-columns">{shown}</div> : shown}
      {hint && (
        <p className="hint" id={hintIdOf(name)}>
          {hint}
        </p>
      )}
    </fieldset>
  );
}
