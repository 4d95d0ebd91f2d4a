/** When certificates run out. In: last valid days and today. Out: a count for each of the coming months. */
import { addMonths, type DateOn } from "~/calendar";

/** `month` is "YYYY-MM". */
export type MonthCount = { month: string; count: number };

const AHEAD = 24;

/** This month and the 23 after it. What has run out before today is not in it. */
export function expiryMonths(certificates: readonly { validToOn: DateOn }[], today: DateOn): MonthCount[] {
  const counts = new Map<string, number>();
  for (const { validToOn } of certificates) {
    const month = validToOn.slice(0, 7);
    if (validToOn >= today) counts.set(month, (counts.get(month) ?? 0) + 1);
  }
  const first = `${today.slice(0, 7)}-01` as DateOn;
  return Array.from({ length: AHEAD }, (_, index) => {
    const month = addMonths(first, index).slice(0, 7);
    return { month, count: counts.get(month) ?? 0 };
  });
}
