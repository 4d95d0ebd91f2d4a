import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { requireCampaign } from "~/certification/campaign-page.server";
import { withdrawCampaign } from "~/certification/campaigns.server";
import { ReasonAct, reasonTyped } from "~/components/reason-act";
import { inTransaction } from "~/db.server";
import { renewalsText } from "~/text/renewals";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(renewalsText, (t) => t.campaign.withdrawal);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "campaign:open");
  const { campaign } = await requireCampaign(params, actor, "campaign:open", new Date());
  return { id: campaign.id, name: campaign.name };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "campaign:open");
  const now = new Date();
  const { campaign } = await requireCampaign(params, actor, "campaign:open", now);
  const reason = reasonTyped(await request.formData());
  const wanted = { campaignId: campaign.id, reason };
  const verdict = await inTransaction((tx) => withdrawCampaign(tx, wanted, actor.accountId, now));
  if (verdict.ok) throw redirect(`/campaigns/${campaign.id}?done=withdrawn`, { status: 303 });
  return data({ typed: reason, refusals: verdict.refusals }, { status: 422 });
}

export default function WithdrawCampaign() {
  const { id, name } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(renewalsText).campaign;
  return (
    <ReasonAct
      title={t.withdrawal}
      lede={t.withdrawalLede}
      crumbs={[
        { text: t.title, href: "/campaigns" },
        { text: name, href: `/campaigns/${id}` },
      ]}
      back={`/campaigns/${id}`}
      refusals={refused?.refusals}
      submit={t.withdraw}
      typed={refused?.typed}
    />
  );
}
