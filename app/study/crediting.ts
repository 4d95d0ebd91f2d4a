/**
 * 认定: how many minutes of a study record count, and why not the rest (H1–H16). Raw minutes stay; this is computed.
 * In: one person's records with their status, the pack. Out: per record the credited minutes by China date, with every
 * adjustment under its rule. What depends on the year's quota (shares, minima) is `counted.ts`'s.
 */
import { type DateOn, splitAtMidnight } from "~/calendar";
import type { RulePack } from "~/rulebook/schema";
import { allowanceOf, type Seen } from "~/study/allowance";
import { minutesOf } from "~/study/measure";
import { type Cells, cellsOf, lengthOf, shares, spread, uncovered } from "~/study/span";
import { byTurn, isCredited, isPending, type StudyEntry } from "~/study/study-entry";
import type { Source } from "~/verdict";

/** Why minutes were taken, or added. */
export const REASONS = [
  "overlap",
  "day-cap",
  "half-days",
  "meeting-cap",
  "online-coefficient",
  "competition-fixed",
  "teaching-coefficient",
  "teaching-cap",
  "exam-retake",
  "organiser",
  "evidence",
] as const;
export type Reason = (typeof REASONS)[number];

/** Minutes added (+) or taken (−) by a rule. */
export type Adjustment = { rule: string; reason: Reason; minutes: number; source: Source };
/** One China date of a record: its minutes from claim to credit. */
export type DayOfCredit = {
  on: DateOn;
  span: Cells;
  /** What no earlier record holds. */
  free: Cells[];
  /** Claimed, then left by overlap, by the form, by the day. */
  claimed: number;
  room: number;
  allowed: number;
  minutes: number;
};
export type Credit = {
  entry: StudyEntry;
  rawMinutes: number;
  creditedMinutes: number;
  byDay: { on: DateOn; minutes: number }[];
  adjustments: Adjustment[];
  days: DayOfCredit[];
};

const OVERLAP: Source = { title: "本平台默认设置", rule: "H4" };

/**
 * Credits of one person's records: accepted ones first, then pending ones in what room is left, each by time of study.
 * Returned and reversed records get no credit and take no room.
 */
export function credits(entries: readonly StudyEntry[], pack: RulePack): Credit[] {
  const counting = entries.filter(({ status }) => isCredited(status) || isPending(status)).sort(byTurn);
  const taken: Cells[] = [];
  const dayTotals = new Map<DateOn, number>();
  const seen: Seen = { exams: new Set() };
  return counting.map((entry) => {
    // H16: what runs over midnight belongs to two days, and at the year's end to two years.
    const parts = shares(entry, splitAtMidnight(entry.startAt, entry.endAt)).map(({ on, minutes, ...at }) => {
      const span = cellsOf(at);
      const free = uncovered(span, taken);
      const room = Math.min(minutes, lengthOf(free)); // H4
      return { on, span, free, claimed: minutes, room, minutes: room };
    });
    const asked = parts.reduce((sum, part) => sum + part.room, 0);
    const allowance = allowanceOf(entry, asked, pack, seen);
    let lost = 0;
    const days = spread(parts, asked, allowance.minutes).map((part): DayOfCredit => {
      const minutes = Math.min(part.minutes, dayRoom(part.on, dayTotals, pack)); // H3
      lost += part.minutes - minutes;
      dayTotals.set(part.on, (dayTotals.get(part.on) ?? 0) + minutes);
      return { ...part, allowed: part.minutes, minutes };
    });
    const creditedMinutes = days.reduce((sum, part) => sum + part.minutes, 0);
    if (creditedMinutes > 0) taken.push(cellsOf(entry));
    const cut = (rule: string, reason: Reason, minutes: number, source: Source): Adjustment[] =>
      minutes === 0 ? [] : [{ rule, reason, minutes: -minutes, source }];
    return {
      entry,
      rawMinutes: entry.minutes,
      creditedMinutes,
      byDay: days.flatMap(({ on, minutes }) => (minutes > 0 ? [{ on, minutes }] : [])),
      adjustments: [
        ...cut("H4", "overlap", entry.minutes - asked, OVERLAP),
        ...allowance.adjustments,
        ...cut("H3", "day-cap", lost, pack.study.dailyCapPeriods.source),
      ],
      days,
    };
  });
}

function dayRoom(on: DateOn, totals: ReadonlyMap<DateOn, number>, pack: RulePack): number {
  const cap = pack.study.dailyCapPeriods.value;
  if (cap === null) return Number.POSITIVE_INFINITY;
  return Math.max(0, Math.floor(minutesOf(cap, "periods", pack)) - (totals.get(on) ?? 0));
}
