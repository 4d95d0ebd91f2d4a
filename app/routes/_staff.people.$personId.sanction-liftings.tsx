import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import type { ActField } from "~/components/act-fields";
import { PersonActPage } from "~/components/person-act";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { type Correctable, correctableFacts } from "~/personnel/correctable.server";
import { requirePersonInScope } from "~/personnel/person-scope.server";
import { liftSanction } from "~/personnel/sanction.server";
import { correctionsText } from "~/text/corrections";
import { lastDayBefore, longDate } from "~/text/dates";
import { sanctionNames } from "~/text/identity-names";
import { personnelText } from "~/text/personnel";
import { localeFrom, useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

type Sanction = Extract<Correctable, { subject: "sanction" }>;

export const meta = titled(personnelText, (t) => t.acts["sanction-liftings"].title);

/** Those that a decision can still end. */
async function liftable(personId: string): Promise<Sanction[]> {
  const facts = await correctableFacts(prisma, personId);
  return facts.flatMap((fact) => (fact.subject === "sanction" && fact.kind !== "expulsion" ? [fact] : []));
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const page = await requirePersonInScope(request, params.personId, "person:write", new Date());
  const { actor: _, today, ...person } = page;
  const sanctions = await liftable(person.personId);
  return { person, sanctions: sanctions.filter(({ toOn }) => toOn === null || toOn > today) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, personId } = await requirePersonInScope(request, params.personId, "person:write", now);
  const locale = localeFrom(request);
  const t = correctionsText[locale].lifting;
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const known = (await liftable(personId)).map(({ factId }) => factId);
  const factId = read.choice("factId", t.sanction, known);
  const toOn = read.date("toOn", t.liftedOn);
  const decisionNumber = read.text("decisionNumber", t.decision, 60);
  if (!factId || !toOn || !decisionNumber) return refusedForm(typed, read.problems);
  const lifting = { personId, factId, toOn, decisionNumber };
  const answer = await inTransaction((tx) => liftSanction(tx, lifting, actor.accountId, now));
  if (!answer.ok)
    return refusedForm(
      typed,
      problemsFrom(locale, answer.refusals, () => "toOn"),
    );
  throw redirect(`/people/${personId}?done=sanction-liftings`, { status: 303 });
}

export default function SanctionLiftings() {
  const { person, sanctions } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(correctionsText).lifting;
  const { form, personFile, join } = useText(personnelText);
  const kinds = useText(sanctionNames);
  const locale = useLocale();
  const fields: ActField[] = [
    {
      kind: "choice",
      name: "factId",
      label: t.sanction,
      choices: sanctions.map(({ factId, kind, decisionNumber, fromOn, toOn }) => ({
        value: factId,
        text: [
          kinds[kind],
          decisionNumber,
          toOn
            ? personFile.fromTo(longDate(fromOn, locale), longDate(lastDayBefore(toOn), locale))
            : personFile.since(longDate(fromOn, locale)),
        ].join(join),
      })),
      empty: form.choose,
    },
    { kind: "date", name: "toOn", label: t.liftedOn, hint: t.liftedOnHint },
    { kind: "text", name: "decisionNumber", label: t.decision },
  ];
  return (
    <PersonActPage act="sanction-liftings" person={person} fields={fields} refused={refused}>
      {sanctions.length === 0 && !refused ? <p>{t.none}</p> : undefined}
    </PersonActPage>
  );
}
