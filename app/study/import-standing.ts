/**
 * Rows of past study beside the ledger and beside each other: which would be entered, which stand there already, which not.
 * In: rows with whom and where they mean, what stands of these people, what every entry is asked. Out: a state for each.
 */
import { type Refusal, refusal, type Verdict } from "~/verdict";
import type { ImportColumn } from "./import-columns";
import type { ImportProblem, ReadRow } from "./import-row";
import { type Live, overlapsWith } from "./overlap";
import type { StudySession } from "./session";

/** `overlapping`: entered too, the minutes it shares with others count once (H4). `known`: stands in the ledger already. */
export const IMPORT_STATES = ["new", "overlapping", "known", "bad"] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** Who studied, and where they worked then; null where the row does not say it well enough. */
export type Place = { personId: string; name: string; unitId: string };
export type PlacedRow = ReadRow & { place: Place | null };
export type LookedRow = PlacedRow & { state: ImportState; shared: number };

type Standing = Live & { personId: string };
const DAY = 86_400_000;
const ONCE = { title: "本平台默认设置", rule: "H4" };

/** In the order of the file: what an earlier row holds, a later one does not hold again. */
export function standingOfRows(
  rows: readonly PlacedRow[],
  ledger: Iterable<Standing>,
  mayEnter: (session: StudySession, place: Place) => Verdict,
): LookedRow[] {
  const standing = byDay();
  for (const live of ledger) standing.add(live);
  const twice = rowsTwice(rows);
  return rows.map((row): LookedRow => {
    const bad = (...refusals: Refusal[]): LookedRow => ({
      ...row,
      problems: [...row.problems, ...refusals.map(problemFrom)],
      state: "bad",
      shared: 0,
    });
    const { place, session } = row;
    if (!place || !session || row.problems.length > 0) return bad();
    const otherRow = twice.get(row.row);
    if (otherRow) return bad(refusal("study-import.row-twice", { otherRow }));
    const around = standing.around(place.personId, session);
    const isSame = (live: Live) =>
      live.title === session.title && live.startAt.getTime() === session.startAt.getTime();
    if (around.some(isSame)) return { ...row, state: "known", shared: 0 };
    const verdict = mayEnter(session, place);
    if (!verdict.ok) return bad(...verdict.refusals);
    const overlaps = overlapsWith(session, around);
    if (overlaps.isWhole)
      return bad(refusal("study-record.wholly-covered", { title: overlaps.with[0]?.title ?? "" }, ONCE));
    standing.add({ ...session, id: "", personId: place.personId });
    const shared = overlaps.with.reduce((sum, { minutes }) => sum + minutes, 0);
    return { ...row, state: shared > 0 ? "overlapping" : "new", shared };
  });
}

/** The same person, beginning and name in two rows: neither is taken, for who can say which of them is right. */
function rowsTwice(rows: readonly PlacedRow[]): Map<number, number> {
  const seen = new Map<string, number[]>();
  for (const { row, place, session } of rows) {
    if (!place || !session) continue;
    const key = `${place.personId} ${session.startAt.getTime()} ${session.title}`;
    const there = seen.get(key);
    if (there) there.push(row);
    else seen.set(key, [row]);
  }
  const twice = new Map<number, number>();
  for (const same of seen.values())
    if (same.length > 1) for (const row of same) twice.set(row, same.find((other) => other !== row)!);
  return twice;
}

/** What stands of somebody around a time, found by its days: a file may hold nothing but one person's year. */
function byDay() {
  const days = new Map<string, Live[]>();
  const keysOf = (personId: string, { startAt, endAt }: { startAt: Date; endAt: Date }) => {
    const keys: string[] = [];
    const last = Math.floor(endAt.getTime() / DAY);
    for (let day = Math.floor(startAt.getTime() / DAY); day <= last; day += 1)
      keys.push(`${personId} ${day}`);
    return keys;
  };
  return {
    add({ personId, ...live }: Standing): void {
      for (const key of keysOf(personId, live)) {
        const there = days.get(key);
        if (there) there.push(live);
        else days.set(key, [live]);
      }
    },
    around: (personId: string, span: { startAt: Date; endAt: Date }): Live[] => [
      ...new Set(keysOf(personId, span).flatMap((key) => days.get(key) ?? [])),
    ],
  };
}

/** Columns that a refusal of the ledger speaks of. */
const ABOUT: Record<string, ImportColumn> = {
  "study-record.title-missing": "title",
  "study-record.ends-before-start": "end",
  "study-record.longer-than-a-day": "end",
  "study-record.minutes-missing": "minutes",
  "study-record.minutes-over-span": "minutes",
  "study-record.evidence-missing": "evidence",
  "study-record.evidence-kind-missing": "evidenceKind",
  "study-record.wholly-covered": "start",
  "study-import.row-twice": "title",
};

const problemFrom = (one: Refusal): ImportProblem => ({ column: ABOUT[one.code] ?? "date", refusal: one });
