import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import type { ActField } from "~/components/act-fields";
import { Notice } from "~/components/notice";
import { PersonActPage } from "~/components/person-act";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { unitsById } from "~/organisation/units.server";
import { requirePersonInScope } from "~/personnel/person-scope.server";
import { changeSecondmentEnd, secondmentOf } from "~/personnel/secondment.server";
import { lastDayBefore, longDate } from "~/text/dates";
import { leaveAndLoanText } from "~/text/leave-and-loan";
import { personnelText } from "~/text/personnel";
import { localeFrom, textFor, useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(personnelText, (t) => t.acts["secondment-ends"].title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const page = await requirePersonInScope(request, params.personId, "person:write", new Date());
  const { actor: _, ...person } = page;
  const loan = await secondmentOf(prisma, page.personId, page.today);
  const units = loan ? await unitsById(prisma, [loan.hostUnitId], page.today) : new Map();
  return { person, loan, hostName: (loan && units.get(loan.hostUnitId)?.name) ?? "" };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, personId } = await requirePersonInScope(request, params.personId, "person:write", now);
  const locale = localeFrom(request);
  const t = textFor(personnelText, locale).form;
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  if (!typed.lastOn) read.against("lastOn", t.required(t.newLastOn));
  const toOn = read.dayAfterLast("lastOn", t.newLastOn, null);
  const document = read.optionalText("document", t.document, 100);
  if (!toOn || read.problems.length > 0) return refusedForm(typed, read.problems);
  const change = { personId, toOn, document };
  const answer = await inTransaction((tx) => changeSecondmentEnd(tx, change, actor.accountId, now));
  if (!answer.ok)
    return refusedForm(
      typed,
      problemsFrom(locale, answer.refusals, () => "lastOn"),
    );
  throw redirect(`/people/${personId}?done=secondment-ends`, { status: 303 });
}

export default function SecondmentEnds() {
  const { person, loan, hostName } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { form: t, personFile } = useText(personnelText);
  const { loan: words } = useText(leaveAndLoanText);
  const locale = useLocale();
  const day = (on: string) => longDate(on, locale);
  const fields: ActField[] = [
    {
      kind: "date",
      name: "lastOn",
      label: t.newLastOn,
      hint: t.untilHint,
      value: loan?.toOn ? lastDayBefore(loan.toOn) : "",
    },
    { kind: "text", name: "document", label: t.document, optional: true },
  ];
  const period =
    loan &&
    (loan.toOn
      ? personFile.fromTo(day(loan.fromOn), day(lastDayBefore(loan.toOn)))
      : personFile.since(day(loan.fromOn)));
  return (
    <PersonActPage
      act="secondment-ends"
      person={person}
      fields={fields}
      refused={refused}
      aside={period && <Notice>{words.now(hostName, period)}</Notice>}
    >
      {loan ? undefined : <Notice>{words.none}</Notice>}
    </PersonActPage>
  );
}
