/**
 * Minutes inside spans of time: over several days (H16), and beside what other records already cover (H4).
 * In: spans as instants, or as cells (whole minutes of the clock, numbered from 1970). Out: whole minutes that never sum
 * to more than was put in.
 */
import type { DateOn } from "~/calendar";

export type Timed = { startAt: Date; endAt: Date; minutes: number };
export type Span = { on: DateOn; startAt: Date; endAt: Date };
/** Half-open, in minutes since 1970: what is counted is the minute of the clock, and each belongs to one record. */
export type Cells = { from: number; to: number };

const MINUTE = 60_000;

/** A begun minute belongs to the span, as it does where minutes are entered. */
export function cellsOf({ startAt, endAt }: { startAt: Date; endAt: Date }): Cells {
  return { from: Math.floor(startAt.getTime() / MINUTE), to: Math.ceil(endAt.getTime() / MINUTE) };
}

export const instantOf = (cell: number): Date => new Date(cell * MINUTE);

export function lengthOf(cells: readonly Cells[]): number {
  return cells.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** A record's minutes over the days of its span, in proportion; what rounding leaves goes to the last. */
export function shares(entry: Timed, spans: readonly Span[]): (Span & { minutes: number })[] {
  const weights = spans.map((span) => ({ ...span, minutes: span.endAt.getTime() - span.startAt.getTime() }));
  return spread(weights, entry.endAt.getTime() - entry.startAt.getTime(), entry.minutes);
}

/** Minutes that sum to `from` made to sum to `to`, in whole minutes. */
export function spread<P extends { minutes: number }>(parts: readonly P[], from: number, to: number): P[] {
  let left = to;
  return parts.map((part, index) => {
    const minutes = index === parts.length - 1 || from === 0 ? left : Math.floor((part.minutes * to) / from);
    left -= minutes;
    return { ...part, minutes };
  });
}

/** What of the span no other covers, in order. */
export function uncovered(span: Cells, taken: readonly Cells[]): Cells[] {
  let free: Cells[] = [span];
  // Most records cover none of it.
  for (const { from, to } of taken.filter((other) => other.from < span.to && other.to > span.from))
    free = free.flatMap((piece) =>
      [
        { from: piece.from, to: Math.min(piece.to, from) },
        { from: Math.max(piece.from, to), to: piece.to },
      ].filter((left) => left.from < left.to),
    );
  return free.filter(({ from, to }) => from < to);
}

/** The first so many minutes of some cells, and the rest. */
export function cutAfter(cells: readonly Cells[], minutes: number): [first: Cells[], rest: Cells[]] {
  const first: Cells[] = [];
  const rest: Cells[] = [];
  let left = minutes;
  for (const { from, to } of cells) {
    const edge = Math.min(to, from + Math.max(0, left));
    if (edge > from) first.push({ from, to: edge });
    if (edge < to) rest.push({ from: edge, to });
    left -= edge - from;
  }
  return [first, rest];
}
