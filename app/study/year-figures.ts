/**
 * 年度学法数据: what a year of study came to, for one person and for one unit. 场次 (sessions), 人次 (attendances) and 人数
 * (distinct people) are three figures; leading cadres stand apart from the rest. In: standings, entries, counts of the
 * ledger and of plans. Out: plain figures, which are stored and signed as they are.
 */
import { chinaDateOf, type DateOn, yearOf } from "~/calendar";
import type { RulePack } from "~/rulebook/schema";
import type { StudyGroupWord, StudyModeWord } from "~/rulebook/words";
import { annualResult } from "~/study/annual-result";
import type { StudyUnit } from "~/study/measure";
import type { Standing } from "~/study/quota";
import { isCredited, STUDY_MODES, type StudyEntry } from "~/study/study-entry";
import type { Refusal } from "~/verdict";

/** Forms for which people come together: an hour alone at a book or a screen is no 场次, and an exam is counted as one. */
export const SESSION_MODES: readonly StudyModeWord[] = STUDY_MODES.filter(
  (mode) => mode !== "self-study" && mode !== "online" && mode !== "exam",
);

export const YEAR_RESULTS = ["met", "unmet", "none"] as const; // 达标 未达标 无定额
export type YearResult = (typeof YEAR_RESULTS)[number];

export type QuotaFigures = {
  quotaId: string;
  unit: StudyUnit;
  required: number;
  credited: number;
  short: number;
  requiredMinutes: number;
  creditedMinutes: number;
  isMet: boolean;
  /** Every reason why it is not met. */
  reasons: Refusal[];
  makeUpUntilOn: DateOn | null;
  consequences: string[];
};

/** 应考, 通过, 未通过, 免考, 缺考, 待考: of plan items with an exam. */
export type ExamFigures = {
  required: number;
  passed: number;
  failed: number;
  exempt: number;
  absent: number;
  pending: number;
};
export const NO_EXAMS: ExamFigures = { required: 0, passed: 0, failed: 0, exempt: 0, absent: 0, pending: 0 };

export type StatementStanding = "missing" | "draft" | "submitted" | "returned" | "reviewed";

export type PersonFigures = {
  personId: string;
  name: string;
  /** Where the year is reported: the last unit of it, or the last one here of who moved to another district. */
  unitId: string;
  /** Studied here and is reported elsewhere: has a share in the minutes, and no result. */
  movedOut: boolean;
  group: StudyGroupWord;
  result: YearResult;
  /** Credited in the year, by the unit in which it was studied (H19). */
  minutes: Record<string, number>;
  attendances: number;
  quotas: QuotaFigures[];
  exams: ExamFigures;
  /** 述法; null for who owes none. */
  statement: StatementStanding | null;
  /** Whether two offices let them off part of the year. */
  relieved: boolean;
};

export type GroupFigures = { people: number; attended: number; owing: number; met: number };
export type UnitFigures = {
  unitId: string;
  name: string;
  path: string;
  sessions: number;
  attendances: number;
  people: number;
  /** By the unit in which they were studied (H19). */
  minutes: number;
  leaders: GroupFigures;
  staff: GroupFigures;
  plan: { planned: number; done: number };
  exams: ExamFigures;
};

export function quotaFigures(standing: Standing, pack: RulePack, year: number, today: DateOn): QuotaFigures {
  const { quotaId, unit, required, credited, short, minutes, isMet, shortages } = standing;
  const { makeUpUntilOn, consequences } = annualResult(standing, pack, year, today);
  return {
    ...{ quotaId, unit, required, credited, short, isMet, makeUpUntilOn },
    requiredMinutes: minutes.required,
    creditedMinutes: minutes.credited,
    reasons: shortages,
    consequences: [...consequences],
  };
}

/** 达标 is to have met every quota that is one's own. */
export function resultOf(quotas: readonly QuotaFigures[]): YearResult {
  if (quotas.length === 0) return "none";
  return quotas.every(({ isMet }) => isMet) ? "met" : "unmet";
}

/** How often somebody came to study with others, by entries that count. */
export function attendancesIn(entries: readonly StudyEntry[], year: number): number {
  return entries.filter(
    ({ mode, status, startAt }) =>
      isCredited(status) && SESSION_MODES.includes(mode) && yearOf(chinaDateOf(startAt)) === year,
  ).length;
}

export const minutesOfYear = ({ minutes }: PersonFigures): number =>
  Object.values(minutes).reduce((sum, one) => sum + one, 0);
