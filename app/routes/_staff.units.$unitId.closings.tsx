import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { closeUnit } from "~/casework/unit-closing.server";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { UnitActPage } from "~/components/unit-act";
import { inTransaction } from "~/db.server";
import { requireUnitToChange } from "~/organisation/unit-form.server";
import { organisationText } from "~/text/organisation";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(organisationText, (t) => t.acts.closings.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { unit, today } = await requireUnitToChange(request, params.unitId, new Date());
  return { unit, today };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, unit } = await requireUnitToChange(request, params.unitId, now);
  const { unitId } = unit;
  const locale = localeFrom(request);
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const toOn = read.date("toOn", textFor(organisationText, locale).form.toOn);
  if (!toOn) return refusedForm(typed, read.problems);
  const answer = await inTransaction((tx) => closeUnit(tx, { unitId, toOn }, actor.accountId, now));
  if (!answer.ok)
    return refusedForm(
      typed,
      problemsFrom(locale, answer.refusals, () => "toOn"),
    );
  throw redirect("/units?done=closings", { status: 303 });
}

export default function UnitClosings() {
  const { unit, today } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { form } = useText(organisationText);
  const toOn = { kind: "date", name: "toOn", label: form.toOn, hint: form.toOnHint, value: today } as const;
  return <UnitActPage act="closings" unit={unit} fields={[toOn]} refused={refused} />;
}
