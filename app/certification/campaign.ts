/**
 * 换发、年审专项: opened by the authority for a subtree, seen by its units until its last day, closed by that day alone.
 * In: its days, today in China, the pack of its unit. Out: whether it is open; whether one may be opened.
 */
import type { DateOn } from "~/calendar";
import type { RulePack } from "~/rulebook/schema";
import { type Refusal, refusal } from "~/verdict";
import { hasReviews } from "./periodic-review";

export const CAMPAIGN_KINDS = ["renewal", "review"] as const;
export type CampaignKind = (typeof CAMPAIGN_KINDS)[number];

export const CAMPAIGN_STATES = [
  "to-come", // 未开始
  "open", // 进行中
  "closed", // 已结束
  "withdrawn", // 已撤回
] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

export type CampaignDays = {
  kind: CampaignKind;
  /** Of a renewal, the last valid days it is about; of a review, its own first and last day. */
  fromOn: DateOn;
  toOn: DateOn;
  /** The last day for units. */
  dueOn: DateOn;
};

export function campaignState(
  { kind, fromOn, dueOn, withdrawnAt }: CampaignDays & { withdrawnAt: Date | null },
  today: DateOn,
): CampaignState {
  if (withdrawnAt) return "withdrawn";
  if (dueOn < today) return "closed";
  return kind === "review" && today < fromOn ? "to-come" : "open";
}

/**
 * Refusals: campaign.name-missing, campaign.days-reversed { fromOn, toOn }, campaign.due-passed { dueOn },
 * campaign.no-reviews where the pack has none.
 */
export function openingRefusals(
  { name, kind, fromOn, toOn, dueOn }: CampaignDays & { name: string },
  today: DateOn,
  pack: RulePack,
): Refusal[] {
  return [
    ...(name.trim() === "" ? [refusal("campaign.name-missing")] : []),
    ...(fromOn > toOn ? [refusal("campaign.days-reversed", { fromOn, toOn })] : []),
    ...(dueOn < today ? [refusal("campaign.due-passed", { dueOn })] : []),
    ...(kind === "review" && !hasReviews(pack)
      ? [refusal("campaign.no-reviews", {}, pack.certificate.review.source)]
      : []),
  ];
}
