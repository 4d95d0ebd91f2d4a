/** How far the units of a campaign are: counted from certificates and applications as they stand, stored nowhere. */
import { chinaDateOf } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { believed } from "~/organisation/history.server";
import { packsFor } from "~/rulebook/packs.server";
import { unitsOn } from "~/units-on.server";
import { Prisma } from "../../prisma/generated/client";
import type { ApplicationState } from "./application";
import type { Campaign } from "./campaigns.server";
import { REVIEW_STATES, type ReviewState } from "./periodic-review";
import { type RenewalProgress, renewalProgress } from "./renewal";
import { renewingSql } from "./renewals.server";
import { reviewFigures } from "./review-figures.server";
import type { CertificateStatus } from "./status";
import { renewalWindow } from "./validity";

/** Where people of a renewal stand, before it is asked what each lacks. */
export const RENEWAL_FIGURES = [
  "not-open",
  "waiting",
  "applied",
  "in-review",
  "refused",
  "issued",
  "overdue",
] as const satisfies readonly RenewalProgress[];
export const CAMPAIGN_FIGURES = { renewal: RENEWAL_FIGURES, review: REVIEW_STATES } as const;

export type UnitProgress = {
  unitId: string;
  unitName: string;
  total: number;
  figures: Partial<Record<RenewalProgress | ReviewState, number>>;
};

/** Unit by unit, in the order of the tree; `within`: only these units, null for all it reaches. */
export async function campaignProgress(
  tx: Tx,
  campaign: Campaign,
  within: readonly string[] | null,
  now: Date,
): Promise<UnitProgress[]> {
  const reached = await unitsReached(tx, campaign);
  const units = within === null ? reached : reached.filter(({ unitId }) => within.includes(unitId));
  const unitIds = units.map(({ unitId }) => unitId);
  const standing =
    campaign.kind === "renewal"
      ? await renewing(tx, campaign, unitIds, now)
      : await reviewFigures(tx, { unitIds, year: campaign.reviewYear! }, now);
  return units.flatMap(({ unitId, unitName }) => {
    const own = standing.filter((one) => one.unitId === unitId);
    const figures: UnitProgress["figures"] = {};
    let total = 0;
    for (const { state, count } of own) {
      figures[state] = (figures[state] ?? 0) + count;
      total += count;
    }
    return own.length === 0 ? [] : [{ unitId, unitName, total, figures }];
  });
}

/** The database counts those of which the same is known; the rule is asked once for each such group. */
async function renewing(tx: Tx, { fromOn, toOn }: Campaign, unitIds: readonly string[], now: Date) {
  const today = chinaDateOf(now);
  const rows = await rowsOf<{
    unitId: string;
    validToOn: `${number}-${number}-${number}`;
    status: CertificateStatus;
    state: ApplicationState | null;
    position: number | null;
    count: number;
  }>(
    tx,
    Prisma.sql`SELECT c.unit_id::text AS "unitId", c.valid_to_on::text AS "validToOn", c.status, r.state, r.position,
        count(*)::int AS count
      FROM ${renewingSql({ unitIds, fromOn, toOn }, now)} GROUP BY c.unit_id, c.valid_to_on, c.status, r.state, r.position`,
  );
  const packs = await packsFor(tx, unitIds, today);
  return rows.map(({ unitId, state, position, count, ...row }) => {
    const { fromOn: opensOn } = renewalWindow(row.validToOn, packs.get(unitId)!.pack);
    const application = state ? { state, position: position ?? 0 } : null;
    return { unitId, count, state: renewalProgress({ ...row, opensOn, application }, today) };
  });
}

/** Those below its unit when it was opened, by the names they have or had last: merging units hides nobody. */
async function unitsReached(tx: Tx, { unitId, openedAt }: Campaign) {
  const on = chinaDateOf(openedAt);
  return rowsOf<{ unitId: string; unitName: string }>(
    tx,
    Prisma.sql`SELECT u.unit_id::text AS "unitId",
        (SELECT v.name FROM unit_version v WHERE v.unit_id = u.unit_id AND ${believed("v")} ORDER BY v.from_on DESC LIMIT 1) AS "unitName"
      FROM ${unitsOn(on)} top JOIN ${unitsOn(on)} u ON starts_with(u.path, top.path)
      WHERE top.unit_id = ${unitId}::uuid ORDER BY u.path`,
  );
}
