/**
 * 换发专项: where a certificate stands on its way to a new one (T17, T19).
 * In: its last day and status, the day its window opens, the last application for its renewal, what stands against one.
 * Out: one word; the period that a list shows unless an address says otherwise.
 */
import { addDays, addMonths, type DateOn, monthsBack } from "~/calendar";
import type { RulePack } from "~/rulebook/schema";
import { type ApplicationState, isClosed } from "./application";
import type { CertificateStatus } from "./status";

export const RENEWAL_STAGES = [
  "not-open", // 未到换发期
  "may-apply", // 可以申请
  "lacking", // 尚有欠缺
  "applied", // 已申请
  "in-review", // 审核中
  "refused", // 不予换发
  "issued", // 已换发
  "overdue", // 逾期未换发
] as const;
export type RenewalStage = (typeof RENEWAL_STAGES)[number];

export type RenewalFacts = {
  validToOn: DateOn;
  /** The first day on which a renewal is taken. */
  opensOn: DateOn;
  status: CertificateStatus;
  /** The last application for its renewal; `position` is the review whose turn it is. */
  application: { state: ApplicationState; position: number } | null;
};

/** Before anybody asked what stands against an application: `waiting` is for whoever has none. */
export type RenewalProgress = Exclude<RenewalStage, "may-apply" | "lacking"> | "waiting";

export function renewalProgress(facts: RenewalFacts, today: DateOn): RenewalProgress {
  const { status, application, opensOn, validToOn } = facts;
  if (status === "replaced" || application?.state === "issued") return "issued";
  if (application && !isClosed(application.state))
    return application.state === "in-review" && application.position === 0 ? "applied" : "in-review";
  if (validToOn < today) return "overdue";
  if (application?.state === "refused") return "refused";
  return today < opensOn ? "not-open" : "waiting";
}

/** `lacks`: how much stands against an application. */
export function renewalStage(progress: RenewalProgress, lacks: number): RenewalStage {
  if (progress !== "waiting") return progress;
  return lacks === 0 ? "may-apply" : "lacking";
}

/** Who was refused may apply again once nothing stands against it. */
export const mayBeApplied = (stage: RenewalStage, lacks: number): boolean =>
  (stage === "may-apply" || stage === "refused") && lacks === 0;

/** A list says so when there are more: a narrower period or unit shows the others. */
export const MOST_LISTED = 2_000;

/** Whose certificate ended lately without a renewal is still somebody to see. */
const BEHIND_DAYS = 90;
/** Of windows that open soon. */
const AHEAD_DAYS = 60;

/** Last valid days: everything whose window is open, or opens within sixty days, under any of these packs. */
export function usualPeriod(packs: readonly RulePack[], today: DateOn): { fromOn: DateOn; toOn: DateOn } {
  const months = Math.max(0, ...packs.map(({ certificate }) => certificate.renewWindowMonths.value));
  const soon = addDays(today, AHEAD_DAYS);
  let toOn = addMonths(soon, months);
  // A month counts back from the last day: the last day of a short one may reach a few days further.
  while (monthsBack(addDays(toOn, 1), months) <= soon) toOn = addDays(toOn, 1);
  return { fromOn: addDays(today, -BEHIND_DAYS), toOn };
}
