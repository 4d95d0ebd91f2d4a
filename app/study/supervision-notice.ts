/**
 * 督办通知书: which steps a notice can take and who may take them. In: the steps taken, who is asking. Out: the state (the last
 * step that is one of its own), verdicts with every refusal, whether an answer is late.
 */
import type { DateOn } from "~/calendar";
import { type Refusal, refusal, type Source, type Verdict, verdictOf } from "~/verdict";

export const NOTICE_GROUNDS = ["study-audit", "no-plan"] as const;
export type NoticeGround = (typeof NOTICE_GROUNDS)[number];

export const NOTICE_STATES = ["drafted", "issued", "withdrawn", "replied", "sent-back", "closed"] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];
/** That it is late is noted, once, and changes no state. */
export const NOTICE_STEPS = [...NOTICE_STATES, "overdue"] as const;
export type NoticeStep = (typeof NOTICE_STEPS)[number];

const POSSIBLE = {
  drafted: ["issued", "withdrawn"],
  issued: ["replied"],
  replied: ["closed", "sent-back"],
  "sent-back": ["replied"],
  withdrawn: [],
  closed: [],
} as const satisfies Record<NoticeState, readonly NoticeState[]>;

/** The unit has seen it: a draft is the office's own. */
export const isServed = (state: NoticeState): boolean => state !== "drafted" && state !== "withdrawn";
/** Waits for the unit. */
export const awaitsReply = (state: NoticeState): boolean => state === "issued" || state === "sent-back";
export const mayFollow = (state: NoticeState, step: NoticeState): boolean =>
  (POSSIBLE[state] as readonly NoticeState[]).includes(step);

export const isNoticeLate = (state: NoticeState, dueOn: DateOn | null, today: DateOn): boolean =>
  dueOn !== null && awaitsReply(state) && today > dueOn;

const TWO_PEOPLE: Source = { title: "本平台默认设置", rule: "H20" };
/** Those that need another person than who took the step before. */
const BY_ANOTHER: readonly NoticeState[] = ["issued", "sent-back", "closed"];
const SPOKEN: readonly NoticeState[] = ["withdrawn", "replied", "sent-back"];

/** Refusals: supervision-notice.step-impossible { state, step }, supervision-notice.own, supervision-notice.statement-missing. */
export function mayTakeNoticeStep(
  last: { state: NoticeState; byId: string },
  taken: { step: NoticeState; byId: string; statement: string },
): Verdict {
  const refusals: Refusal[] = [];
  const { state } = last;
  if (!mayFollow(state, taken.step))
    refusals.push(refusal("supervision-notice.step-impossible", { state, step: taken.step }));
  else if (BY_ANOTHER.includes(taken.step) && last.byId === taken.byId)
    refusals.push(refusal("supervision-notice.own", {}, TWO_PEOPLE));
  if (SPOKEN.includes(taken.step) && taken.statement === "")
    refusals.push(refusal("supervision-notice.statement-missing"));
  return verdictOf(refusals);
}
