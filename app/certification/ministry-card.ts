/**
 * 部委证件备案 (S2-2#15): what a filed ministry card is on a day, and who may decide on it.
 * In: the filing as recorded, a date in China, who asks. Out: a state, the facts the gate asks for, verdicts.
 */
import { addDays, chinaDateOf, type DateOn } from "~/calendar";
import type { MinistryCardFact } from "~/certification/carrying";
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";

export const MINISTRY_CARD_STATES = [
  "filed", // 待受理
  "returned", // 退回补正
  "mended", // 已补正重报
  "refused", // 不予备案
  "ahead", // 已备案，未到有效期
  "in-force", // 已备案
  "expired", // 已过期
  "ended", // 原发证机关已注销
] as const;
export type MinistryCardState = (typeof MINISTRY_CARD_STATES)[number];

export const CARD_DECISIONS = ["accepted", "returned", "refused"] as const;
export type CardDecision = (typeof CARD_DECISIONS)[number];

export type FiledCard = {
  personId: string;
  /** The first day that the ministry gave it; null of filings made before it was asked for. */
  validFromOn: DateOn | null;
  /** The last one. */
  validToOn: DateOn;
  /** Fields it states; empty: not confined. */
  fields: readonly string[];
  filedById: string;
  decision: CardDecision | null;
  decidedAt: Date | null;
  /** The first day on which the ministry says it no longer counts. */
  endedOn: DateOn | null;
  /** Of a returned filing: handed in again as another. */
  mended: boolean;
};

export function ministryCardState(card: FiledCard, today: DateOn): MinistryCardState {
  const { decision, validFromOn, validToOn, endedOn } = card;
  if (decision === null) return "filed";
  if (decision === "returned") return card.mended ? "mended" : "returned";
  if (decision === "refused") return "refused";
  if (endedOn !== null && endedOn <= today) return "ended";
  if (validToOn < today) return "expired";
  return validFromOn !== null && validFromOn > today ? "ahead" : "in-force";
}

/** Not over: somebody has yet to act on it, or it carries or will carry its holder. */
export const isOpenOrStands = (state: MinistryCardState): boolean =>
  ["filed", "returned", "ahead", "in-force"].includes(state);

/** Whether its file still waits for something that the unit can add: it was returned, or nobody has seen a picture of it. */
export const lacksSomething = (state: MinistryCardState, hasScan: boolean): boolean =>
  state === "returned" || (!hasScan && isOpenOrStands(state));

/** As the gate reads it: from the day of acceptance, and no earlier than the ministry's first, to the ministry's own end. */
export function carryingFact(card: FiledCard): MinistryCardFact {
  const { decision, decidedAt, endedOn, validFromOn, validToOn, fields } = card;
  const lastOn = endedOn !== null && endedOn <= validToOn ? addDays(endedOn, -1) : validToOn;
  return {
    acceptedOn: decision === "accepted" && decidedAt ? chinaDateOf(decidedAt) : null,
    ...(validFromOn ? { validFromOn } : {}),
    validToOn: lastOn,
    fields,
  };
}

/** What a card says of its days. Refusals: ministry-card.expired { validToOn }, ministry-card.days { validFromOn, validToOn }. */
export function daysRefusals(
  { validFromOn, validToOn }: Pick<FiledCard, "validFromOn" | "validToOn">,
  today: DateOn,
): Refusal[] {
  return [
    ...(validToOn < today
      ? [refusal("ministry-card.expired", { validToOn, cure: "renew-at-ministry" })]
      : []),
    ...(validFromOn !== null && validFromOn > validToOn
      ? [refusal("ministry-card.days", { validFromOn, validToOn })]
      : []),
  ];
}

/**
 * May this account decide so on the filing? Refusals: ministry-card.decided, ministry-card.filed-by-you, ministry-card.own,
 * for an acceptance ministry-card.expired { validToOn }, and ministry-card.opinion-missing for anything else without one.
 */
export function mayDecideCard(
  card: FiledCard,
  { decision, opinion }: { decision: CardDecision; opinion: string },
  by: { accountId: string; personId: string | null },
  today: DateOn,
): Verdict {
  const refusals: Refusal[] = [];
  if (card.decision !== null) refusals.push(refusal("ministry-card.decided"));
  if (card.filedById === by.accountId) refusals.push(refusal("ministry-card.filed-by-you"));
  if (card.personId === by.personId) refusals.push(refusal("ministry-card.own"));
  if (decision === "accepted") refusals.push(...daysRefusals(card, today));
  else if (opinion.trim() === "") refusals.push(refusal("ministry-card.opinion-missing"));
  return verdictOf(refusals);
}
