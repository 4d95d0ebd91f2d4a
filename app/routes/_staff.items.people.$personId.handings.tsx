import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { chinaDateOf } from "~/calendar";
import { HANDED_KINDS, HANDING_ROWS, MOST_PIECES } from "~/certification/item";
import { handOutItems } from "~/certification/item-acts.server";
import { handingTyped, handingUnits, holderPage, requireHolder } from "~/certification/item-page.server";
import { ItemActPage } from "~/components/item-act-page";
import { SelectField } from "~/components/select-field";
import { TextAreaField } from "~/components/text-area-field";
import { TextField } from "~/components/text-field";
import { errorsAt, type Typed } from "~/components/typed-form";
import { inTransaction } from "~/db.server";
import { itemsText } from "~/text/items";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import type { Refusal } from "~/verdict";

export const meta = titled(itemsText, (t) => t.handing.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const asked = await requireHolder(request, params, "item:record", now);
  const units = await handingUnits(asked, now);
  return {
    ...{ name: asked.name, back: holderPage(asked.personId), today: chinaDateOf(now) },
    units: units.map((unit) => ({ value: unit.unitId, text: unit.name })),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const asked = await requireHolder(request, params, "item:record", now);
  const { actor, personId } = asked;
  const unitIds = (await handingUnits(asked, now)).map(({ unitId }) => unitId);
  const { handing, typed, problems } = handingTyped(await request.formData(), unitIds, request);
  const none: Refusal[] = [];
  if (!handing) return data({ typed, problems, refusals: none }, { status: 422 });
  const verdict = await inTransaction((tx) =>
    handOutItems(tx, { ...handing, personId }, actor.accountId, now),
  );
  if (verdict.ok) throw redirect(`${holderPage(personId)}?done=handed`, { status: 303 });
  return data({ typed, problems, refusals: verdict.refusals }, { status: 422 });
}

export default function HandOut() {
  const { name, back, units, today } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { handing: t } = useText(itemsText);
  const typed: Typed = refused?.typed ?? {};
  const errors = (field: string) => errorsAt(refused?.problems, field) ?? [];
  return (
    <ItemActPage words={t} name={name} back={back} refused={refused}>
      <SelectField
        label={t.unit}
        name="unit"
        choices={units}
        defaultValue={typed.unit}
        errors={errors("unit")}
      />
      <TextField
        label={t.handedOn}
        name="handedOn"
        hint={t.handedOnHint}
        defaultValue={typed.handedOn ?? today}
        errors={errors("handedOn")}
        figures
      />
      {Array.from({ length: HANDING_ROWS }, (_, index) => (
        <ThingRow key={ROWS[index]} row={index + 1} typed={typed} errors={errors} />
      ))}
      <TextAreaField label={t.note} name="note" optional maxLength={500} defaultValue={typed.note} />
    </ItemActPage>
  );
}

const ROWS = Array.from({ length: HANDING_ROWS }, (_, index) => `row-${index + 1}`);

/** One thing: what it is, its number where it has one, how many. The first begins with a choice made. */
function ThingRow({
  row,
  typed,
  errors,
}: {
  row: number;
  typed: Typed;
  errors: (field: string) => string[];
}) {
  const all = useText(itemsText);
  const t = all.handing;
  return (
    <fieldset className="field">
      <legend className="label">{t.row(row)}</legend>
      <SelectField
        label={t.kind}
        name={`kind-${row}`}
        empty={t.noKind}
        choices={HANDED_KINDS.map((value) => ({ value, text: all.kinds[value] }))}
        defaultValue={typed[`kind-${row}`]}
      />
      <TextField
        label={t.number}
        name={`number-${row}`}
        optional
        maxLength={60}
        defaultValue={typed[`number-${row}`]}
        errors={errors(`number-${row}`)}
        figures
      />
      <TextField
        label={t.quantity}
        name={`quantity-${row}`}
        type="number"
        min={1}
        max={MOST_PIECES}
        defaultValue={typed[`quantity-${row}`] ?? "1"}
        errors={errors(`quantity-${row}`)}
        figures
      />
    </fieldset>
  );
}
