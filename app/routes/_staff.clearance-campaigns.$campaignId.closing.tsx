import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActRefused } from "~/components/act-refused";
import { inTransaction } from "~/db.server";
import { closeCampaign } from "~/positions/clearance-campaigns.server";
import { CAMPAIGNS, requireCampaign } from "~/positions/clearance-page.server";
import { requirePosted } from "~/posted.server";
import { certificationText } from "~/text/certification";
import { clearanceText } from "~/text/clearance";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(clearanceText, (t) => t.closeCampaign);

const permission = "clearance-campaign:open";
const whole = { whole: true };

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { campaign } = await requireCampaign(request, params, permission, new Date(), whole);
  requirePosted(request, `${CAMPAIGNS}/${campaign.campaignId}`);
  return { name: campaign.name, at: `${CAMPAIGNS}/${campaign.campaignId}` };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, campaign } = await requireCampaign(request, params, permission, now, whole);
  const { campaignId } = campaign;
  const verdict = await inTransaction((tx) => closeCampaign(tx, { campaignId }, actor.accountId, now));
  if (verdict.ok) throw redirect(`${CAMPAIGNS}/${campaignId}?done=closed`, { status: 303 });
  return data({ refusals: verdict.refusals }, { status: 422 });
}

export default function CampaignClosing() {
  const { name, at } = useLoaderData<typeof loader>();
  const { refused } = useText(certificationText);
  const refusals = useActionData<typeof action>()?.refusals;
  return <ActRefused verdict={refused} refusals={refusals} back={{ href: at, text: name }} />;
}
