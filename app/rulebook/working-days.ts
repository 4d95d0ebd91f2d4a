/**
 * 工作日: which days are worked, by the arrangement of public holidays that the State Council publishes each autumn. In: calendar
 * dates. Out: yes or no, and sums. A year whose arrangement is not in the table
 * yet has its weekends off, and the holidays whose date is fixed.
 */
import { addDays, type DateOn, isoWeekday, yearOf } from "~/calendar";

type Arrangement = {
  /** First and last day of each holiday. */
  off: readonly (readonly [DateOn, DateOn])[];
  /** Days of a weekend that are worked for it 调休. */
  worked: readonly DateOn[];
};

// 国务院办公厅关于部分节假日安排的通知
const ARRANGEMENTS: Readonly<Record<number, Arrangement>> = {
  2025: {
    off: [
      ["2025-01-01", "2025-01-01"],
      ["2025-01-28", "2025-02-04"],
      ["2025-04-04", "2025-04-06"],
      ["2025-05-01", "2025-05-05"],
      ["2025-05-31", "2025-06-02"],
      ["2025-10-01", "2025-10-08"],
    ],
    worked: ["2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"],
  },
  2026: {
    off: [
      ["2026-01-01", "2026-01-03"],
      ["2026-02-15", "2026-02-23"],
      ["2026-04-04", "2026-04-06"],
      ["2026-05-01", "2026-05-05"],
      ["2026-06-19", "2026-06-21"],
      ["2026-09-25", "2026-09-27"],
      ["2026-10-01", "2026-10-07"],
    ],
    worked: ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"],
  },
};

/** 全国年节及纪念日放假办法: off in every year, whatever is arranged around them. Those of the moon are known only with the arrangement. */
const ALWAYS_OFF: readonly string[] = ["01-01", "05-01", "05-02", "10-01", "10-02", "10-03"];

const SATURDAY = 6;

export function isWorkingDay(on: DateOn): boolean {
  const arrangement = ARRANGEMENTS[yearOf(on)];
  if (ALWAYS_OFF.includes(on.slice(5))) return false;
  if (arrangement?.off.some(([first, last]) => first <= on && on <= last)) return false;
  return isoWeekday(on) < SATURDAY || (arrangement?.worked.includes(on) ?? false);
}

/** The last day of so many working days; the day itself is not counted (民法典 第二百零一条). */
export function addWorkingDays(on: DateOn, days: number): DateOn {
  let at = on;
  for (let left = days; left > 0; ) {
    at = addDays(at, 1);
    if (isWorkingDay(at)) left -= 1;
  }
  return at;
}
