/**
 * One cell of a spreadsheet, whatever the program made of it: text, number, date.
 * In: the cell as read. Out: its text, a calendar date, an identity number, and text that may be shown.
 */
import { type DateOn, dateOnFrom } from "~/calendar";
import { refusal } from "~/verdict";
import { identityNumberFrom, normaliseIdentityNumber } from "./identity-number";

export type RosterCell = string | number | boolean | Date | null | undefined;

/** Half width, lower case, no blanks, stars or colons: 「姓名＊：」 and "Name" are found. */
export function foldWord(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s*:]/g, "");
}

/** A number cell keeps fifteen digits and turns the rest into zeros: what stands there is not what was typed. */
export function numberFrom(cell: RosterCell, today: DateOn): ReturnType<typeof identityNumberFrom> {
  if (typeof cell === "number") return { ok: false, refusals: [refusal("roster.number-cell")] };
  return identityNumberFrom(textOf(cell), today);
}

/** A date cell, or a date as people write it: 2026-03-01, 2026/3/1, 2026.3.1, 2026年3月1日. */
export function dateFrom(cell: RosterCell): DateOn | null {
  // A date cell is read as midnight UTC.
  if (cell instanceof Date)
    return Number.isNaN(cell.getTime()) ? null : dateOnFrom(cell.toISOString().slice(0, 10));
  const found = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(
    textOf(cell).normalize("NFKC"),
  );
  if (!found) return null;
  const [, year, month, day] = found as unknown as [string, string, string, string];
  return dateOnFrom(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
}

export function textOf(cell: RosterCell): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? "?" : cell.toISOString().slice(0, 10);
  return String(cell).trim();
}

/** An identity number may have been put in any column: every long run of digits keeps its ends only. */
export function maskDigits(text: string): string {
  return text.replace(/[0-9０-９](?:[\s\u00A0]?[0-9０-９]){10,}[XxＸｘ]?/g, (run) => {
    const digits = normaliseIdentityNumber(run);
    return `${digits.slice(0, 6)}${"*".repeat(Math.max(4, digits.length - 10))}${digits.slice(-4)}`;
  });
}
