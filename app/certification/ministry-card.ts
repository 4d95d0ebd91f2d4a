/**
 * 部委证件备案 (S2-2#15): what a filed ministry card is on a day, and who may decide on it.
 * In: the filing as recorded, a date in China, who asks. Out: a state, the facts the gate asks for, verdicts.
 */
import { addDays, chinaDateOf, type DateOn } from "~/calendar";
import type { MinistryCardFact } from "~/certification/carrying";
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";

export const MINISTRY_CARD_STATES = [
  "filed", // 待受理
  "in-force", // 已备案
  "refused", // 不予备案
  "expired", // 已过期
  "ended", // 原发证机关已注销
] as const;
export type MinistryCardState = (typeof MINISTRY_CARD_STATES)[number];

export type FiledCard = {
  personId: string;
  /** The last day that the ministry gave it. */
  validToOn: DateOn;
  /** Fields it states; empty: not confined. */
  fields: readonly string[];
  filedById: string;
  decision: "accepted" | "refused" | null;
  decidedAt: Date | null;
  /** The first day on which the ministry says it no longer counts. */
  endedOn: DateOn | null;
};

export function ministryCardState(card: FiledCard, today: DateOn): MinistryCardState {
  if (card.decision === null) return "filed";
  if (card.decision === "refused") return "refused";
  if (card.endedOn !== null && card.endedOn <= today) return "ended";
  return card.validToOn < today ? "expired" : "in-force";
}

/** As the gate reads it: from the day of acceptance to the ministry's own end. A refused filing is none. */
export function carryingFact(card: FiledCard): MinistryCardFact {
  const { decision, decidedAt, endedOn, validToOn, fields } = card;
  const lastOn = endedOn !== null && endedOn <= validToOn ? addDays(endedOn, -1) : validToOn;
  return {
    acceptedOn: decision === "accepted" && decidedAt ? chinaDateOf(decidedAt) : null,
    validToOn: lastOn,
    fields,
  };
}

/**
 * May this account accept or refuse the filing? Refusals: ministry-card.decided, ministry-card.filed-by-you,
 * ministry-card.own, and for an acceptance ministry-card.expired { validToOn }.
 */
export function mayDecideCard(
  card: FiledCard,
  decision: "accepted" | "refused",
  by: { accountId: string; personId: string | null },
  today: DateOn,
): Verdict {
  const refusals: Refusal[] = [];
  if (card.decision !== null) refusals.push(refusal("ministry-card.decided"));
  if (card.filedById === by.accountId) refusals.push(refusal("ministry-card.filed-by-you"));
  if (card.personId === by.personId) refusals.push(refusal("ministry-card.own"));
  if (decision === "accepted" && card.validToOn < today)
    refusals.push(refusal("ministry-card.expired", { validToOn: card.validToOn, cure: "renew-at-ministry" }));
  return verdictOf(refusals);
}
