/**
 * One entry minute by minute: which minutes count, and of every other one why not.
 * In: the entry and its credit (none for one that was returned or reversed). Out: intervals that fill the whole span, in
 * order. A record says how many minutes were study and not which: they are laid from the start of what was free, and what
 * a rule takes is taken from their end.
 */
import type { Adjustment, Credit, DayOfCredit, Reason } from "~/study/crediting";
import { type Cells, cellsOf, cutAfter, instantOf, lengthOf, uncovered } from "~/study/span";
import { isPending, type StudyEntry } from "~/study/study-entry";
import type { Source } from "~/verdict";

export const WHYS = [
  "credited",
  "awaiting-acceptance", // would count
  "not-study", // breaks, other business
  "not-law", // the rest of a meeting (H6)
  "travel", // (H8)
  "returned",
  "reversed", // (H20)
  "false-record", // (H21)
] as const;
export type Why = (typeof WHYS)[number] | Reason;

export type Interval = {
  startAt: Date;
  endAt: Date;
  minutes: number;
  why: Why;
  rule: string | null;
  source: Source | null;
};

type Because = Pick<Interval, "why" | "rule" | "source">;
const ours = (rule: string): Source => ({ title: "本平台默认设置", rule });
const because = (why: Why, rule: string | null = null): Because => ({
  why,
  rule,
  source: rule === null ? null : ours(rule),
});

export function timelineOf(entry: StudyEntry, credit: Credit | undefined): Interval[] {
  if (!credit) return intervals([cellsOf(entry)], ended(entry));
  // What the form of the record took, as far as it took minutes: what it added lies on no clock.
  const taken = credit.adjustments.filter(({ reason, minutes }) => minutes < 0 && !OF_DAYS.includes(reason));
  const left = taken.map(({ minutes }) => -minutes);
  const all = credit.days.flatMap((day) => dayPieces(credit, day, taken, left));
  return all.sort((a, b) => a.startAt.getTime() - b.startAt.getTime());
}

const OF_DAYS: readonly Reason[] = ["overlap", "day-cap"];

function dayPieces(
  { entry, adjustments }: Credit,
  day: DayOfCredit,
  taken: readonly Adjustment[],
  left: number[],
): Interval[] {
  const covered = uncovered(day.span, day.free);
  const [overlapping, coveredRest] = cutAfter(covered, day.claimed - day.room);
  const pieces = [
    ...intervals(overlapping, because("overlap", "H4")),
    ...intervals(coveredRest, idle(entry)),
  ];
  let free = day.free;
  const lay = (minutes: number, why: Because) => {
    const [first, rest] = cutAfter(free, minutes);
    pieces.push(...intervals(first, why));
    free = rest;
  };
  const onTheClock = Math.min(day.minutes, day.room);
  lay(onTheClock, isPending(entry.status) ? because("awaiting-acceptance", "H5") : because("credited"));
  const byDay = adjustments.find(({ reason }) => reason === "day-cap");
  if (byDay) lay(Math.min(day.allowed, day.room) - onTheClock, of(byDay));
  let byForm = Math.max(0, day.room - day.allowed);
  for (const [index, adjustment] of taken.entries()) {
    const minutes = Math.min(byForm, left[index]!);
    lay(minutes, of(adjustment));
    left[index]! -= minutes;
    byForm -= minutes;
  }
  lay(lengthOf(free), idle(entry));
  return pieces;
}

const of = ({ reason, rule, source }: Adjustment): Because => ({ why: reason, rule, source });

function idle({ mode }: StudyEntry): Because {
  if (mode === "outside-visit") return because("travel", "H8");
  return mode === "meeting" ? because("not-law", "H6") : because("not-study", "H5");
}

function ended({ status, reversedFor }: StudyEntry): Because {
  if (status !== "reversed") return because("returned", "H5");
  return reversedFor === "false-record" ? because("false-record", "H21") : because("reversed", "H20");
}

function intervals(cells: readonly Cells[], why: Because): Interval[] {
  return cells.map(({ from, to }) => ({
    startAt: instantOf(from),
    endAt: instantOf(to),
    minutes: to - from,
    ...why,
  }));
}
