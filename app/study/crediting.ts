/**
 * 认定: how many minutes of a study record count, and why not the rest (H1–H16). Raw minutes stay; this is computed.
 * In: one person's records with their status, the pack. Out: per record the credited minutes by China date, with every
 * adjustment under its rule. What depends on the year's quota (shares, minima) is `quota.ts`'s.
 */
import { type DateOn, splitAtMidnight } from "~/calendar";
import type { RulePack } from "~/rulebook/schema";
import {
  STUDY_CATEGORY_WORDS,
  STUDY_MODE_WORDS,
  type StudyCategoryWord,
  type StudyModeWord,
} from "~/rulebook/words";
import { minutesOf } from "~/study/measure";
import { isAccepted, isWaiting, type RecordStatus } from "~/study/record-state";
import { shares, spread, uncoveredMinutes } from "~/study/span";
import type { Source } from "~/verdict";

export const STUDY_MODES = STUDY_MODE_WORDS;
export type StudyMode = StudyModeWord;
export const STUDY_CATEGORIES = STUDY_CATEGORY_WORDS;
export type StudyCategory = StudyCategoryWord;

/** Accepted by legal affairs: it counts. */
export function isCredited(status: RecordStatus): boolean {
  return status !== "reversed" && isAccepted(status);
}

/** Handed in and not yet decided: it would count. */
export function isPending(status: RecordStatus): boolean {
  return status !== "reversed" && isWaiting(status);
}

export type StudyEntry = {
  id: string;
  mode: StudyMode;
  category: StudyCategory;
  organiserLevel: RulePack["study"]["organiserLevels"]["value"][number];
  startAt: Date;
  endAt: Date;
  /** Minutes of study inside the span: breaks, travel and the rest of a meeting are not in it. */
  minutes: number;
  status: RecordStatus;
  /** Of an exam's entry: which exam, so that a resit adds nothing (H12). */
  examId?: string | null;
};

/** Minutes added (+) or taken (−) by a rule. */
export type Adjustment = { rule: string; minutes: number; source: Source };
export type Credit = {
  entry: StudyEntry;
  rawMinutes: number;
  creditedMinutes: number;
  byDay: { on: DateOn; minutes: number }[];
  adjustments: Adjustment[];
};

/**
 * Credits of one person's records: accepted ones first, then pending ones in what room is left, each by time of study.
 * Returned and reversed records get no credit and take no room.
 */
export function credits(entries: readonly StudyEntry[], pack: RulePack): Credit[] {
  const counting = entries.filter(({ status }) => isCredited(status) || isPending(status)).sort(byTurn);
  const taken: { startAt: Date; endAt: Date }[] = [];
  const dayTotals = new Map<DateOn, number>();
  const exams = new Set<string>();
  return counting.map((entry) => {
    const adjustments = new Map<string, Adjustment>();
    const cut = (rule: string, minutes: number, source: Source) => {
      const before = adjustments.get(rule)?.minutes ?? 0;
      if (minutes !== 0) adjustments.set(rule, { rule, minutes: before + minutes, source });
    };
    // H16: what runs over midnight belongs to two days, and at the year's end to two years.
    const parts = shares(entry, splitAtMidnight(entry.startAt, entry.endAt)).map((part) => {
      const room = Math.min(part.minutes, uncoveredMinutes(part, taken)); // H4
      cut("H4", room - part.minutes, OVERLAP);
      return { on: part.on, minutes: room };
    });
    const asked = parts.reduce((sum, part) => sum + part.minutes, 0);
    const allowed = allowedMinutes(entry, asked, pack, exams, cut);
    const byDay = spread(parts, asked, allowed).flatMap(({ on, minutes }) => {
      const credited = Math.min(minutes, dayRoom(on, dayTotals, pack)); // H3
      cut("H3", credited - minutes, pack.study.dailyCapPeriods.source);
      dayTotals.set(on, (dayTotals.get(on) ?? 0) + credited);
      return credited > 0 ? [{ on, minutes: credited }] : [];
    });
    const creditedMinutes = byDay.reduce((sum, part) => sum + part.minutes, 0);
    if (creditedMinutes > 0) taken.push({ startAt: entry.startAt, endAt: entry.endAt });
    return {
      entry,
      rawMinutes: entry.minutes,
      creditedMinutes,
      byDay,
      adjustments: [...adjustments.values()],
    };
  });
}

const OVERLAP: Source = { title: "本平台默认设置", rule: "H4" };
const EXAM_ONCE: Source = { title: "本平台默认设置", rule: "H12" };

type Cut = (rule: string, minutes: number, source: Source) => void;

/** What the record's form allows of the minutes asked for: organiser, meeting cap, online and teaching factors, one exam once. */
function allowedMinutes(
  entry: StudyEntry,
  asked: number,
  pack: RulePack,
  exams: Set<string>,
  cut: Cut,
): number {
  const { organiserLevels, meetingCapPeriods, onlinePercent, competitionPeriods } = pack.study;
  const { teachingPercent, teachingCapPeriods } = pack.study;
  const limited = (minutes: number, rule: string, source: Source) => {
    cut(rule, minutes - asked, source);
    return minutes;
  };
  if (!organiserLevels.value.includes(entry.organiserLevel)) return limited(0, "H14", organiserLevels.source);
  if (entry.mode === "exam" && entry.examId) {
    if (exams.has(entry.examId)) return limited(0, "H12", EXAM_ONCE);
    exams.add(entry.examId);
  }
  if (entry.mode === "meeting" && meetingCapPeriods.value !== null)
    return limited(
      Math.min(asked, Math.floor(minutesOf(meetingCapPeriods.value, "periods", pack))),
      "H6",
      meetingCapPeriods.source,
    );
  if (entry.mode === "online")
    return limited(percentOf(asked, onlinePercent.value), "H9", onlinePercent.source);
  if (entry.mode === "competition" && competitionPeriods.value !== null && asked > 0)
    return limited(
      Math.floor(minutesOf(competitionPeriods.value, "periods", pack)),
      "H10",
      competitionPeriods.source,
    );
  if (entry.mode === "teaching") {
    const taught = percentOf(asked, teachingPercent.value);
    const most =
      teachingCapPeriods.value === null
        ? taught
        : Math.floor(minutesOf(teachingCapPeriods.value, "periods", pack));
    return most < taught
      ? limited(most, "H11", teachingCapPeriods.source)
      : limited(taught, "H11", teachingPercent.source);
  }
  return asked;
}

function percentOf(minutes: number, percent: number): number {
  return Math.floor((minutes * percent) / 100);
}

function dayRoom(on: DateOn, totals: ReadonlyMap<DateOn, number>, pack: RulePack): number {
  const cap = pack.study.dailyCapPeriods.value;
  if (cap === null) return Number.POSITIVE_INFINITY;
  return Math.max(0, Math.floor(minutesOf(cap, "periods", pack)) - (totals.get(on) ?? 0));
}

function byTurn(a: StudyEntry, b: StudyEntry): number {
  return (
    Number(isPending(a.status)) - Number(isPending(b.status)) ||
    a.startAt.getTime() - b.startAt.getTime() ||
    (a.id < b.id ? -1 : 1)
  );
}
