import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/access/session.server";
import { listDownload } from "~/casework/list-download.server";
import { requireCampaign } from "~/certification/campaign-page.server";
import {
  CAMPAIGN_FIGURES,
  campaignProgress,
  type UnitProgress,
} from "~/certification/campaign-progress.server";
import { renewalsText } from "~/text/renewals";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "campaign:read");
  const { campaign, units } = await requireCampaign(params, actor, "campaign:read", new Date());
  const own = units.some(({ unitId }) => unitId === campaign.unitId);
  const within = own ? null : units.map(({ unitId }) => unitId);
  return listDownload(
    request,
    "campaign",
    async (tx, { locale, now }) => {
      const t = renewalsText[locale].campaign;
      const figures = CAMPAIGN_FIGURES[campaign.kind];
      return {
        columns: [t.unit, t.people, ...figures.map((figure) => t.figures[figure])],
        rows: rowsOf(await campaignProgress(tx, campaign, within, now), figures),
        words: [
          [t.name, campaign.name],
          [t.due, campaign.dueOn],
        ],
        filters: [`campaign:${campaign.id}`],
      };
    },
    actor.accountId,
  );
}

async function* rowsOf(
  progress: readonly UnitProgress[],
  figures: readonly (keyof UnitProgress["figures"])[],
) {
  for (const row of progress)
    yield [row.unitName, String(row.total), ...figures.map((figure) => String(row.figures[figure] ?? 0))];
}
