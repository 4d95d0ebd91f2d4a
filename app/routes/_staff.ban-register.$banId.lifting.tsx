import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { BANS, requireOutsideBan } from "~/certification/ban-page.server";
import { liftOutsideBan } from "~/certification/outside-bans.server";
import { ReasonAct, reasonTyped } from "~/components/reason-act";
import { inTransaction } from "~/db.server";
import { certificationText } from "~/text/certification";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(certificationText, (t) => t.bans.lifting.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { ban } = await requireOutsideBan(request, params, "ban:record");
  return { name: ban.name, decisionNumber: ban.decisionNumber };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, ban } = await requireOutsideBan(request, params, "ban:record");
  const reason = reasonTyped(await request.formData());
  const verdict = await inTransaction((tx) =>
    liftOutsideBan(tx, { banId: ban.id, reason }, actor.accountId, new Date()),
  );
  if (verdict.ok) throw redirect(`${BANS}?done=lifted`, { status: 303 });
  return data({ reason, refusals: verdict.refusals }, { status: 422 });
}

export default function LiftBan() {
  const { name, decisionNumber } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(certificationText).bans;
  return (
    <ReasonAct
      title={t.lifting.title}
      lede={t.lifting.lede(name, decisionNumber)}
      crumbs={[{ text: t.title, href: "/ban-register" }]}
      back="/ban-register"
      refusals={refused?.refusals}
      submit={t.lifting.submit}
      typed={refused?.reason}
    />
  );
}
