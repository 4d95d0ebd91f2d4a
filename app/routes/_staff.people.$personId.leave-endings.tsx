import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import type { ActField } from "~/components/act-fields";
import { PersonActPage } from "~/components/person-act";
import { LeaveInForce } from "~/components/personnel-file/leave";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { endLeave, leaveOf } from "~/personnel/leave.server";
import { requirePersonInScope } from "~/personnel/person-scope.server";
import { personnelText } from "~/text/personnel";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(personnelText, (t) => t.acts["leave-endings"].title);

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
  const backOn = read.date("backOn", t.backOn);
  if (!backOn) return refusedForm(typed, read.problems);
  const answer = await inTransaction((tx) => endLeave(tx, { personId, backOn }, actor.accountId, now));
  if (!answer.ok)
    return refusedForm(
      typed,
      problemsFrom(locale, answer.refusals, () => "backOn"),
    );
  throw redirect(`/people/${personId}?done=leave-endings`, { status: 303 });
}

export default function LeaveEndings() {
  const { person, leave } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { form: t } = useText(personnelText);
  const fields: ActField[] = [{ kind: "date", name: "backOn", label: t.backOn, hint: t.backHint }];
  const now = <LeaveInForce leave={leave} personId={person.personId} />;
  return (
    <PersonActPage act="leave-endings" person={person} fields={fields} refused={refused} aside={leave && now}>
      {leave ? undefined : now}
    </PersonActPage>
  );
}
