import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, yearOf } from "~/calendar";
import {
  type CampaignField,
  campaignTyped,
  LONGEST_NAME,
  openingChoices,
} from "~/certification/campaign-page.server";
import { openCampaign } from "~/certification/campaigns.server";
import { ActPage } from "~/components/act-page";
import { ChoicesField } from "~/components/choices-field";
import { SelectField } from "~/components/select-field";
import { TextField } from "~/components/text-field";
import { inTransaction, prisma } from "~/db.server";
import { renewalsText } from "~/text/renewals";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(renewalsText, (t) => t.campaign.new);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "campaign:open");
  const now = new Date();
  const { units, kinds } = await openingChoices(prisma, actor, now);
  return {
    units: units.map(({ unitId, shortName }) => ({ value: unitId, text: shortName })),
    kinds,
    thisYear: yearOf(chinaDateOf(now)),
    longest: LONGEST_NAME,
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "campaign:open");
  const now = new Date();
  const { units, kinds } = await openingChoices(prisma, actor, now);
  const { typed, missing, campaign } = campaignTyped(await request.formData(), units, kinds);
  if (!campaign) return data({ typed, missing, refusals: [] }, { status: 422 });
  const answer = await inTransaction((tx) => openCampaign(tx, campaign, actor.accountId, now));
  if (answer.ok) throw redirect(`/campaigns/${answer.campaignId}?done=opened`, { status: 303 });
  return data({ typed, missing, refusals: answer.refusals }, { status: 422 });
}

export default function NewCampaign() {
  const { units, kinds, thisYear, longest } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(renewalsText).campaign;
  const labels = {
    kind: t.kind,
    unit: t.unit,
    name: t.name,
    from: t.from,
    to: t.to,
    due: t.due,
    year: t.year,
  };
  const errorsOf = (name: CampaignField) =>
    refused?.missing.includes(name) ? [t.missing(labels[name])] : [];
  const field = (name: CampaignField) => ({
    ...{ name, label: labels[name], errors: errorsOf(name), defaultValue: refused?.typed[name] },
  });
  const reviewed = kinds.includes("review");
  return (
    <ActPage
      title={t.new}
      lede={t.newLede}
      crumbs={[{ text: t.title, href: "/campaigns" }]}
      back="/campaigns"
      refusals={refused?.refusals}
      problems={(refused?.missing ?? []).map((name) => ({ field: name, message: t.missing(labels[name]) }))}
      submit={t.submit}
    >
      {reviewed ? (
        <ChoicesField
          name="kind"
          legend={t.kind}
          errors={errorsOf("kind")}
          chosen={refused ? [refused.typed.kind] : []}
          options={kinds.map((kind) => ({ value: kind, text: t.kinds[kind] }))}
        />
      ) : (
        <input type="hidden" name="kind" value="renewal" />
      )}
      <SelectField {...field("unit")} choices={units} />
      <TextField {...field("name")} maxLength={longest} />
      <TextField {...field("from")} hint={reviewed ? t.fromHint : t.dateHint} figures />
      <TextField {...field("to")} hint={reviewed ? t.toHint : undefined} figures />
      <TextField {...field("due")} hint={reviewed ? t.dueHint : undefined} optional={reviewed} figures />
      {reviewed && (
        <TextField
          {...field("year")}
          defaultValue={refused?.typed.year ?? String(thisYear)}
          optional
          figures
        />
      )}
    </ActPage>
  );
}
