/** Campaigns that wait for an officer's units: how many of their people are left, and until when. */
import { type Actor, pathsFor } from "~/access/permissions";
import { chinaDateOf, type DateOn } from "~/calendar";
import type { CampaignKind } from "~/certification/campaign";
import { workHref } from "~/certification/campaign-page.server";
import { campaignProgress } from "~/certification/campaign-progress.server";
import { campaignsReaching } from "~/certification/campaigns.server";
import type { Tx } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";

export type CampaignMatter = {
  campaignId: string;
  name: string;
  kind: CampaignKind;
  dueOn: DateOn;
  /** Of how many people nobody has done anything yet. */
  left: number;
  total: number;
  /** Where it is done. */
  href: string;
};

const WORKS = { renewal: "application:submit", review: "certificate-review:propose" } as const;
const LEFT = { renewal: ["waiting", "not-open"], review: ["due"] } as const;

/** Only open ones with something left in the units where the actor does that work. */
export async function campaignMatters(tx: Tx, actor: Actor, now: Date): Promise<CampaignMatter[]> {
  const matters: CampaignMatter[] = [];
  for (const kind of ["renewal", "review"] as const) {
    const units = await unitsUnder(tx, pathsFor(actor, WORKS[kind]), chinaDateOf(now));
    if (units.length === 0) continue;
    const within = units.map(({ unitId }) => unitId);
    for (const campaign of await campaignsReaching(tx, units, now)) {
      if (campaign.kind !== kind || campaign.state !== "open") continue;
      const progress = await campaignProgress(tx, campaign, within, now);
      const sum = (of: (one: (typeof progress)[number]) => number) =>
        progress.reduce((all, one) => all + of(one), 0);
      const left = sum(({ figures }) =>
        LEFT[kind].reduce((all, figure) => all + ((figures as Record<string, number>)[figure] ?? 0), 0),
      );
      const { id: campaignId, name, dueOn } = campaign;
      if (left > 0)
        matters.push({
          ...{ campaignId, name, kind, dueOn, left },
          total: sum((one) => one.total),
          href: workHref(campaign),
        });
    }
  }
  return matters;
}
