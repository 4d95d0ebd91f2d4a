import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import type { ActField } from "~/components/act-fields";
import { PersonActPage } from "~/components/person-act";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction } from "~/db.server";
import { renamePerson } from "~/personnel/person.server";
import { requirePersonInScope } from "~/personnel/person-scope.server";
import { personnelText } from "~/text/personnel";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(personnelText, (t) => t.acts.names.title);

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
  const name = read.text("name", t.name, 60);
  const fromOn = read.date("fromOn", t.effectiveOn);
  if (!name || !fromOn) return refusedForm(typed, read.problems);
  const answer = await inTransaction((tx) =>
    renamePerson(tx, { personId, name, fromOn }, actor.accountId, now),
  );
  if (!answer.ok) return refusedForm(typed, problemsFrom(locale, answer.refusals, fieldOf));
  throw redirect(`/people/${personId}?done=names`, { status: 303 });
}

const fieldOf = (code: string) => (code === "person.renamed-later" ? "fromOn" : "name");

export default function Names() {
  const { person } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { form: t } = useText(personnelText);
  const fields: ActField[] = [
    { kind: "text", name: "name", label: t.name, hint: t.nameHint },
    { kind: "date", name: "fromOn", label: t.effectiveOn },
  ];
  return <PersonActPage act="names" person={person} fields={fields} refused={refused} />;
}
