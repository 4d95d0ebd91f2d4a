import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ReasonAct, reasonTyped } from "~/components/reason-act";
import { inTransaction } from "~/db.server";
import { officeOf, RELIEFS, requireRelief } from "~/study/relief-page.server";
import { decideRelief } from "~/study/reliefs.server";
import { studyReliefsText } from "~/text/study-reliefs";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyReliefsText, (t) => t.refuseTitle);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { relief } = await requireRelief(request, params, "study-relief:decide");
  return { name: relief.name };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const at = await requireRelief(request, params, "study-relief:decide");
  const reason = reasonTyped(await request.formData());
  const { reliefId } = at.relief;
  const answer = { reliefId, office: officeOf(at.actor, at), decision: "refused" as const, reason };
  const verdict = await inTransaction((tx) => decideRelief(tx, answer, at.actor, new Date()));
  if (verdict.ok) throw redirect(`${RELIEFS}?done=refused`, { status: 303 });
  return data({ reason, refusals: verdict.refusals }, { status: 422 });
}

export default function RefuseRelief() {
  const { name } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyReliefsText);
  return (
    <ReasonAct
      title={t.refuseTitle}
      lede={t.refuseLede}
      crumbs={[{ text: t.title, href: "/study-reliefs" }, { text: name }]}
      back="/study-reliefs"
      refusals={refused?.refusals}
      submit={t.refuse}
      typed={refused?.reason}
    />
  );
}
