import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { addDays, type DateOn } from "~/calendar";
import { endLegalDutyAsked } from "~/casework/employment-acts.server";
import type { ActField } from "~/components/act-fields";
import { PersonActPage } from "~/components/person-act";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { unitsById } from "~/organisation/units.server";
import { personnelFacts } from "~/personnel/facts.server";
import { requirePersonInScope } from "~/personnel/person-scope.server";
import { personnelText } from "~/text/personnel";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(personnelText, (t) => t.acts["legal-duty-endings"].title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const page = await requirePersonInScope(request, params.personId, "person:write", new Date());
  const { actor: _, ...person } = page;
  return { person, duties: await openDuties(page.personId, page.today) };
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
  const duty = (await openDuties(personId, today)).find((one) => one.value === typed.duty);
  if (!duty) read.against("duty", t.chosen(t.duty));
  const lastOn = read.date("lastOn", t.lastOn);
  if (!duty || !lastOn) return refusedForm(typed, read.problems);
  const ending = { personId, unitId: duty.unitId, kind: duty.kind, toOn: addDays(lastOn, 1) };
  const answer = await inTransaction((tx) => endLegalDutyAsked(tx, ending, actor.accountId, now));
  if (!answer.ok)
    return refusedForm(
      typed,
      problemsFrom(locale, answer.refusals, () => "lastOn"),
    );
  throw redirect(`/people/${personId}?done=legal-duty-endings`, { status: 303 });
}

/** Duties that still run, by what a form can name. */
async function openDuties(personId: string, today: DateOn) {
  const facts = (await personnelFacts(prisma, [personId], { trueOn: today })).get(personId);
  const open = (facts?.legalDuties ?? []).filter((duty) => duty.toOn === null || duty.toOn > today);
  const ids = open.map((duty) => duty.unitId);
  const units = await unitsById(prisma, ids, today);
  return open.map(({ unitId, kind, fullTime }) => ({
    value: `${unitId} ${kind}`,
    unitId,
    kind,
    fullTime,
    unitName: units.get(unitId)?.name ?? "",
  }));
}

export default function LegalDutyEndings() {
  const { person, duties } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(personnelText);
  const fields: ActField[] = [
    {
      kind: "choice",
      name: "duty",
      label: t.form.duty,
      choices: duties.map(({ value, unitName, kind, fullTime }) => ({
        value,
        text: `${unitName} · ${t.duties[kind]} · ${fullTime ? t.fullTime.yes : t.fullTime.no}`,
      })),
    },
    { kind: "date", name: "lastOn", label: t.form.lastOn },
  ];
  return <PersonActPage act="legal-duty-endings" person={person} fields={fields} refused={refused} />;
}
