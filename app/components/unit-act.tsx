import type { UnitKind } from "~/organisation/unit";
import { UNIT_KINDS } from "~/organisation/unit";
import { organisationText, type UnitAct } from "~/text/organisation";
import { useText } from "~/text/text";
import { type ActField, ActFields, type RefusedForm } from "./act-fields";
import { Button, LinkButton } from "./button";
import { ErrorSummary } from "./error-summary";
import { PageHead } from "./page-head";
import type { Choice } from "./select-field";

/** One noun about a unit as one form. Works without a script. */
export function UnitActPage({
  act,
  unit,
  fields,
  refused,
}: {
  act: UnitAct;
  /** Left out where there is none yet. */
  unit?: { unitId: string; name: string };
  fields: readonly ActField[];
  refused: RefusedForm | undefined;
}) {
  const t = useText(organisationText);
  const { title, lede, submit } = t.acts[act];
  const back = unit ? `/units/${unit.unitId}` : "/units";
  return (
    <>
      <PageHead
        title={title}
        lede={unit?.name}
        crumbs={[
          { text: t.title, href: "/units" },
          ...(unit ? [{ text: unit.name, href: back }] : []),
          { text: title },
        ]}
      />
      {refused && <ErrorSummary problems={refused.problems} />}
      <p className="lead">{lede}</p>
      <form method="post" className="form max-w-2xl" noValidate>
        <ActFields fields={fields} refused={refused} />
        <div className="acts">
          <Button kind="primary">{submit}</Button>
          <LinkButton kind="text" href={back}>
            {t.back}
          </LinkButton>
        </div>
      </form>
    </>
  );
}

type Standing = {
  name: string;
  shortName: string;
  kind: UnitKind;
  parentId: string | null;
  establishment: number | null;
  civilServantsOnly: boolean;
};

/** What a unit says of itself, to be set up or changed; the root has no unit above it to choose. */
export function useUnitFields(units: readonly Choice[], today: string, standing?: Standing): ActField[] {
  const t = useText(organisationText);
  const { form } = t;
  const isRoot = standing?.parentId === null;
  return [
    { kind: "text", name: "name", label: form.name, hint: form.nameHint, value: standing?.name },
    { kind: "text", name: "shortName", label: form.shortName, value: standing?.shortName },
    {
      kind: "choice",
      name: "kind",
      label: form.kind,
      choices: UNIT_KINDS.map((value) => ({ value, text: t.kinds[value] })),
      empty: form.choose,
      value: standing?.kind,
    },
    ...(isRoot
      ? []
      : [
          {
            kind: "choice" as const,
            name: "parentId",
            label: form.parent,
            choices: units,
            empty: form.choose,
            value: standing?.parentId ?? undefined,
          },
        ]),
    {
      kind: "text",
      name: "establishment",
      label: form.establishment,
      hint: form.establishmentHint,
      figures: true,
      optional: true,
      value: standing?.establishment?.toString(),
    },
    {
      kind: "switch",
      name: "civilServantsOnly",
      label: form.civilServantsOnly,
      value: standing?.civilServantsOnly ? "on" : undefined,
    },
    { kind: "date", name: "fromOn", label: form.fromOn, value: today },
  ];
}
