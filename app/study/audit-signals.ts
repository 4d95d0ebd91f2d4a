/**
 * What about an entry of study makes it worth a second look, and how much. A signal is no finding: it only raises the chance
 * of being drawn, and stands beside the record so that whoever looks knows why. In: what a record shows. Out: signals, a weight.
 */
export const SIGNALS = [
  "shared-file", // the same file was handed in for somebody else
  "late-entry", // entered long after the study
  "many-that-day", // several entries of one person on one day
  "self-study-share", // most of what the person entered is self-study
  "round-minutes", // whole hours
  "own-entry", // entered by the one who studied
  "no-files", // nothing was uploaded
] as const;
export type Signal = (typeof SIGNALS)[number];
export type Weights = Record<Signal, number>;

/** What each signal adds to a weight of 1, as long as nobody chose otherwise. */
export const WEIGHTS: Weights = {
  "shared-file": 6,
  "late-entry": 3,
  "many-that-day": 3,
  "self-study-share": 2,
  "round-minutes": 1,
  "own-entry": 1,
  "no-files": 2,
};

export const LATE_DAYS = 30;
export const MANY = 3;
const HOUR = 60;

export type Looks = {
  minutes: number;
  mode: string;
  daysUntilEntered: number;
  sameDay: number;
  /** Of the person's minutes in the population, those of self-study. */
  selfStudyMinutes: number;
  allMinutes: number;
  isOwnEntry: boolean;
  files: number;
  sharedFiles: number;
  /** The server saw it itself: nobody entered it and nothing is uploaded for it. */
  isSystemEntry: boolean;
};

export function signalsOf(record: Looks): Signal[] {
  if (record.isSystemEntry) return [];
  const shows: Record<Signal, boolean> = {
    "shared-file": record.sharedFiles > 0,
    "late-entry": record.daysUntilEntered > LATE_DAYS,
    "many-that-day": record.sameDay >= MANY,
    "self-study-share": record.mode === "self-study" && record.selfStudyMinutes * 2 > record.allMinutes,
    "round-minutes": record.minutes % HOUR === 0,
    "own-entry": record.isOwnEntry,
    "no-files": record.files === 0,
  };
  return SIGNALS.filter((signal) => shows[signal]);
}

export const weightOf = (signals: readonly Signal[], weights: Weights): number =>
  1 + signals.reduce((sum, signal) => sum + weights[signal], 0);
