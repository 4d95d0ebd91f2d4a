/**
 * Where the time of one entry went, from the start of the session to its end: what counted, and what did not and why.
 * In: the entry and its credit (none for one that was returned or reversed). Out: pieces that fill the whole span.
 */
import type { Adjustment, Credit, Reason } from "./crediting";
import { spanMinutes } from "./session";
import type { StudyEntry } from "./study-entry";

export type Piece = { kind: "done" | "no" | "dup" | "cap"; minutes: number };
export type Breakdown = {
  span: number;
  /** Of the span, what nobody claims as study: breaks, travel, other business. */
  idle: number;
  raw: number;
  credited: number;
  adjustments: readonly Adjustment[];
  /** Empty ones are left out. */
  pieces: Piece[];
};

export function breakdownOf(entry: StudyEntry, credit: Credit | undefined): Breakdown {
  const span = spanMinutes(entry);
  const idle = span - entry.minutes;
  const credited = credit?.creditedMinutes ?? 0;
  const adjustments = credit?.adjustments ?? [];
  const taken = (is: (reason: Reason) => boolean) =>
    adjustments.reduce((sum, { reason, minutes }) => (is(reason) && minutes < 0 ? sum - minutes : sum), 0);
  const pieces: Piece[] = [
    { kind: "done", minutes: credited },
    { kind: "dup", minutes: taken((reason) => reason === "overlap") },
    { kind: "cap", minutes: taken((reason) => reason !== "overlap") },
    { kind: "no", minutes: credit ? idle : span },
  ];
  return {
    span,
    idle,
    raw: entry.minutes,
    credited,
    adjustments,
    pieces: pieces.filter(({ minutes }) => minutes > 0),
  };
}
