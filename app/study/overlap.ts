/**
 * What is entered beside what stands already: told before it is handed in, not after (H4).
 * In: the span that is entered, the live entries of the same person. Out: which share minutes with it, and whether any
 * minute is left that no other holds.
 */
import { cellsOf, lengthOf, uncovered } from "~/study/span";

type Span = { startAt: Date; endAt: Date };
export type Live = Span & { id: string; title: string };
export type Overlap = { recordId: string; title: string; startAt: Date; endAt: Date; minutes: number };
export type Overlaps = { with: Overlap[]; isWhole: boolean };

export function overlapsWith(entered: Span, live: readonly Live[]): Overlaps {
  const span = cellsOf(entered);
  const shared = live
    .map((other) => ({ other, minutes: lengthOf([span]) - lengthOf(uncovered(span, [cellsOf(other)])) }))
    .filter(({ minutes }) => minutes > 0);
  return {
    with: shared.map(({ other: { id, title, startAt, endAt }, minutes }) => ({
      recordId: id,
      title,
      startAt,
      endAt,
      minutes,
    })),
    isWhole: shared.length > 0 && uncovered(span, live.map(cellsOf)).length === 0,
  };
}
