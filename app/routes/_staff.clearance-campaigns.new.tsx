import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { ActPage } from "~/components/act-page";
import { SelectField } from "~/components/select-field";
import { TextField } from "~/components/text-field";
import { inTransaction } from "~/db.server";
import { openCampaign } from "~/positions/clearance-campaigns.server";
import { CAMPAIGNS, campaignTyped, unitsForCampaign } from "~/positions/clearance-page.server";
import { clearanceText } from "~/text/clearance";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(clearanceText, (t) => t.newCampaign);

const permission = "clearance-campaign:open";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, permission);
  return { units: await unitsForCampaign(actor, new Date()) };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, permission);
  const now = new Date();
  const { typed, problems, campaign } = await campaignTyped(request, actor, now);
  if (!campaign) return data({ typed, problems, refusals: [] }, { status: 422 });
  const answer = await inTransaction((tx) => openCampaign(tx, campaign, actor.accountId, now));
  if (answer.ok) throw redirect(`${CAMPAIGNS}/${answer.campaignId}?done=opened`, { status: 303 });
  return data({ typed, problems, refusals: answer.refusals }, { status: 422 });
}

export default function NewCampaign() {
  const { units } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(clearanceText);
  const typed: Record<string, string | undefined> = refused?.typed ?? {};
  const problems = refused?.problems ?? [];
  const field = (name: string, label: string) => ({
    ...{ name, label, defaultValue: typed[name] },
    errors: problems.filter((one) => one.field === name).map(({ message }) => message),
  });
  return (
    <ActPage
      title={t.newCampaign}
      lede={t.newLede}
      crumbs={[
        { text: t.title, href: "/clearance" },
        { text: t.campaigns, href: "/clearance-campaigns" },
      ]}
      back="/clearance-campaigns"
      refusals={refused?.refusals}
      problems={problems}
      submit={t.newCampaign}
    >
      <TextField {...field("name", t.name)} maxLength={60} />
      <SelectField {...field("unitId", t.scope)} choices={units} />
      <TextField {...field("instructionNumber", t.instruction)} maxLength={200} />
      <TextField {...field("dueOn", t.dueOn)} hint={t.dateHint} figures />
    </ActPage>
  );
}
