import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { transferEmploymentAsked } from "~/casework/employment-acts.server";
import type { ActField } from "~/components/act-fields";
import { PersonActPage } from "~/components/person-act";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { EMPLOYMENT_IDENTITIES } from "~/personnel/identity";
import { requirePersonInScope, unitInScope, unitsFor } from "~/personnel/person-scope.server";
import { identityNames } from "~/text/identity-names";
import { personnelText } from "~/text/personnel";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(personnelText, (t) => t.acts.transfers.title);

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
  if (!unit) read.against("unitId", t.chosen(t.newUnit));
  const identity = read.optionalChoice("identity", EMPLOYMENT_IDENTITIES);
  const title = read.optionalText("title", t.title, 60);
  const document = read.optionalText("document", t.document, 100);
  const fromOn = read.date("fromOn", t.transferOn);
  if (!unit || !fromOn || read.problems.length > 0) return refusedForm(typed, read.problems);
  const transfer = {
    personId,
    unitId: unit.unitId,
    title,
    document,
    fromOn,
    ...(identity ? { identity } : {}),
  };
  const answer = await inTransaction((tx) => transferEmploymentAsked(tx, transfer, actor.accountId, now));
  if (!answer.ok) return refusedForm(typed, problemsFrom(locale, answer.refusals, fieldOf));
  throw redirect(`/people/${personId}?done=transfers`, { status: 303 });
}

const fieldOf = (code: string) =>
  code === "employment.unknown-unit" || code === "employment.same-unit" ? "unitId" : "fromOn";

export default function Transfers() {
  const { person, units } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { form: t } = useText(personnelText);
  const identities = useText(identityNames);
  const fields: ActField[] = [
    { kind: "choice", name: "unitId", label: t.newUnit, choices: units, empty: t.chooseUnit },
    { kind: "date", name: "fromOn", label: t.transferOn, hint: t.transferHint },
    {
      kind: "choice",
      name: "identity",
      label: t.identity,
      choices: EMPLOYMENT_IDENTITIES.map((value) => ({ value, text: identities[value] })),
      empty: t.keepIdentity,
    },
    { kind: "text", name: "title", label: t.title, optional: true },
    { kind: "text", name: "document", label: t.document, optional: true },
  ];
  return <PersonActPage act="transfers" person={person} fields={fields} refused={refused} />;
}
