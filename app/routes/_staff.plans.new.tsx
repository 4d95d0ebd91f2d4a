import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, yearOf } from "~/calendar";
import { ActPage } from "~/components/act-page";
import { ChoicesField } from "~/components/choices-field";
import { SelectField } from "~/components/select-field";
import { TextField } from "~/components/text-field";
import { errorsAt } from "~/components/typed-form";
import { readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { PLAN_AUDIENCES } from "~/plans/plan";
import { createPlan } from "~/plans/plan-drafting.server";
import { common } from "~/text/common";
import { plansText } from "~/text/plans";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";

const LONGEST_NAME = 80;
const LONGEST_DOCUMENT = 80;

export const meta = titled(plansText, (t) => t.drawUp);

export async function loader({ request }: LoaderFunctionArgs) {
  return choices(request);
}

/** Plans are drawn up for this year and the next. */
async function choices(request: Request) {
  const actor = await requirePermission(request, "plan:write");
  const today = chinaDateOf(new Date());
  const units = await unitsUnder(prisma, pathsFor(actor, "plan:write"), today);
  return {
    units: units.map(({ unitId, name }) => ({ value: unitId, text: name })),
    years: [yearOf(today), yearOf(today) + 1],
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "plan:write");
  const { units, years } = await choices(request);
  const locale = localeFrom(request);
  const t = textFor(plansText, locale).form;
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const unitId = read.choice(
    "unitId",
    t.unit,
    units.map(({ value }) => value),
  );
  const year = read.choice("year", t.year, years.map(String));
  const audience = read.choice("audience", t.audience, PLAN_AUDIENCES);
  const title = read.text("title", t.name, LONGEST_NAME);
  const document = read.optionalText("document", t.document, LONGEST_DOCUMENT);
  if (!unitId || !year || !audience || !title || read.problems.length > 0)
    return refusedForm(typed, read.problems);
  const plan = { unitId, year: Number(year), audience, title, document };
  const { planId, isNew } = await inTransaction((tx) => createPlan(tx, plan, actor.accountId, new Date()));
  throw redirect(`/plans/${planId}${isNew ? "?done=created" : ""}`, { status: 303 });
}

export default function NewPlan() {
  const { units, years } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(plansText);
  const { year: yearName } = useText(common);
  const about = (name: string, label: string) => ({
    name,
    label,
    defaultValue: refused?.typed[name],
    errors: errorsAt(refused?.problems, name),
  });
  return (
    <ActPage
      title={t.drawUp}
      lede={t.drawUpLede}
      crumbs={[{ text: t.title, href: "/plans" }]}
      back="/plans"
      problems={refused?.problems}
      submit={t.create}
    >
      <SelectField {...about("unitId", t.form.unit)} choices={units} empty={t.form.noUnit} />
      <ChoicesField
        name="year"
        legend={t.form.year}
        options={years.map((year) => ({ value: String(year), text: yearName(year) }))}
        chosen={[refused?.typed.year ?? String(years.at(-1))]}
        errors={errorsAt(refused?.problems, "year")}
      />
      <ChoicesField
        name="audience"
        legend={t.form.audience}
        options={PLAN_AUDIENCES.map((value) => ({ value, text: t.audiences[value] }))}
        chosen={[refused?.typed.audience ?? "leading-cadres"]}
        errors={errorsAt(refused?.problems, "audience")}
      />
      <TextField {...about("title", t.form.name)} maxLength={LONGEST_NAME} />
      <TextField
        {...about("document", t.form.document)}
        hint={t.form.documentHint}
        maxLength={LONGEST_DOCUMENT}
        optional
      />
    </ActPage>
  );
}
