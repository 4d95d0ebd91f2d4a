/**
 * The day something in a file was true from, as against the day on which it was recorded.
 * In: an event of the log and, where it does not say the day itself, what its own rows say. Out: a calendar date, and the
 * order in which people expect to read.
 */
import type { EventData, EventType } from "~/audit/event";
import { addDays, chinaDateOf, type DateOn, dateOnFrom } from "~/calendar";

/** `happened`: by the day things were true from; `recorded`: by the instant they were written down. */
export const STORY_ORDERS = ["happened", "recorded"] as const;
export type StoryOrder = (typeof STORY_ORDERS)[number];
export const storyOrderFrom = (raw: string | null): StoryOrder =>
  STORY_ORDERS.find((one) => one === raw) ?? "happened";

type Logged = { type: string; at: Date; data: unknown; subjectId: string | null };

/** What an event says of its day; one that is not here happened when it was recorded. */
const SAYS: { [T in EventType]?: (data: EventData[T]) => string } = {
  "person.enrolled": ({ fromOn }) => fromOn,
  "person.renamed": ({ fromOn }) => fromOn,
  "employment.recorded": ({ fromOn }) => fromOn,
  "employment.ended": ({ toOn }) => toOn,
  "employment.moved": ({ fromOn }) => fromOn,
  "legal-qualification.recorded": ({ obtainedOn }) => obtainedOn,
  "legal-duty.recorded": ({ fromOn }) => fromOn,
  "legal-duty.ended": ({ toOn }) => lastDayBefore(toOn),
  "sanction.recorded": ({ fromOn }) => fromOn,
  "sanction.lifted": ({ toOn }) => lastDayBefore(toOn),
  // A grade is of the whole year, whenever the review is held.
  "annual-grade.recorded": ({ year }) => `${year}-12-31`,
  "study-category.recorded": ({ fromOn }) => fromOn,
  "ministry-card.ended": ({ endedOn }) => endedOn,
  "assignment.made": ({ fromOn }) => fromOn,
  "assignment.ended": ({ toOn }) => lastDayBefore(toOn),
  "clearance.opened": ({ since }) => chinaDateOf(new Date(since)),
};

/** The sentence of an end names its last day; the range's end is the day after. */
const lastDayBefore = (toOn: string): string => addDays(toOn as DateOn, -1);

/** Under what the day of an event's own rows is kept. */
export const rowKey = (noun: string, id: string, at?: Date): string =>
  [noun, id, ...(at ? [at.getTime()] : [])].join(":");

/** The day an event was true from. `days`: what rows say, by `rowKey`. */
export function trueFrom(event: Logged, days: ReadonlyMap<string, DateOn>): DateOn {
  const { type, at, data, subjectId } = event;
  const says = SAYS[type as EventType] as ((data: unknown) => string) | undefined;
  const said = says && dateOnFrom(says(data));
  return said || dayOfRows(type, { at, data, subjectId }, days) || chinaDateOf(at);
}

function dayOfRows(
  type: string,
  { at, data, subjectId }: Omit<Logged, "type">,
  days: ReadonlyMap<string, DateOn>,
): DateOn | undefined {
  const [noun = ""] = type.split(".");
  const { recordId, certificateId } = (data ?? {}) as { recordId?: string; certificateId?: string };
  if (type === "qualification.granted" || type === "exam-ban.recorded")
    return days.get(rowKey(noun, subjectId ?? ""));
  // What was entered is of the day of the study; a later step is of its own day.
  if (noun === "study-record" && recordId) return days.get(rowKey(noun, recordId, at));
  if (noun === "certificate" && certificateId) return days.get(rowKey(noun, certificateId, at));
  return undefined;
}

type Told = { id: bigint; at: Date; trueOn: DateOn };

/** The latest first; of one day, what was recorded last. */
export function laterFirst(a: Told, b: Told): number {
  if (a.trueOn !== b.trueOn) return a.trueOn < b.trueOn ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}

/** Whether the day of recording is to be said beside it. */
export const isRecordedApart = (trueOn: DateOn, at: Date): boolean => {
  const recordedOn = chinaDateOf(at);
  return recordedOn < addDays(trueOn, -1) || recordedOn > addDays(trueOn, 1);
};
