/** When a statement on law study is called for. In: today in China. Out: the year it is due for, or null. */
import { type DateOn, yearOf } from "~/calendar";

/** From this month on the year's own; what is left of the year before is called for until the middle of the next. */
const FROM_MONTH = 11;
const UNTIL_MONTH = 6;

export function statementYearDue(today: DateOn): number | null {
  const month = Number(today.slice(5, 7));
  if (month >= FROM_MONTH) return yearOf(today);
  return month <= UNTIL_MONTH ? yearOf(today) - 1 : null;
}
