import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { endEmploymentAsked } from "~/casework/employment-acts.server";
import type { ActField } from "~/components/act-fields";
import { PersonActPage } from "~/components/person-act";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction } from "~/db.server";
import { EMPLOYMENT_STATUSES, hasLeft } from "~/personnel/identity";
import { requirePersonInScope } from "~/personnel/person-scope.server";
import { statusNames } from "~/text/identity-names";
import { personnelText } from "~/text/personnel";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";

const waysToLeave = EMPLOYMENT_STATUSES.filter(hasLeft);

export const meta = titled(personnelText, (t) => t.acts["employment-endings"].title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor: _, ...person } = await requirePersonInScope(
    request,
    params.personId,
    "person:write",
    new Date(),
  );
  return { person };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, personId } = await requirePersonInScope(request, params.personId, "person:write", now);
  const locale = localeFrom(request);
  const t = textFor(personnelText, locale).form;
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const status = read.choice("status", t.status, waysToLeave);
  const toOn = read.date("toOn", t.endOn);
  if (!status || !toOn) return refusedForm(typed, read.problems);
  const ending = { personId, relation: "home" as const, toOn, status };
  const answer = await inTransaction((tx) => endEmploymentAsked(tx, ending, actor.accountId, now));
  if (!answer.ok)
    return refusedForm(
      typed,
      problemsFrom(locale, answer.refusals, () => "toOn"),
    );
  throw redirect(`/people/${personId}?done=employment-endings`, { status: 303 });
}

export default function EmploymentEndings() {
  const { person } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { form: t } = useText(personnelText);
  const statuses = useText(statusNames);
  const fields: ActField[] = [
    {
      kind: "choice",
      name: "status",
      label: t.status,
      choices: waysToLeave.map((value) => ({ value, text: statuses[value] })),
      empty: t.choose,
    },
    { kind: "date", name: "toOn", label: t.endOn, hint: t.endHint },
  ];
  return <PersonActPage act="employment-endings" person={person} fields={fields} refused={refused} />;
}
