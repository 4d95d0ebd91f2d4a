import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { enrolPersonAsked } from "~/casework/roster-asked.server";
import { Button } from "~/components/button";
import { ErrorSummary } from "~/components/error-summary";
import { PageHead } from "~/components/page-head";
import { SelectField } from "~/components/select-field";
import { TextField } from "~/components/text-field";
import { errorsAt } from "~/components/typed-form";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { EMPLOYMENT_IDENTITIES, EMPLOYMENT_STATUSES, hasLeft } from "~/personnel/identity";
import { unitInScope, unitsFor } from "~/personnel/person-scope.server";
import { STUDY_GROUP_WORDS } from "~/rulebook/words";
import { identityNames, statusNames } from "~/text/identity-names";
import { personnelText } from "~/text/personnel";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";

const statuses = EMPLOYMENT_STATUSES.filter((status) => !hasLeft(status) && status !== "seconded-in");

export const meta = titled(personnelText, (t) => t.newPerson.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "person:write");
  const units = await unitsFor(prisma, actor, "person:write", chinaDateOf(new Date()));
  return { units: units.map(({ unitId, name }) => ({ value: unitId, text: name })) };
}

export async function action({ request }: ActionFunctionArgs) {
  const now = new Date();
  const actor = await requirePermission(request, "person:write");
  const locale = localeFrom(request);
  const t = textFor(personnelText, locale).form;
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const name = read.text("name", t.name, 60);
  const identityNumber = read.text("identityNumber", t.identityNumber, 40);
  const unit = await unitInScope(actor, "person:write", typed.unitId ?? "", chinaDateOf(now));
  if (!unit) read.against("unitId", t.chosen(t.unit));
  const identity = read.choice("identity", t.identity, EMPLOYMENT_IDENTITIES);
  const status = read.choice("status", t.status, statuses);
  const title = read.optionalText("title", t.title, 60);
  const startedOn = read.date("fromOn", t.fromOn);
  const category = read.optionalChoice("category", STUDY_GROUP_WORDS) ?? null;
  if (!name || !identityNumber || !unit || !identity || !status || !startedOn || read.problems.length > 0)
    return refusedForm(typed, read.problems);
  const entry = { name, identityNumber, unitId: unit.unitId, identity, status, title, startedOn, category };
  const answer = await inTransaction((tx) =>
    enrolPersonAsked(tx, { ...entry, legalDuty: null }, "form", actor.accountId, now),
  );
  if (answer.outcome === "refused" || !answer.personId) {
    const refusals = answer.refusals.map(({ refusal }) => refusal);
    return refusedForm(typed, problemsFrom(locale, refusals, fieldOf));
  }
  const done = answer.outcome === "created" ? "registered" : "known";
  throw redirect(`/people/${answer.personId}?done=${done}`, { status: 303 });
}

const fieldOf = (code: string) => {
  if (code.startsWith("name.")) return "name";
  if (code.startsWith("training.")) return "status";
  return code.startsWith("employment.") ? "fromOn" : "identityNumber";
};

export default function NewPerson() {
  const { units } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(personnelText);
  const identities = useText(identityNames);
  const stateNames = useText(statusNames);
  const shared = (name: string, label: string) => ({
    name,
    label,
    errors: errorsAt(refused?.problems, name),
    defaultValue: refused?.typed[name],
  });
  return (
    <>
      <PageHead
        title={t.newPerson.title}
        lede={t.newPerson.lede}
        crumbs={[{ text: t.title, href: "/people" }, { text: t.newPerson.title }]}
      />
      {refused && <ErrorSummary problems={refused.problems} />}
      <form method="post" className="form max-w-2xl" noValidate>
        <TextField {...shared("name", t.form.name)} hint={t.form.nameHint} autoComplete="off" />
        <TextField
          {...shared("identityNumber", t.form.identityNumber)}
          hint={t.form.identityNumberHint}
          figures
          autoComplete="off"
          spellCheck={false}
        />
        <SelectField {...shared("unitId", t.form.unit)} choices={units} empty={t.form.chooseUnit} />
        <SelectField
          {...shared("identity", t.form.identity)}
          choices={EMPLOYMENT_IDENTITIES.map((value) => ({ value, text: identities[value] }))}
          empty={t.form.chooseIdentity}
        />
        <SelectField
          {...shared("status", t.form.status)}
          choices={statuses.map((value) => ({ value, text: stateNames[value] }))}
        />
        <TextField {...shared("title", t.form.title)} optional autoComplete="off" />
        <TextField {...shared("fromOn", t.form.fromOn)} hint={t.form.dateHint} figures inputMode="numeric" />
        <SelectField
          {...shared("category", t.form.category)}
          choices={STUDY_GROUP_WORDS.map((value) => ({ value, text: t.categories[value] }))}
          empty={t.form.noCategory}
          optional
        />
        <div className="acts">
          <Button kind="primary">{t.newPerson.submit}</Button>
        </div>
      </form>
    </>
  );
}
