import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { recordLegalDutyAsked } from "~/casework/employment-acts.server";
import type { ActField } from "~/components/act-fields";
import { PersonActPage } from "~/components/person-act";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { LEGAL_DUTY_KINDS } from "~/personnel/duty";
import { requirePersonInScope, unitInScope, unitsFor } from "~/personnel/person-scope.server";
import { personnelText } from "~/text/personnel";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";

const HOURS = ["yes", "no"] as const;

export const meta = titled(personnelText, (t) => t.acts["legal-duties"].title);

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
  const kind = read.choice("kind", t.dutyKind, LEGAL_DUTY_KINDS);
  const hours = read.choice("fullTime", t.fullTime, HOURS);
  const fromOn = read.date("fromOn", t.fromOn);
  const toOn = read.dayAfterLast("lastOn", t.lastOn, fromOn) ?? null;
  if (!unit || !kind || !hours || !fromOn || read.problems.length > 0)
    return refusedForm(typed, read.problems);
  const duty = { personId, unitId: unit.unitId, kind, fullTime: hours === "yes", fromOn, toOn };
  const answer = await inTransaction((tx) => recordLegalDutyAsked(tx, duty, actor.accountId, now));
  if (!answer.ok)
    return refusedForm(
      typed,
      problemsFrom(locale, answer.refusals, () => "fromOn"),
    );
  throw redirect(`/people/${personId}?done=legal-duties`, { status: 303 });
}

export default function LegalDuties() {
  const { person, units } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { form: t, duties, fullTime } = useText(personnelText);
  const fields: ActField[] = [
    { kind: "choice", name: "unitId", label: t.unit, choices: units, empty: t.chooseUnit },
    {
      kind: "choice",
      name: "kind",
      label: t.dutyKind,
      choices: LEGAL_DUTY_KINDS.map((value) => ({ value, text: duties[value] })),
    },
    {
      kind: "choice",
      name: "fullTime",
      label: t.fullTime,
      choices: HOURS.map((value) => ({ value, text: fullTime[value] })),
    },
    { kind: "date", name: "fromOn", label: t.fromOn },
    { kind: "date", name: "lastOn", label: t.lastOn, hint: t.lastOnHint, optional: true },
  ];
  return <PersonActPage act="legal-duties" person={person} fields={fields} refused={refused} />;
}
