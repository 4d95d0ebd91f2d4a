import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type ActField, ActFields } from "~/components/act-fields";
import { Button, LinkButton } from "~/components/button";
import { ErrorSummary } from "~/components/error-summary";
import { PageHead } from "~/components/page-head";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { type Correctable, correctableFacts } from "~/personnel/correctable.server";
import type { RightFact } from "~/personnel/correction";
import { correctFact } from "~/personnel/correction.server";
import { hasLeft } from "~/personnel/identity";
import { requirePersonInScope, unitsFor } from "~/personnel/person-scope.server";
import { correctionsText } from "~/text/corrections";
import { lastDayBefore } from "~/text/dates";
import { personnelText } from "~/text/personnel";
import { localeFrom, useText } from "~/text/text";
import { titled } from "~/text/title";
import { useCorrectionFields } from "./fields";
import { rightFactFrom } from "./right-fact.server";

export const meta = titled(correctionsText, (t) => t.title);

async function requireFact(
  request: Request,
  params: { personId?: string; subject?: string; versionId?: string },
  now: Date,
) {
  const page = await requirePersonInScope(request, params.personId, "person:write", now);
  const facts = isUuid(params.versionId) ? await correctableFacts(prisma, page.personId) : [];
  const fact = facts.find((one) => one.versionId === params.versionId && one.subject === params.subject);
  // Corrected or changed meanwhile, or never this person's.
  if (!fact) throw new Response(null, { status: 404 });
  return { ...page, fact };
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, today, fact, ...person } = await requireFact(request, params, new Date());
  const units = fact.subject === "employment" ? await unitsFor(prisma, actor, "person:write", today) : [];
  return { person, fact, units: units.map(({ unitId, name }) => ({ value: unitId, text: name })) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, personId, today, fact } = await requireFact(request, params, now);
  const locale = localeFrom(request);
  const t = correctionsText[locale];
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const never = typed.never === "on";
  const right = never ? null : await rightFactFrom(fact.subject, typed, read, { actor, locale, today });
  const reason = read.text("reason", t.reason, 200);
  if (!reason || read.problems.length > 0) return refusedForm(typed, read.problems);
  const { subject, versionId } = fact;
  const correction = { personId, subject, versionId, right, reason };
  const answer = await inTransaction((tx) => correctFact(tx, correction, actor.accountId, now));
  if (!answer.ok)
    return refusedForm(
      typed,
      problemsFrom(locale, answer.refusals, () => (right === null ? "never" : firstFieldOf(fact))),
    );
  throw redirect(`/people/${personId}?done=${doneOf(fact, right)}`, { status: 303 });
}

/** A death taken back says what came back with it and what did not. */
function doneOf(fact: Correctable, right: RightFact | null): keyof typeof personnelText.en.done {
  if (fact.subject !== "employment" || fact.status !== "deceased") return "corrections";
  if (right?.subject !== "employment") return "death-corrections";
  if (right.status === "deceased") return "corrections";
  return hasLeft(right.status) ? "death-replacements" : "death-corrections";
}

const firstFieldOf = (fact: Correctable) =>
  fact.subject === "name" ? "name" : fact.subject === "annual-grade" ? "grade" : "fromOn";

export default function Correction() {
  const { person, fact, units } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(correctionsText);
  const text = useText(personnelText);
  const file = `/people/${person.personId}`;
  const own = useCorrectionFields(fact, units);
  const days: ActField[] =
    "fromOn" in fact && fact.subject !== "name"
      ? [
          { kind: "date", name: "fromOn", label: text.form.fromOn, value: fact.fromOn },
          {
            kind: "date",
            name: "lastOn",
            label: text.form.lastOn,
            hint: text.form.lastOnHint,
            optional: true,
            value: fact.toOn ? lastDayBefore(fact.toOn) : "",
          },
        ]
      : [];
  const fields: ActField[] = [
    ...own,
    ...days,
    { kind: "switch", name: "never", label: t.never, hint: t.neverHints[fact.subject] },
    { kind: "text", name: "reason", label: t.reason, hint: t.reasonHint },
  ];
  return (
    <>
      <PageHead
        title={t.titleOf(t.subjects[fact.subject])}
        lede={`${person.name} ${person.maskedNumber}`}
        crumbs={[
          { text: text.title, href: "/people" },
          { text: person.name, href: file },
          { text: t.title, href: `${file}/corrections` },
          { text: t.subjects[fact.subject] },
        ]}
      />
      {refused && <ErrorSummary problems={refused.problems} />}
      <p className="lead">{t.editLede}</p>
      <form method="post" className="form max-w-2xl" noValidate>
        <ActFields fields={fields} refused={refused} />
        <div className="acts">
          <Button kind="primary">{t.submit}</Button>
          <LinkButton kind="text" href={`${file}/corrections`}>
            {t.back}
          </LinkButton>
        </div>
      </form>
    </>
  );
}
