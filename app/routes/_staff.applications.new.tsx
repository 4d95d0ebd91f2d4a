import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { APPLICATION_KINDS } from "~/certification/application";
import type { Wanted } from "~/certification/application-decision.server";
import {
  isSecondLiveApplication,
  type Submitted,
  submitApplication,
} from "~/certification/applications.server";
import { candidatesOf, checkCandidates, choiceFrom } from "~/certification/new-application.server";
import { Button, LinkButton } from "~/components/button";
import { CandidateResults } from "~/components/candidate-results";
import { ChoicesField } from "~/components/choices-field";
import { Empty } from "~/components/empty";
import { ErrorSummary } from "~/components/error-summary";
import { PageHead } from "~/components/page-head";
import { SelectField } from "~/components/select-field";
import { inTransaction, prisma } from "~/db.server";
import { certificationText } from "~/text/certification";
import { fieldCodes, fieldName } from "~/text/fields";
import { identityNames } from "~/text/identity-names";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { refusal, refusalsOf } from "~/verdict";

export const meta = titled(certificationText, (t) => t.newApplication.title);

/** First unit, kind and field; then people; then what stands against each of them: all by address, none of it written. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "application:submit");
  const now = new Date();
  const search = new URL(request.url).searchParams;
  const { units, unit, fields, choice } = await choiceFrom(prisma, search, actor, now);
  const people = choice ? await candidatesOf(prisma, choice.unit.unitId, now) : [];
  const chosen = people.filter(({ personId }) => search.getAll("person").includes(personId));
  return {
    units: units.map(({ unitId, name }) => ({ value: unitId, text: name })),
    fields: fields.length > 0 ? fields : fieldCodes,
    typed: {
      unit: unit?.unitId ?? "",
      kind: search.get("kind") ?? "first",
      field: search.get("field") ?? "",
    },
    step: !choice ? "choose" : chosen.length === 0 ? "people" : "check",
    people,
    noneChosen: search.has("check") && chosen.length === 0,
    checked: choice && chosen.length > 0 ? await checkCandidates(prisma, choice, chosen, now) : [],
  } as const;
}

/** Each application is decided and written by itself: one that is refused does not stop the others. */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "application:submit");
  const now = new Date();
  const form = await request.formData();
  const { choice } = await choiceFrom(prisma, form, actor, now);
  if (!choice) throw new Response(null, { status: 404 });
  const { unit, kind, field } = choice;
  const wanted = form.getAll("person").map(String);
  const people = (await candidatesOf(prisma, unit.unitId, now)).filter(({ personId }) =>
    wanted.includes(personId),
  );
  const answers = new Map<string, Submitted>();
  for (const { personId } of people)
    answers.set(
      personId,
      await submitOne({ personId, unitId: unit.unitId, kind, field }, actor.accountId, now),
    );
  const made = [...answers.values()].flatMap((answer) => (answer.ok ? [answer.applicationId] : []));
  const left = people.filter(({ personId }) => !answers.get(personId)!.ok);
  const refused = (await checkCandidates(prisma, choice, left, now)).map((checked) => ({
    ...checked,
    refusals: refusalsOf(answers.get(checked.personId)!),
  }));
  if (refused.length > 0 || made.length === 0)
    return data({ refused, submitted: made.length }, { status: 422 });
  if (made.length === 1) throw redirect(`/applications/${made[0]}?done=submitted`, { status: 303 });
  throw redirect(`/applications?done=submitted&n=${made.length}`, { status: 303 });
}

/** Of two who submit for the same person at once the database keeps one; the other is told. */
const submitOne = (wanted: Wanted, accountId: string, now: Date): Promise<Submitted> =>
  inTransaction((tx) => submitApplication(tx, wanted, accountId, now)).catch((error: unknown) => {
    if (isSecondLiveApplication(error))
      return { ok: false as const, refusals: [refusal("application.live-exists")] };
    throw error;
  });

export default function NewApplication() {
  const { step, checked, typed } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const all = useText(certificationText);
  const t = all.newApplication;
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        crumbs={[{ text: all.applications.title, href: "/applications" }, { text: t.title }]}
      />
      {answer ? (
        <CandidateResults checked={answer.refused} typed={typed} submitted={answer.submitted} />
      ) : (
        <>
          {step !== "check" && <ChooseUnit />}
          {step === "people" && <ChoosePeople />}
          {step === "check" && <CandidateResults checked={checked} typed={typed} />}
        </>
      )}
    </>
  );
}

function ChooseUnit() {
  const { units, fields, typed, step } = useLoaderData<typeof loader>();
  const all = useText(certificationText);
  const t = all.newApplication;
  const locale = useLocale();
  return (
    <form className="query">
      <SelectField label={t.unit} name="unit" choices={units} defaultValue={typed.unit} />
      <SelectField
        label={t.kind}
        name="kind"
        choices={APPLICATION_KINDS.map((kind) => ({ value: kind, text: all.kinds[kind] }))}
        defaultValue={typed.kind}
      />
      <SelectField
        label={t.field}
        name="field"
        choices={fields.map((code) => ({ value: code, text: fieldName(locale, code) }))}
        defaultValue={typed.field}
      />
      <Button kind={step === "choose" ? "primary" : "plain"}>{t.next}</Button>
    </form>
  );
}

function ChoosePeople() {
  const { people, typed, noneChosen } = useLoaderData<typeof loader>();
  const t = useText(certificationText).newApplication;
  const identities: Record<string, string> = useText(identityNames);
  if (people.length === 0)
    return <Empty title={t.nobody} acts={<LinkButton href="?">{t.change}</LinkButton>} />;
  return (
    <form className="form">
      {noneChosen && <ErrorSummary problems={[{ field: "person", message: t.noneChosen }]} />}
      {Object.entries(typed).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <ChoicesField
        name="person"
        legend={t.people}
        hint={t.peopleHint}
        many
        errors={noneChosen ? [t.noneChosen] : []}
        options={people.map(({ personId, name, identity }) => ({
          value: personId,
          text: name,
          hint: identities[identity],
        }))}
      />
      <div className="acts">
        <Button kind="primary" name="check" value="1">
          {t.check}
        </Button>
      </div>
    </form>
  );
}
