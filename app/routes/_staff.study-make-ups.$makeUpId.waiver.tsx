import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ReasonAct, reasonTyped } from "~/components/reason-act";
import { inTransaction } from "~/db.server";
import { waiveMakeUp } from "~/study/make-ups.server";
import { requireMakeUp } from "~/study/session-page.server";
import { studySessionsText } from "~/text/study-sessions";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studySessionsText, (t) => t.makeUp.waiveTitle);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { makeUp, name } = await requireMakeUp(request, params, "study-session:waive", new Date());
  return { name, title: makeUp.title };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, makeUp } = await requireMakeUp(request, params, "study-session:waive", now);
  const { makeUpId } = makeUp;
  const reason = reasonTyped(await request.formData());
  const verdict = await inTransaction((tx) => waiveMakeUp(tx, { makeUpId, reason }, actor.accountId, now));
  if (verdict.ok) throw redirect("/study-make-ups?done=waived", { status: 303 });
  return data({ reason, refusals: verdict.refusals }, { status: 422 });
}

export default function Waiver() {
  const { name, title } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studySessionsText);
  return (
    <ReasonAct
      title={t.makeUp.waiveTitle}
      lede={t.makeUp.waiveLede(name, title)}
      crumbs={[{ text: t.makeUp.title, href: "/study-make-ups" }]}
      back="/study-make-ups"
      refusals={refused?.refusals}
      submit={t.makeUp.waive}
      typed={refused?.reason}
    />
  );
}
