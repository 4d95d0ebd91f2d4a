/**
 * How time in front of a course is measured (H9): what differs between provinces. In: a pack. Out: its measures in
 * milliseconds.
 */
import type { RulePack } from "~/rulebook/schema";
import type { LessonKind } from "./online";

/** What the pack says of time in front of a course. */
export type Measures = {
  /** How often an open page speaks. */
  beatMs: number;
  /** A longer silence (sleep, no network) counts nothing: nobody saw what happened in it. */
  longestGapMs: number;
  /** Without a key, a click or a scroll for so long nothing counts, until there is one. A film is watched with folded hands. */
  idleMs: Record<LessonKind, number>;
  /** A film that moves faster than this is not watched. */
  fastestRate: number;
};

/** Of a page opened before packs said it. */
export const EARLIER_MEASURES: Measures = {
  ...{ beatMs: 15_000, longestGapMs: 20_000, fastestRate: 2 },
  idleMs: { text: 5 * 60_000, video: 15 * 60_000 },
};

export const measuresOf = ({ study }: Pick<RulePack, "study">): Measures => ({
  beatMs: study.onlineBeatSeconds.value * 1000,
  longestGapMs: study.onlineGapSeconds.value * 1000,
  idleMs: { text: study.onlineIdleMinutes.value * 60_000, video: study.onlineFilmIdleMinutes.value * 60_000 },
  fastestRate: study.onlineFastestRate.value,
});
