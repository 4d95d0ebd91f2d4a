import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { recordEmploymentAsked } from "~/casework/employment-acts.server";
import type { ActField } from "~/components/act-fields";
import { PersonActPage } from "~/components/person-act";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { EMPLOYMENT_RELATIONS } from "~/personnel/employment";
import { EMPLOYMENT_IDENTITIES, EMPLOYMENT_STATUSES } from "~/personnel/identity";
import { requirePersonInScope, unitInScope, unitsFor } from "~/personnel/person-scope.server";
import { identityNames, statusNames } from "~/text/identity-names";
import { personnelText } from "~/text/personnel";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(personnelText, (t) => t.acts.employments.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const page = await requirePersonInScope(request, params.personId, "person:write", new Date());
  const { actor, ...person } = page;
  const units = await unitsFor(prisma, actor, "person:write", page.today);
  return { person, units: units.map(({ unitId, name }) => ({ value: unitId, text: name })) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, personId, today } = await requirePersonInScope(
    request,
    params.personId,
    "person:write",
    now,
  );
  const locale = localeFrom(request);
  const t = textFor(personnelText, locale).form;
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const unit = await unitInScope(actor, "person:write", typed.unitId ?? "", today);
  if (!unit) read.against("unitId", t.chosen(t.unit));
  const relation = read.choice("relation", t.relation, EMPLOYMENT_RELATIONS);
  const identity = read.choice("identity", t.identity, EMPLOYMENT_IDENTITIES);
  const status = read.choice("status", t.status, EMPLOYMENT_STATUSES);
  const title = read.optionalText("title", t.title, 60);
  const document = read.optionalText("document", t.document, 100);
  const fromOn = read.date("fromOn", t.fromOn);
  const toOn = read.dayAfterLast("lastOn", t.lastOn, fromOn) ?? null;
  if (!unit || !relation || !identity || !status || !fromOn || read.problems.length > 0)
    return refusedForm(typed, read.problems);
  const employment = {
    personId,
    unitId: unit.unitId,
    relation,
    identity,
    status,
    title,
    document,
    fromOn,
    toOn,
  };
  const answer = await inTransaction((tx) => recordEmploymentAsked(tx, employment, actor.accountId, now));
  if (!answer.ok) return refusedForm(typed, problemsFrom(locale, answer.refusals, fieldOf));
  throw redirect(`/people/${personId}?done=employments`, { status: 303 });
}

const fieldOf = (code: string) =>
  code === "employment.unknown-unit"
    ? "unitId"
    : code === "employment.status-of-relation"
      ? "status"
      : "fromOn";

export default function Employments() {
  const { person, units } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { form: t, relations } = useText(personnelText);
  const identities = useText(identityNames);
  const statuses = useText(statusNames);
  const fields: ActField[] = [
    { kind: "choice", name: "unitId", label: t.unit, choices: units, empty: t.chooseUnit },
    {
      kind: "choice",
      name: "relation",
      label: t.relation,
      choices: EMPLOYMENT_RELATIONS.map((value) => ({ value, text: relations[value] })),
    },
    {
      kind: "choice",
      name: "identity",
      label: t.identity,
      choices: EMPLOYMENT_IDENTITIES.map((value) => ({ value, text: identities[value] })),
      empty: t.chooseIdentity,
    },
    {
      kind: "choice",
      name: "status",
      label: t.status,
      choices: EMPLOYMENT_STATUSES.map((value) => ({ value, text: statuses[value] })),
    },
    { kind: "text", name: "title", label: t.title, optional: true },
    { kind: "date", name: "fromOn", label: t.fromOn },
    { kind: "date", name: "lastOn", label: t.lastOn, hint: t.lastOnHint, optional: true },
    { kind: "text", name: "document", label: t.document, optional: true },
  ];
  return <PersonActPage act="employments" person={person} fields={fields} refused={refused} />;
}
