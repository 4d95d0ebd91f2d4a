import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { recordSecondmentAsked } from "~/casework/employment-acts.server";
import type { ActField } from "~/components/act-fields";
import { PersonActPage } from "~/components/person-act";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { requirePersonInScope, unitInScope, unitsFor } from "~/personnel/person-scope.server";
import { personnelText } from "~/text/personnel";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(personnelText, (t) => t.acts.secondments.title);

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
  if (!unit) read.against("unitId", t.chosen(t.hostUnit));
  const title = read.optionalText("title", t.title, 60);
  const document = read.optionalText("document", t.document, 100);
  const fromOn = read.date("fromOn", t.fromOn);
  if (!typed.lastOn) read.against("lastOn", t.required(t.lastOn));
  const toOn = read.dayAfterLast("lastOn", t.lastOn, fromOn);
  if (!unit || !fromOn || !toOn || read.problems.length > 0) return refusedForm(typed, read.problems);
  const loan = { personId, unitId: unit.unitId, title, document, fromOn, toOn };
  const answer = await inTransaction((tx) => recordSecondmentAsked(tx, loan, actor.accountId, now));
  if (!answer.ok) return refusedForm(typed, problemsFrom(locale, answer.refusals, fieldOf));
  throw redirect(`/people/${personId}?done=secondments`, { status: 303 });
}

const fieldOf = (code: string) =>
  code === "employment.unknown-unit" || code === "employment.same-unit" ? "unitId" : "fromOn";

export default function Secondments() {
  const { person, units } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { form: t } = useText(personnelText);
  const fields: ActField[] = [
    { kind: "choice", name: "unitId", label: t.hostUnit, choices: units, empty: t.chooseUnit },
    { kind: "text", name: "title", label: t.title, optional: true },
    { kind: "date", name: "fromOn", label: t.fromOn },
    { kind: "date", name: "lastOn", label: t.lastOn, hint: t.untilHint },
    { kind: "text", name: "document", label: t.document, optional: true },
  ];
  return <PersonActPage act="secondments" person={person} fields={fields} refused={refused} />;
}
