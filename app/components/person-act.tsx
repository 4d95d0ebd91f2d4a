import type { ReactNode } from "react";
import { type PersonAct, personnelText } from "~/text/personnel";
import { useText } from "~/text/text";
import { Button, LinkButton } from "./button";
import { ErrorSummary, type FieldProblem } from "./error-summary";
import { PageHead } from "./page-head";
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
);

/** One noun about a person as one form: who, what it does, the fields, the act. Works without a script. */
export function PersonActPage({
  act,
  person,
  fields,
  refused,
  children,
}: {
  act: PersonAct;
  person: { personId: string; name: string; maskedNumber: string };
  fields: readonly ActField[];
  refused: { typed: Typed; problems: FieldProblem[] } | undefined;
  /** Instead of the form, where there is nothing to choose. */
  children?: ReactNode;
}) {
  const t = useText(personnelText);
  const file = `/people/${person.personId}`;
  return (
    <>
      <PageHead
        title={t.acts[act].title}
        lede={`${person.name} ${person.maskedNumber}`}
        crumbs={[
          { text: t.title, href: "/people" },
          { text: person.name, href: file },
          { text: t.acts[act].title },
        ]}
      />
      {refused && <ErrorSummary problems={refused.problems} />}
      <p className="lead">{t.acts[act].lede}</p>
      {children ?? (
        <form method="post" className="form max-w-2xl" noValidate>
          {fields.map((field) => (
            <ActControl key={field.name} field={field} refused={refused} />
          ))}
          <div className="acts">
            <Button kind="primary">{t.acts[act].submit}</Button>
            <LinkButton kind="text" href={file}>
              {t.shown.back}
            </LinkButton>
          </div>
        </form>
      )}
    </>
  );
}

function ActControl({
  field,
  refused,
}: {
  field: ActField;
  refused: { typed: Typed; problems: FieldProblem[] } | undefined;
}) {
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
