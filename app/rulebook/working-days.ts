/**
 * 工作日: which days are worked, as the State Council arranges each year: holidays, and weekends that are worked instead.
 * In: a date in China. Out: whether it is a working day, and what else it is. Of a year whose notice this program does not
 * hold only weekends and the fixed holidays are known, and the answer says so.
 */
import { addDays, type DateOn, isoWeekday, yearOf } from "~/calendar";
import type { Source } from "~/verdict";

const HOLIDAYS = [
  "new-year",
  "spring-festival",
  "qingming",
  "labour-day",
  "dragon-boat",
  "mid-autumn",
  "national-day",
] as const;
export type Holiday = (typeof HOLIDAYS)[number];

type Arrangement = {
  source: Source;
  /** Both days are off. */
  off: readonly { holiday: Holiday; fromOn: DateOn; lastOn: DateOn }[];
  /** 调休上班 */
  worked: readonly DateOn[];
};

const off = (holiday: Holiday, fromOn: DateOn, lastOn: DateOn) => ({ holiday, fromOn, lastOn });

const ARRANGED: Readonly<Record<number, Arrangement>> = {
  2025: {
    source: { title: "国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）" },
    off: [
      off("new-year", "2025-01-01", "2025-01-01"),
      off("spring-festival", "2025-01-28", "2025-02-04"),
      off("qingming", "2025-04-04", "2025-04-06"),
      off("labour-day", "2025-05-01", "2025-05-05"),
      off("dragon-boat", "2025-05-31", "2025-06-02"),
      // 国庆节、中秋节
      off("national-day", "2025-10-01", "2025-10-08"),
    ],
    worked: ["2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"],
  },
  2026: {
    source: { title: "国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）" },
    off: [
      off("new-year", "2026-01-01", "2026-01-03"),
      off("spring-festival", "2026-02-15", "2026-02-23"),
      off("qingming", "2026-04-04", "2026-04-06"),
      off("labour-day", "2026-05-01", "2026-05-05"),
      off("dragon-boat", "2026-06-19", "2026-06-21"),
      off("mid-autumn", "2026-09-25", "2026-09-27"),
      off("national-day", "2026-10-01", "2026-10-07"),
    ],
    worked: ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"],
  },
};

/** 全国年节及纪念日放假办法 (2024): days that no notice moves. */
const FIXED: readonly { holiday: Holiday; days: readonly string[] }[] = [
  { holiday: "new-year", days: ["01-01"] },
  { holiday: "labour-day", days: ["05-01", "05-02"] },
  { holiday: "national-day", days: ["10-01", "10-02", "10-03"] },
];

/** The notice behind a year's days; null where this program holds none. */
export const arrangementOf = (year: number): Source | null => ARRANGED[year]?.source ?? null;

export type KindOfDay = Holiday | "weekend" | "make-up-workday" | "workday";

export function kindOfDay(on: DateOn): KindOfDay {
  const year = ARRANGED[yearOf(on)];
  if (year?.worked.includes(on)) return "make-up-workday";
  const holiday = year
    ? year.off.find(({ fromOn, lastOn }) => fromOn <= on && on <= lastOn)?.holiday
    : FIXED.find(({ days }) => days.includes(on.slice(5)))?.holiday;
  return holiday ?? (isoWeekday(on) > 5 ? "weekend" : "workday");
}

export function isWorkingDay(on: DateOn): boolean {
  const kind = kindOfDay(on);
  return kind === "workday" || kind === "make-up-workday";
}

/** The first working day after, or with -1 before, a day. */
export function nextWorkingDay(on: DateOn, direction: 1 | -1 = 1): DateOn {
  let day = addDays(on, direction);
  while (!isWorkingDay(day)) day = addDays(day, direction);
  return day;
}

/** The day itself does not count (民法典 第二百零一条). */
export function addWorkingDays(on: DateOn, days: number): DateOn {
  let day = on;
  for (let left = days; left > 0; left -= 1) day = nextWorkingDay(day);
  return day;
}
