import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import type { ActField } from "~/components/act-fields";
import { PersonActPage } from "~/components/person-act";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction } from "~/db.server";
import { correctIdentityNumber } from "~/personnel/person.server";
import { requirePersonInScope } from "~/personnel/person-scope.server";
import { personnelText } from "~/text/personnel";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(personnelText, (t) => t.acts["identity-number-corrections"].title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor: _, ...person } = await requirePersonInScope(
    request,
    params.personId,
    "person:unmask",
    new Date(),
  );
  return { person };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, personId } = await requirePersonInScope(request, params.personId, "person:unmask", now);
  const locale = localeFrom(request);
  const t = textFor(personnelText, locale).form;
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const identityNumber = read.text("identityNumber", t.newIdentityNumber, 40);
  const evidence = read.text("evidence", t.evidence, 200);
  if (!identityNumber || !evidence) return refusedForm(typed, read.problems);
  const correction = { personId, identityNumber, evidence };
  const answer = await inTransaction((tx) => correctIdentityNumber(tx, correction, actor.accountId, now));
  if (!answer.ok)
    return refusedForm(
      typed,
      problemsFrom(locale, answer.refusals, () => "identityNumber"),
    );
  throw redirect(`/people/${personId}?done=identity-number-corrections`, { status: 303 });
}

export default function IdentityNumberCorrections() {
  const { person } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { form: t } = useText(personnelText);
  const fields: ActField[] = [
    {
      kind: "text",
      name: "identityNumber",
      label: t.newIdentityNumber,
      hint: t.identityNumberHint,
      figures: true,
    },
    { kind: "text", name: "evidence", label: t.evidence, hint: t.evidenceHint },
  ];
  return (
    <PersonActPage act="identity-number-corrections" person={person} fields={fields} refused={refused} />
  );
}
