/** When certificates run out. In: counts by month, and today. Out: a count for each of the coming months. */
import { addMonths, type DateOn } from "~/calendar";

/** `month` is "YYYY-MM". */
export type MonthCount = { month: string; count: number };

const AHEAD = 24;

/** This month and the 23 after it. */
export function expiryMonths(counts: readonly MonthCount[], today: DateOn): MonthCount[] {
  const of = new Map<string, number>();
  for (const { month, count } of counts) of.set(month, (of.get(month) ?? 0) + count);
  const first = `${today.slice(0, 7)}-01` as DateOn;
  return Array.from({ length: AHEAD }, (_, index) => {
    const month = addMonths(first, index).slice(0, 7);
    return { month, count: of.get(month) ?? 0 };
  });
}
