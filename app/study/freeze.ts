/**
 * 年度封账: who may propose it, approve it, reopen it and close it again. In: where a year stands, who asks, today in China.
 * Out: every reason against it. Always two people; a frozen year is amended and never edited (H20).
 */
import { type DateOn, yearRange } from "~/calendar";
import { type Refusal, refusal, type Source, type Verdict, verdictOf } from "~/verdict";

export const FREEZE_DECISIONS = ["approved", "returned", "withdrawn"] as const;
export type FreezeDecision = (typeof FREEZE_DECISIONS)[number];
export const FREEZE_STATES = ["proposed", "frozen", "reopened", "returned", "withdrawn"] as const;
export type FreezeState = (typeof FREEZE_STATES)[number];

const FIRST_YEAR = 2000;
const TWO_PEOPLE: Source = { title: "本平台默认设置", rule: "H20" };

export function freezeStateOf({
  decision,
  amendments,
}: {
  decision: string | null;
  amendments: readonly { closedAt: Date | null }[];
}): FreezeState {
  if (decision === null) return "proposed";
  if (decision !== "approved") return decision as "returned" | "withdrawn";
  return amendments.some(({ closedAt }) => closedAt === null) ? "reopened" : "frozen";
}

/** Refusal: study-year.not-over { year, fromOn }. */
export function mayFreezeYear(year: number, today: DateOn): Verdict {
  const { toOn } = yearRange(year);
  if (Number.isInteger(year) && year >= FIRST_YEAR && today >= toOn) return verdictOf([]);
  return verdictOf([refusal("study-year.not-over", { year, fromOn: toOn }, TWO_PEOPLE)]);
}

/**
 * The second person decides, the first may take it back. Refusals: study-year.settled { state }, study-year.own-proposal,
 * study-year.not-yours, study-year.reason-missing.
 */
export function mayDecideFreeze(
  { state, proposedById }: { state: FreezeState; proposedById: string },
  { decision, reason }: { decision: FreezeDecision; reason: string },
  actorId: string,
): Verdict {
  const refusals: Refusal[] = [];
  if (state !== "proposed") refusals.push(refusal("study-year.settled", { state }, TWO_PEOPLE));
  if (decision !== "withdrawn" && proposedById === actorId)
    refusals.push(refusal("study-year.own-proposal", {}, TWO_PEOPLE));
  if (decision === "withdrawn" && proposedById !== actorId) refusals.push(refusal("study-year.not-yours"));
  if (decision === "returned" && reason.trim() === "") refusals.push(refusal("study-year.reason-missing"));
  return verdictOf(refusals);
}

/** Refusals: study-year.not-frozen { state }, study-year.reason-missing, study-year.notice-missing. */
export function mayAmend(
  state: FreezeState,
  { reason, notice }: { reason: string; notice: string },
): Verdict {
  const refusals: Refusal[] = [];
  if (state !== "frozen") refusals.push(refusal("study-year.not-frozen", { state }, TWO_PEOPLE));
  if (reason.trim() === "") refusals.push(refusal("study-year.reason-missing"));
  if (notice.trim() === "") refusals.push(refusal("study-year.notice-missing", {}, TWO_PEOPLE));
  return verdictOf(refusals);
}

/**
 * `waiting`: entries made under it that nobody has decided. Refusals: study-year.amendment-closed, study-year.own-amendment,
 * study-year.amendment-waiting { entries }.
 */
export function mayCloseAmendment(
  { closedAt, openedById }: { closedAt: Date | null; openedById: string },
  waiting: number,
  actorId: string,
): Verdict {
  const refusals: Refusal[] = [];
  if (closedAt !== null) refusals.push(refusal("study-year.amendment-closed"));
  if (openedById === actorId) refusals.push(refusal("study-year.own-amendment", {}, TWO_PEOPLE));
  if (waiting > 0) refusals.push(refusal("study-year.amendment-waiting", { entries: waiting }, TWO_PEOPLE));
  return verdictOf(refusals);
}
