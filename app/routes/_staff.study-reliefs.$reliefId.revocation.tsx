import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ReasonAct, reasonTyped } from "~/components/reason-act";
import { inTransaction } from "~/db.server";
import { RELIEFS, requireRelief } from "~/study/relief-page.server";
import { revokeRelief } from "~/study/reliefs.server";
import { studyReliefsText } from "~/text/study-reliefs";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyReliefsText, (t) => t.revokeTitle);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { relief } = await requireRelief(request, params, "study-relief:revoke");
  return { name: relief.name };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const at = await requireRelief(request, params, "study-relief:revoke");
  const reason = reasonTyped(await request.formData());
  const named = { reliefId: at.relief.reliefId, reason };
  const verdict = await inTransaction((tx) => revokeRelief(tx, named, at.actor, new Date()));
  if (verdict.ok) throw redirect(`${RELIEFS}?done=revoked`, { status: 303 });
  return data({ reason, refusals: verdict.refusals }, { status: 422 });
}

export default function RevokeRelief() {
  const { name } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyReliefsText);
  return (
    <ReasonAct
      title={t.revokeTitle}
      lede={t.revokeLede}
      crumbs={[{ text: t.title, href: "/study-reliefs" }, { text: name }]}
      back="/study-reliefs"
      refusals={refused?.refusals}
      submit={t.revoke}
      typed={refused?.reason}
    />
  );
}
