/**
 * 补学: what an absence from a session leaves to be done. In: how it ended, its day, a record that is to make it up.
 * Out: its state today; every reason why a record does not do.
 */
import type { DateOn } from "~/calendar";
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";
import { OF_SESSIONS } from "./session-state";
import type { StudyEntry } from "./study-entry";

export const MAKE_UP_OUTCOMES = ["done", "waived"] as const;
export type MakeUpOutcome = (typeof MAKE_UP_OUTCOMES)[number];

export const MAKE_UP_STATES = ["open", "overdue", ...MAKE_UP_OUTCOMES] as const;
export type MakeUpState = (typeof MAKE_UP_STATES)[number];

/** The last day still counts. */
export function makeUpState(
  { outcome, dueOn }: { outcome: MakeUpOutcome | null; dueOn: DateOn },
  today: DateOn,
): MakeUpState {
  return outcome ?? (today > dueOn ? "overdue" : "open");
}

type Missed = { personId: string; endAt: Date };
type Offered = Pick<StudyEntry, "startAt" | "status" | "mode"> & { personId: string; isReversal: boolean };

/**
 * Refusals: study-make-up.others (the record is somebody else's), study-make-up.earlier (studied before the session was
 * over), study-make-up.not-confirmed { status } (the unit has not spoken for it, or it was returned or taken back).
 */
export function mayMakeUp(missed: Missed, record: Offered): Verdict {
  const refusals: Refusal[] = [];
  const add = (code: string, facts = {}) =>
    refusals.push(refusal(`study-make-up.${code}`, facts, OF_SESSIONS));
  if (record.personId !== missed.personId || record.isReversal) add("others");
  if (record.startAt < missed.endAt) add("earlier");
  if (record.status !== "confirmed" && record.status !== "accepted")
    add("not-confirmed", { status: record.status });
  return verdictOf(refusals);
}
