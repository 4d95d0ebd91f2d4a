import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { changeEmploymentAsked, probationReasons } from "~/casework/employment-acts.server";
import type { ActField } from "~/components/act-fields";
import { Notice } from "~/components/notice";
import { PersonActPage } from "~/components/person-act";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { EMPLOYMENT_RELATIONS } from "~/personnel/employment";
import { EMPLOYMENT_IDENTITIES, EMPLOYMENT_STATUSES } from "~/personnel/identity";
import { requirePersonInScope } from "~/personnel/person-scope.server";
import { identityNames, statusNames } from "~/text/identity-names";
import { personnelText } from "~/text/personnel";
import { refusalIn } from "~/text/refusals";
import { localeFrom, textFor, useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(personnelText, (t) => t.acts["employment-changes"].title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const page = await requirePersonInScope(request, params.personId, "person:write", new Date());
  const { actor: _, ...person } = page;
  const { warnings } = await probationReasons(prisma, page.personId, page.today, "meanwhile");
  return { person, warnings };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, personId } = await requirePersonInScope(request, params.personId, "person:write", now);
  const locale = localeFrom(request);
  const t = textFor(personnelText, locale).form;
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const relation = read.choice("relation", t.relation, EMPLOYMENT_RELATIONS);
  const identity = read.optionalChoice("identity", EMPLOYMENT_IDENTITIES);
  const status = read.optionalChoice("status", EMPLOYMENT_STATUSES);
  const title = read.optionalText("title", t.title, 60);
  const document = read.optionalText("document", t.document, 100);
  const fromOn = read.date("fromOn", t.effectiveOn);
  const toOn = read.dayAfterLast("lastOn", t.lastOn, fromOn);
  if (!relation || !fromOn || read.problems.length > 0) return refusedForm(typed, read.problems);
  const change = {
    personId,
    relation,
    fromOn,
    document,
    ...(identity ? { identity } : {}),
    ...(status ? { status } : {}),
    ...(title === null ? {} : { title }),
    ...(toOn ? { toOn } : {}),
  };
  const answer = await inTransaction((tx) => changeEmploymentAsked(tx, change, actor.accountId, now));
  if (!answer.ok)
    return refusedForm(
      typed,
      problemsFrom(locale, answer.refusals, () => "fromOn"),
    );
  throw redirect(`/people/${personId}?done=employment-changes`, { status: 303 });
}

export default function EmploymentChanges() {
  const { person, warnings } = useLoaderData<typeof loader>();
  const locale = useLocale();
  const refused = useActionData<typeof action>();
  const { form: t, relations } = useText(personnelText);
  const identities = useText(identityNames);
  const statuses = useText(statusNames);
  const fields: ActField[] = [
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
      empty: t.keepIdentity,
    },
    {
      kind: "choice",
      name: "status",
      label: t.status,
      choices: EMPLOYMENT_STATUSES.map((value) => ({ value, text: statuses[value] })),
      empty: t.keepStatus,
    },
    { kind: "text", name: "title", label: t.title, optional: true },
    { kind: "date", name: "fromOn", label: t.effectiveOn },
    { kind: "date", name: "lastOn", label: t.lastOn, hint: t.lastOnHint, optional: true },
    { kind: "text", name: "document", label: t.document, optional: true },
  ];
  const aside = warnings.map((warning) => {
    const { sentence, cure } = refusalIn(locale, warning);
    return (
      <div className="mt-8 max-w-2xl" key={warning.code}>
        <Notice tone="warn" title={sentence}>
          {cure}
        </Notice>
      </div>
    );
  });
  return (
    <PersonActPage act="employment-changes" person={person} fields={fields} refused={refused} aside={aside} />
  );
}
