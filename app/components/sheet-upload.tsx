import type { ReactNode } from "react";
import { Button } from "./button";
import type { FieldProblem } from "./error-summary";
import { Field } from "./field";
import { SelectField } from "./select-field";
import { errorsAt } from "./typed-form";

type Words = { forUnit: string; forUnitHint: string; file: string; fileHint: string; templateHint: string };

/** A table of people or of study, uploaded for a unit. */
export function SheetUpload({
  words,
  units,
  submit,
  refused,
  children,
}: {
  words: Words;
  units: readonly { value: string; text: string }[];
  submit: string;
  refused: { problems: FieldProblem[]; typed: { unitId?: string } } | undefined;
  /** What else is asked about the table. */
  children?: ReactNode;
}) {
  const problems = errorsAt(refused?.problems, "file");
  return (
    <form method="post" encType="multipart/form-data" className="form max-w-2xl" noValidate>
      <SelectField
        name="unitId"
        label={words.forUnit}
        hint={words.forUnitHint}
        choices={units}
        defaultValue={refused?.typed.unitId}
        errors={errorsAt(refused?.problems, "unitId")}
      />
      {children}
      <Field id="file" label={words.file} hint={words.fileHint} errors={problems}>
        <input
          id="file"
          name="file"
          type="file"
          accept=".xlsx,.csv,.txt"
          className="input"
          aria-invalid={problems ? true : undefined}
          aria-describedby="file-hint"
        />
      </Field>
      <p className="hint">{words.templateHint}</p>
      <div className="acts">
        <Button kind="primary">{submit}</Button>
      </div>
    </form>
  );
}
