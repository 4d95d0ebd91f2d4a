/**
 * A time of day in a cell, whatever the program made of it.
 * In: the cell as read. Out: minutes after midnight, up to 24:00; null where it is no time.
 */
import type { RosterCell } from "~/personnel/roster-cell";

const DAY = 24 * 60;

export function clockFrom(cell: RosterCell): number | null {
  // A cell that shows a time holds the share of a day that has passed; with a day before it, the share counts.
  if (cell instanceof Date) {
    const minutes = Math.round((cell.getTime() / 60_000) % DAY);
    return Number.isNaN(minutes) ? null : (minutes + DAY) % DAY;
  }
  if (typeof cell === "number") return cell > 0 && cell < 1 ? Math.round(cell * DAY) % DAY : null;
  if (typeof cell !== "string") return null;
  const found = /^(\d{1,2})(?::(\d{2})(?::\d{2})?|[点时](?:(\d{1,2})分?)?)$/.exec(
    cell.normalize("NFKC").replace(/\s/g, ""),
  );
  if (!found) return null;
  const past = Number(found[2] ?? found[3] ?? 0);
  const minutes = Number(found[1]) * 60 + past;
  return past < 60 && minutes <= DAY ? minutes : null;
}
