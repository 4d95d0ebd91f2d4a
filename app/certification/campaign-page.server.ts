/** What the pages of campaigns share: a typed campaign as the verb takes it, and the campaign an address names. Throws responses. */
import { type Actor, pathsFor } from "~/access/permissions";
import { chinaDateOf, type DateOn, dateOnFrom, yearOf } from "~/calendar";
import { prisma, type Tx } from "~/db.server";
import { textIn } from "~/form-text";
import { type UnitFacts, unitsUnder } from "~/organisation/units.server";
import { packsFor } from "~/rulebook/packs.server";
import { CAMPAIGN_KINDS, type CampaignKind } from "./campaign";
import { campaignFor, type NewCampaign } from "./campaigns.server";
import { hasReviews } from "./periodic-review";

export const LONGEST_NAME = 80;

/** Where the actor may open one, and of what kinds: a review only where a pack has it. */
export async function openingChoices(
  tx: Tx,
  actor: Actor,
  now: Date,
): Promise<{ units: UnitFacts[]; kinds: CampaignKind[] }> {
  const today = chinaDateOf(now);
  const units = await unitsUnder(tx, pathsFor(actor, "campaign:open"), today);
  const packs = await packsFor(
    tx,
    units.map(({ unitId }) => unitId),
    today,
  );
  const reviewed = [...packs.values()].some(({ pack }) => hasReviews(pack));
  return { units, kinds: CAMPAIGN_KINDS.filter((kind) => kind === "renewal" || reviewed) };
}

export const CAMPAIGN_FIELDS = ["kind", "unit", "name", "from", "to", "due", "year"] as const;
export type CampaignField = (typeof CAMPAIGN_FIELDS)[number];
export type CampaignTyped = Record<CampaignField, string>;

/** What was typed, which of it is missing or no date, and the campaign if it is whole. */
export function campaignTyped(
  form: FormData,
  units: readonly UnitFacts[],
  kinds: readonly CampaignKind[],
): { typed: CampaignTyped; missing: CampaignField[]; campaign: NewCampaign | null } {
  const typed = Object.fromEntries(
    CAMPAIGN_FIELDS.map((name) => [name, textIn(form, name, LONGEST_NAME)]),
  ) as CampaignTyped;
  const kind = kinds.find((known) => known === typed.kind);
  const unit = units.find(({ unitId }) => unitId === typed.unit);
  const day = (name: "from" | "to" | "due"): DateOn | null => dateOnFrom(typed[name]);
  const [fromOn, toOn] = [day("from"), day("to")];
  const isReview = kind === "review";
  const dueOn = isReview ? toOn : day("due");
  const reviewYear = isReview && /^20\d\d$/.test(typed.year) ? Number(typed.year) : null;
  const missing = (
    [
      ["kind", kind],
      ["unit", unit],
      ["name", typed.name],
      ["from", fromOn],
      ["to", toOn],
      ["due", dueOn],
      ["year", !isReview || reviewYear],
    ] as const
  ).flatMap(([name, value]) => (value || (name === "due" && isReview) ? [] : [name]));
  if (missing.length > 0 || !kind || !unit || !fromOn || !toOn || !dueOn)
    return { typed, missing, campaign: null };
  const { unitId } = unit;
  return {
    typed,
    missing,
    campaign: { kind, unitId, name: typed.name, fromOn, toOn, dueOn, reviewYear },
  };
}

export async function requireCampaign(
  { campaignId }: { campaignId?: string },
  actor: Actor,
  permission: "campaign:read" | "campaign:open",
  now: Date,
) {
  const found = await campaignFor(prisma, campaignId, actor, permission, now);
  if (!found) throw new Response(null, { status: 404 });
  return found;
}

/** The list a unit works in for a campaign. */
export function workHref({
  kind,
  fromOn,
  toOn,
  reviewYear,
}: Pick<NewCampaign, "kind" | "fromOn" | "toOn" | "reviewYear">) {
  return kind === "renewal"
    ? `/renewals?${new URLSearchParams({ from: fromOn, to: toOn })}`
    : `/certificate-reviews?year=${reviewYear ?? yearOf(fromOn)}`;
}
