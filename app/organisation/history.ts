/**
 * Facts with two times: the days for which they hold, and the moments between which we believed so.
 * In: dated rows and a new range. Out: what remains of the old rows, and the filter that reads them as known at a moment.
 * Written once here, in the leftmost room; every room to the right keeps its histories the same way.
 */
import { type DateOn, type DateRange, fromDbDate, overlaps, toDbDate } from "~/calendar";
import type { Refusal } from "~/verdict";

/** What a verb answers that adds to a history: the fact it wrote, or every reason against it. */
export type Recorded = { ok: true; factId: string } | { ok: false; refusals: Refusal[] };

/** The parts of `range` that `taken` leaves over: none, one or two. */
export function without(range: DateRange, taken: DateRange): DateRange[] {
  if (!overlaps(range, taken)) return [range];
  const rest: DateRange[] = [];
  if (range.fromOn < taken.fromOn) rest.push({ fromOn: range.fromOn, toOn: taken.fromOn });
  if (taken.toOn !== null && (range.toOn === null || taken.toOn < range.toOn))
    rest.push({ fromOn: taken.toOn, toOn: range.toOn });
  return rest;
}

/** The parts of a range that none of the others takes. */
export function gapsIn(range: DateRange, taken: readonly DateRange[]): DateRange[] {
  return taken.reduce<DateRange[]>((rest, one) => rest.flatMap((part) => without(part, one)), [range]);
}

/** WHERE: the versions believed at `knownAt` (an instant); without it, those believed now. */
export function knownBy(knownAt?: Date) {
  return knownAt === undefined
    ? { supersededAt: null }
    : {
        recordedAt: { lte: knownAt },
        AND: [{ OR: [{ supersededAt: null }, { supersededAt: { gt: knownAt } }] }],
      };
}

/** WHERE: the versions that hold on a day. */
export function inForceOn(on: DateOn) {
  const day = toDbDate(on);
  return { fromOn: { lte: day }, OR: [{ toOn: null }, { toOn: { gt: day } }] };
}

/** WHERE: the versions that hold on any day of a range. */
export function touching(range: DateRange) {
  return {
    OR: [{ toOn: null }, { toOn: { gt: toDbDate(range.fromOn) } }],
    ...(range.toOn === null ? {} : { fromOn: { lt: toDbDate(range.toOn) } }),
  };
}

/** The two columns of a range, for writing. */
export function dbRange(range: DateRange): { fromOn: Date; toOn: Date | null } {
  return { fromOn: toDbDate(range.fromOn), toOn: range.toOn === null ? null : toDbDate(range.toOn) };
}

/** The two columns of a range, as read. */
export function rangeOf(row: { fromOn: Date; toOn: Date | null }): DateRange {
  return { fromOn: fromDbDate(row.fromOn), toOn: row.toOn === null ? null : fromDbDate(row.toOn) };
}
