/**
 * Minutes inside spans of time: over several days (H16), and beside what other records already cover (H4).
 * In: spans as instants, whole minutes. Out: whole minutes that never sum to more than was put in.
 */
import type { DateOn } from "~/calendar";

export type Timed = { startAt: Date; endAt: Date; minutes: number };
export type Span = { on: DateOn; startAt: Date; endAt: Date };

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

/** Whole minutes of a span that no earlier record covers. */
export function uncoveredMinutes(span: Span, taken: readonly { startAt: Date; endAt: Date }[]): number {
  let free = [[span.startAt.getTime(), span.endAt.getTime()] as [number, number]];
  // Most records cover none of it.
  const covering = taken.filter(
    ({ startAt, endAt }) =>
      startAt.getTime() < span.endAt.getTime() && endAt.getTime() > span.startAt.getTime(),
  );
  for (const { startAt, endAt } of covering)
    free = free.flatMap(([from, to]) => {
      const pieces: [number, number][] = [
        [from, Math.min(to, startAt.getTime())],
        [Math.max(from, endAt.getTime()), to],
      ];
      return pieces.filter(([a, b]) => a < b);
    });
  // A begun minute counts, as it does where minutes are entered.
  return Math.ceil(free.reduce((sum, [from, to]) => sum + to - from, 0) / 60_000);
}
