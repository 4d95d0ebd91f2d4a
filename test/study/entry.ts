import { addDays, type DateOn, instantAt } from "~/calendar";
import type { StudyEntry } from "~/study/study-entry";

let next = 0;

/** An accepted day of training between two clock times; "24:00", or a time before the first, is on the day after. */
export function entry(on: DateOn, from: string, to: string, change: Partial<StudyEntry> = {}): StudyEntry {
  const startAt = instantAt(on, from);
  const dayAfter = addDays(on, 1);
  const endAt = to === "24:00" ? instantAt(dayAfter, "00:00") : instantAt(to <= from ? dayAfter : on, to);
  next += 1;
  return {
    id: `entry-${String(next).padStart(5, "0")}`,
    mode: "concentrated",
    category: "law",
    organiserLevel: "county",
    startAt,
    endAt,
    minutes: Math.round((endAt.getTime() - startAt.getTime()) / 60_000),
    status: "accepted",
    ...change,
  };
}
