import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import type { ActField } from "~/components/act-fields";
import { Panel } from "~/components/panel";
import { PersonActPage } from "~/components/person-act";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { SANCTION_KINDS } from "~/personnel/identity";
import { requirePersonInScope } from "~/personnel/person-scope.server";
import { recordSanction } from "~/personnel/record.server";
import { sanctionPreview } from "~/personnel/sanction.server";
import { correctionsText } from "~/text/corrections";
import { longDate } from "~/text/dates";
import { sanctionNames } from "~/text/identity-names";
import { personnelText } from "~/text/personnel";
import { localeFrom, textFor, useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(personnelText, (t) => t.acts.sanctions.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const {
    actor: _,
    today,
    ...person
  } = await requirePersonInScope(request, params.personId, "person:write", new Date());
  return { person, today, counting: await sanctionPreview(prisma, person.personId, today) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, personId } = await requirePersonInScope(request, params.personId, "person:write", now);
  const locale = localeFrom(request);
  const t = textFor(personnelText, locale).form;
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const kind = read.choice("kind", t.sanction, SANCTION_KINDS);
  const authority = read.text("authority", t.authority, 60);
  const decisionNumber = read.text("decisionNumber", t.decisionNumber, 60);
  const fromOn = read.date("fromOn", t.sanctionFromOn);
  const toOn = read.dayAfterLast("lastOn", t.lastOn, fromOn);
  if (!kind || !authority || !decisionNumber || !fromOn || read.problems.length > 0)
    return refusedForm(typed, read.problems);
  const sanction = { personId, kind, authority, decisionNumber, fromOn, ...(toOn ? { toOn } : {}) };
  const answer = await inTransaction((tx) => recordSanction(tx, sanction, actor.accountId, now));
  if (!answer.ok)
    return refusedForm(
      typed,
      problemsFrom(locale, answer.refusals, () => "lastOn"),
    );
  throw redirect(`/people/${personId}?done=sanctions`, { status: 303 });
}

export default function Sanctions() {
  const { person, today, counting } = useLoaderData<typeof loader>();
  const correcting = useText(correctionsText).counting;
  const locale = useLocale();
  const refused = useActionData<typeof action>();
  const { form: t } = useText(personnelText);
  const sanctions = useText(sanctionNames);
  const fields: ActField[] = [
    {
      kind: "choice",
      name: "kind",
      label: t.sanction,
      choices: SANCTION_KINDS.map((value) => ({ value, text: sanctions[value] })),
      empty: t.choose,
    },
    { kind: "text", name: "authority", label: t.authority },
    { kind: "text", name: "decisionNumber", label: t.decisionNumber },
    { kind: "date", name: "fromOn", label: t.sanctionFromOn },
    { kind: "date", name: "lastOn", label: t.lastOn, hint: t.sanctionHint, optional: true },
  ];
  const aside = (
    <div className="mt-8 max-w-2xl">
      <Panel title={correcting.title}>
        <p>{correcting[counting.convention]}</p>
        <ul className="mt-2">
          {counting.lastDays.map(({ kind, lastOn }) => (
            <li key={kind}>
              {lastOn
                ? correcting.lastDay(sanctions[kind], longDate(today, locale), longDate(lastOn, locale))
                : correcting.noEnd(sanctions[kind])}
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
  return <PersonActPage act="sanctions" person={person} fields={fields} refused={refused} aside={aside} />;
}
