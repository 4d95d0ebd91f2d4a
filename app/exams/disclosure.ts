/**
 * 成绩公布: what candidates see of a released exam, and until when they may object.
 * In: what was chosen at the release, its instant, the pack's days. Out: yes or no, instants.
 */
import { addDays, chinaDateOf, startOfDay } from "~/calendar";
import type { DisclosureWord } from "~/rulebook/words";

export type Disclosure = DisclosureWord;

/** The first instant at which nobody may object any more. The day of the release is not counted; 0 days: nobody may. */
export function objectionsCloseAt(releasedAt: Date, days: number): Date {
  return days === 0 ? releasedAt : startOfDay(addDays(chinaDateOf(releasedAt), days + 1));
}

/** Whether candidates see questions, their answers and the keys. */
export function showsAnswers(disclosure: Disclosure, closeAt: Date, now: Date): boolean {
  const shown = {
    "score-only": false,
    "answers-after-objections": now >= closeAt,
    "answers-at-once": true,
  } satisfies Record<Disclosure, boolean>;
  return shown[disclosure];
}
