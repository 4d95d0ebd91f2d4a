import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { recordLeaveAsked } from "~/casework/employment-acts.server";
import type { ActField } from "~/components/act-fields";
import { PersonActPage } from "~/components/person-act";
import { LeaveInForce } from "~/components/personnel-file/leave";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { LEAVE_KINDS } from "~/personnel/identity";
import { leaveOf } from "~/personnel/leave.server";
import { requirePersonInScope } from "~/personnel/person-scope.server";
import { statusNames } from "~/text/identity-names";
import { personnelText } from "~/text/personnel";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(personnelText, (t) => t.acts.leaves.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const page = await requirePersonInScope(request, params.personId, "person:write", new Date());
  const { actor: _, ...person } = page;
  return { person, leave: await leaveOf(prisma, page.personId, page.today) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, personId } = await requirePersonInScope(request, params.personId, "person:write", now);
  const locale = localeFrom(request);
  const t = textFor(personnelText, locale).form;
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const kind = read.choice("kind", t.leaveKind, LEAVE_KINDS);
  const fromOn = read.date("fromOn", t.fromOn);
  const toOn = read.dayAfterLast("lastOn", t.lastOn, fromOn);
  const document = read.optionalText("document", t.document, 100);
  if (!kind || !fromOn || read.problems.length > 0) return refusedForm(typed, read.problems);
  const leave = { personId, kind, fromOn, document, ...(toOn ? { toOn } : {}) };
  const answer = await inTransaction((tx) => recordLeaveAsked(tx, leave, actor.accountId, now));
  if (!answer.ok)
    return refusedForm(
      typed,
      problemsFrom(locale, answer.refusals, (code) => (code === "employment.range" ? "lastOn" : "fromOn")),
    );
  throw redirect(`/people/${personId}?done=leaves`, { status: 303 });
}

export default function Leaves() {
  const { person, leave } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { form: t } = useText(personnelText);
  const statuses = useText(statusNames);
  const fields: ActField[] = [
    {
      kind: "choice",
      name: "kind",
      label: t.leaveKind,
      choices: LEAVE_KINDS.map((value) => ({ value, text: statuses[value] })),
      empty: t.choose,
    },
    { kind: "date", name: "fromOn", label: t.fromOn },
    { kind: "date", name: "lastOn", label: t.lastOn, hint: t.lastOnHint, optional: true },
    { kind: "text", name: "document", label: t.document, optional: true },
  ];
  const aside = <LeaveInForce leave={leave} personId={person.personId} />;
  return <PersonActPage act="leaves" person={person} fields={fields} refused={refused} aside={aside} />;
}
