import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type ActField, ActFields } from "~/components/act-fields";
import { ActPage } from "~/components/act-page";
import { readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction } from "~/db.server";
import { POWER_KINDS } from "~/positions/power";
import { addPower } from "~/positions/powers.server";
import { unitWithPosts } from "~/positions/unit-page.server";
import { fieldChoices, fieldCodes } from "~/text/fields";
import { powersText } from "~/text/powers";
import { localeFrom, textFor, useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(powersText, (t) => t.add);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { unit, today } = await unitWithPosts(request, params.unitId, "position:write", new Date());
  return { unit: { unitId: unit.unitId, name: unit.name }, today };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, unit } = await unitWithPosts(request, params.unitId, "position:write", now);
  const locale = localeFrom(request);
  const t = textFor(powersText, locale);
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const name = read.text("name", t.name, 200);
  const kind = read.choice("kind", t.kind, POWER_KINDS);
  const field = read.optionalChoice("field", fieldCodes) ?? null;
  const basis = read.text("basis", t.basis, 500);
  const fromOn = read.date("fromOn", t.fromOn);
  const toOn = read.dayAfterLast("toOn", t.lastOn, fromOn) ?? null;
  if (!name || !kind || !basis || !fromOn || read.problems.length > 0)
    return refusedForm(typed, read.problems);
  const power = { unitId: unit.unitId, name, kind, field, basis, fromOn, toOn };
  await inTransaction((tx) => addPower(tx, power, actor.accountId, now));
  throw redirect(`/units/${unit.unitId}/powers?done=added`, { status: 303 });
}

export default function NewPower() {
  const { unit, today } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(powersText);
  const locale = useLocale();
  const back = `/units/${unit.unitId}/powers`;
  const fields: ActField[] = [
    { kind: "text", name: "name", label: t.name },
    {
      ...{ kind: "choice", name: "kind", label: t.kind, empty: t.choose },
      choices: POWER_KINDS.map((value) => ({ value, text: t.kinds[value] })),
    },
    {
      ...{ kind: "choice", name: "field", label: t.field, empty: t.noField, optional: true },
      choices: fieldChoices(locale),
    },
    { kind: "text", name: "basis", label: t.basis, hint: t.basisHint },
    { kind: "date", name: "fromOn", label: t.fromOn, value: today },
    { kind: "date", name: "toOn", label: t.lastOn, hint: t.lastOnHint, optional: true },
  ];
  return (
    <ActPage
      title={t.add}
      lede={t.addLede}
      crumbs={[
        { text: unit.name, href: `/units/${unit.unitId}` },
        { text: t.title, href: back },
      ]}
      back={back}
      problems={refused?.problems}
      submit={t.add}
    >
      <ActFields fields={fields} refused={refused} />
    </ActPage>
  );
}
