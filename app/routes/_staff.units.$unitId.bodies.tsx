import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import type { ActField } from "~/components/act-fields";
import { readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { UnitActPage } from "~/components/unit-act";
import { inTransaction } from "~/db.server";
import { recordEnforcementBody } from "~/organisation/organisation.server";
import { BODY_BASES } from "~/organisation/unit";
import { requireUnitToChange } from "~/organisation/unit-form.server";
import { fieldChoices, fieldCodes } from "~/text/fields";
import { organisationText } from "~/text/organisation";
import { localeFrom, textFor, useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(organisationText, (t) => t.acts.bodies.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { unit, today } = await requireUnitToChange(request, params.unitId, new Date());
  return { unit, today };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, unit } = await requireUnitToChange(request, params.unitId, now);
  const locale = localeFrom(request);
  const t = textFor(organisationText, locale).form;
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const basis = read.choice("basis", t.basis, BODY_BASES);
  const fields = read.several("fields", fieldCodes);
  if (fields.length === 0) read.against("fields", t.fieldsMissing);
  const document = read.text("document", t.document, 100);
  const publishedOn = typed.publishedOn ? read.date("publishedOn", t.publishedOn) : null;
  const fromOn = read.date("fromOn", t.fromOn);
  const toOn = read.dayAfterLast("toOn", t.lastOn, fromOn) ?? null;
  if (!basis || !document || !fromOn || read.problems.length > 0) return refusedForm(typed, read.problems);
  const body = { unitId: unit.unitId, basis, fields, document, publishedOn, fromOn, toOn };
  await inTransaction((tx) => recordEnforcementBody(tx, body, actor.accountId, now));
  throw redirect(`/units/${unit.unitId}?done=bodies`, { status: 303 });
}

export default function UnitBodies() {
  const { unit, today } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(organisationText);
  const locale = useLocale();
  const { form } = t;
  const fields: ActField[] = [
    {
      kind: "choice",
      name: "basis",
      label: form.basis,
      choices: BODY_BASES.map((value) => ({ value, text: t.bases[value] })),
      empty: form.choose,
    },
    {
      kind: "many",
      name: "fields",
      label: form.fields,
      choices: fieldChoices(locale),
    },
    { kind: "text", name: "document", label: form.document },
    {
      kind: "date",
      name: "publishedOn",
      label: form.publishedOn,
      hint: form.publishedHint,
      optional: true,
    },
    { kind: "date", name: "fromOn", label: form.fromOn, value: today },
    { kind: "date", name: "toOn", label: form.lastOn, hint: form.lastOnHint, optional: true },
  ];
  return <UnitActPage act="bodies" unit={unit} fields={fields} refused={refused} />;
}
