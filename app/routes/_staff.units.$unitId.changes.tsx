import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { UnitActPage, useUnitFields } from "~/components/unit-act";
import { inTransaction, prisma } from "~/db.server";
import { changeUnit } from "~/organisation/tree.server";
import {
  requireUnitToChange,
  unitContentFrom,
  unitFieldOf,
  unitsToChoose,
} from "~/organisation/unit-form.server";
import { establishmentsOf } from "~/organisation/units.server";
import { organisationText } from "~/text/organisation";
import { localeFrom } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(organisationText, (t) => t.acts.changes.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, unit, today } = await requireUnitToChange(request, params.unitId, new Date());
  const units = await unitsToChoose(actor, today);
  const establishment = (await establishmentsOf(prisma, [unit.unitId], today)).get(unit.unitId) ?? null;
  return {
    today,
    unit: { ...unit, establishment },
    units: units.filter(({ path }) => !path.startsWith(unit.path)),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, unit, today } = await requireUnitToChange(request, params.unitId, now);
  const locale = localeFrom(request);
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const units = await unitsToChoose(actor, today);
  const content = unitContentFrom(read, typed, locale, { units, isRoot: unit.parentId === null });
  if (!content) return refusedForm(typed, read.problems);
  const change = { unitId: unit.unitId, ...content };
  const answer = await inTransaction((tx) => changeUnit(tx, change, actor.accountId, now));
  if (!answer.ok) return refusedForm(typed, problemsFrom(locale, answer.refusals, unitFieldOf));
  throw redirect(`/units/${unit.unitId}?done=changes`, { status: 303 });
}

export default function UnitChanges() {
  const { today, unit, units } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <UnitActPage act="changes" unit={unit} fields={useUnitFields(units, today, unit)} refused={refused} />
  );
}
