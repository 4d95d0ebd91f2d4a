/**
 * One cell of a spreadsheet, whatever the program made of it: text, number, date.
 * In: the cell as read. Out: its text, a calendar date, an identity number, and text that may be shown.
 */
import { type DateOn, dateOnFrom } from "~/calendar";
import { refusal } from "~/verdict";
import { identityNumberFrom, normaliseIdentityNumber } from "./identity-number";

/** What a formula would answer depends on who opens the file: it is never taken for what was typed. */
export type FormulaCell = { formula: true };
export type RosterCell = string | number | boolean | Date | FormulaCell | null | undefined;

export const isFormula = (cell: RosterCell): cell is FormulaCell =>
  typeof cell === "object" && cell !== null && "formula" in cell;

/** Half width, lower case, no blanks, stars or colons: 「姓名＊：」 and "Name" are found. */
export function foldWord(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s*:]/g, "");
}

/** A number cell keeps fifteen digits and turns the rest into zeros: what stands there is not what was typed. */
export function numberFrom(cell: RosterCell, today: DateOn): ReturnType<typeof identityNumberFrom> {
  const text = textOf(cell);
  if (typeof cell === "number" || /^\d(\.\d+)?E\+\d+$/i.test(text))
    return { ok: false, refusals: [refusal("roster.number-cell")] };
  return identityNumberFrom(text, today);
}

/** A date cell, or a date as people write it: 2026-03-01, 2026/3/1, 2026.3.1, 2026年3月1日, 20260301. */
export function dateFrom(cell: RosterCell): DateOn | null {
  // A date cell is read as midnight UTC.
  if (cell instanceof Date)
    return Number.isNaN(cell.getTime()) ? null : dateOnFrom(cell.toISOString().slice(0, 10));
  const text = textOf(cell).normalize("NFKC");
  const found =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+0{1,2}:00(?::00)?)?$/.exec(text) ??
    /^((?:19|20)\d{2})(\d{2})(\d{2})$/.exec(text);
  if (!found) return null;
  const [, year, month, day] = found as unknown as [string, string, string, string];
  return dateOnFrom(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
}

/** A number where a date should stand: the day a spreadsheet means by it, for the hint; null when none is likely. */
export function dayOfNumber(cell: RosterCell): DateOn | null {
  const text = textOf(cell);
  if (!/^\d{5}(\.\d+)?$/.test(text)) return null;
  return dateOnFrom(
    new Date(Date.UTC(1899, 11, 30) + Math.floor(Number(text)) * 86_400_000).toISOString().slice(0, 10),
  );
}

export function textOf(cell: RosterCell): string {
  if (cell === null || cell === undefined) return "";
  if (isFormula(cell)) return "=…";
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
