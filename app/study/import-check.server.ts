/**
 * A table of past study looked at against the register and the ledger, row by row. What was found is kept, masked and
 * encrypted; entering it reads the file itself again.
 */
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { keepChecked, type PagesAsked, readChecked } from "~/personnel/checked-pages.server";
import { maskDigits } from "~/personnel/roster-cell";
import { unitsNamed } from "~/personnel/roster-check.server";
import { refusalsOfShape } from "~/personnel/roster-sheet";
import { headerRowOf, ignoredHeaders } from "~/personnel/sheet-columns";
import type { Sheet } from "~/personnel/sheet-xml.server";
import { type Refusal, refusal } from "~/verdict";
import { enteringRules } from "./entering.server";
import { studiedIn } from "./frozen.server";
import { type ImportMapping, type ImportWords, refusalsOfHeader, tellsStudy } from "./import-columns";
import { placeRows } from "./import-people.server";
import { type ImportProblem, importRow, type ReadRow } from "./import-row";
import { type ImportState, type LookedRow, type PlacedRow, standingOfRows } from "./import-standing";
import { liveDuring } from "./live.server";

export const MOST_ROWS = 50_000;
/** How many rows are read, or people asked about, before others are answered. */
const AT_ONCE = 250;
const PEOPLE_AT_ONCE = 500;

export type ImportCounts = Record<ImportState, number>;
export type CheckedRow = {
  row: number;
  state: ImportState;
  shown: ReadRow["shown"];
  /** As the register knows them; null for who was not found. */
  name: string | null;
  /** Minutes that others hold too: counted once. */
  shared: number;
  problems: ImportProblem[];
};
type CheckHead = { ignored: string[]; others: Sheet["others"] };

export type ImportReading =
  | { ok: true; mapping: ImportMapping; rows: LookedRow[]; counts: ImportCounts }
  | { ok: false; refusals: Refusal[] };

/**
 * Every row with what entering it would do now. With `take` everybody meant is locked before the ledger is read, and what
 * only a page would show is let go. Refusals: study-import.empty, .no-header, .too-many-rows { rows, most }, and those of
 * `refusalsOfHeader` and `refusalsOfShape`.
 */
export async function readImport(
  tx: Tx,
  sheet: Sheet,
  { unitId, words, take = false }: { unitId: string; words: ImportWords; take?: boolean },
  now: Date,
): Promise<ImportReading> {
  const mapping = headerRowOf(sheet.rows, words.headers, tellsStudy);
  if (!mapping)
    return {
      ok: false,
      refusals: [refusal(sheet.rows.length === 0 ? "study-import.empty" : "study-import.no-header")],
    };
  const refusals = refusalsOfTable(sheet, mapping);
  if (refusals.length > 0) return { ok: false, refusals };
  const today = chinaDateOf(now);
  const read: ReadRow[] = [];
  for (const row of sheet.rows) {
    if (row.row <= mapping.headerRow) continue;
    if (read.length % AT_ONCE === 0) await new Promise(setImmediate);
    const one = importRow(row, mapping, words, today);
    read.push(take ? { ...one, shown: {} } : one);
    if (take) row.cells = [];
  }
  const units = await unitsNamed(tx, unitId, now);
  const unitIds = new Set([...units.values()].flat().map((unit) => unit.unitId));
  const placed = await placeRows(tx, read, { units, unitIds }, today, take);
  const rows = await standingOf(tx, placed, now);
  const counts: ImportCounts = { new: 0, overlapping: 0, known: 0, bad: 0 };
  for (const { state } of rows) counts[state] += 1;
  return { ok: true, mapping, rows, counts };
}

function refusalsOfTable(sheet: Sheet, { headerRow, columns }: ImportMapping): Refusal[] {
  const rows = sheet.rows.filter(({ row }) => row > headerRow).length;
  return [
    ...refusalsOfHeader(columns),
    ...(rows === 0 ? [refusal("study-import.empty")] : []),
    ...(rows > MOST_ROWS ? [refusal("study-import.too-many-rows", { rows, most: MOST_ROWS })] : []),
    ...refusalsOfShape(sheet, headerRow),
  ];
}

async function standingOf(tx: Tx, placed: readonly PlacedRow[], now: Date): Promise<LookedRow[]> {
  const good = placed.flatMap(({ place, session }) => (place && session ? [{ place, session }] : []));
  const mayEnter = await enteringRules(
    tx,
    good.map(({ place, session }) => studiedIn({ ...session, ...place })),
    now,
  );
  let [startAt, endAt] = [now, new Date(0)];
  for (const { session } of good) {
    if (session.startAt < startAt) startAt = session.startAt;
    if (session.endAt > endAt) endAt = session.endAt;
  }
  const personIds = [...new Set(good.map(({ place }) => place.personId))];
  const ledger: Awaited<ReturnType<typeof liveDuring>> = [];
  for (let from = 0; from < personIds.length; from += PEOPLE_AT_ONCE)
    for (const live of await liveDuring(tx, personIds.slice(from, from + PEOPLE_AT_ONCE), { startAt, endAt }))
      ledger.push(live);
  return standingOfRows(placed, ledger, (session, { personId, unitId }) =>
    mayEnter(session, { personIds: [personId], unitId }),
  );
}

/** Keeps what was found. */
export async function storeCheck(
  tx: Tx,
  { importId, sheet, reading }: { importId: string; sheet: Sheet; reading: ImportReading & { ok: true } },
  actorId: string,
  now: Date,
): Promise<void> {
  const headers = sheet.rows.find(({ row }) => row === reading.mapping.headerRow)?.cells ?? [];
  const ignored = ignoredHeaders(headers, reading.mapping.columns).map((text) =>
    maskDigits(text.slice(0, 40)),
  );
  const resultHash = await keepChecked(
    tx,
    {
      head: { ignored, others: sheet.others } satisfies CheckHead,
      rows: checkedFrom(reading.rows),
      isBad: ({ state }) => state === "bad",
      purpose: "study",
    },
    now,
  );
  await tx.studyImportCheck.create({
    data: { id: newId(), importId, resultHash, counts: reading.counts, checkedById: actorId, checkedAt: now },
  });
}

function* checkedFrom(rows: readonly LookedRow[]): Generator<CheckedRow> {
  for (const { row, state, shown, place, shared, problems } of rows)
    yield { row, state, shown, name: place?.name ?? null, shared, problems };
}

export type ImportCheck = { counts: ImportCounts; checkedAt: Date; resultHash: string };

/** The newest look at an import. Every import has one: a file that cannot be read is not kept. */
export async function latestCheck(tx: Tx, importId: string): Promise<ImportCheck> {
  const { counts, checkedAt, resultHash } = await tx.studyImportCheck.findFirstOrThrow({
    where: { importId },
    orderBy: { id: "desc" },
  });
  return { counts: counts as ImportCounts, checkedAt, resultHash };
}

/** Rows of a look as they were found. */
export async function checkedRows(
  tx: Tx,
  { resultHash }: ImportCheck,
  pages: PagesAsked,
): Promise<CheckHead & { bad: CheckedRow[]; good: CheckedRow[] }> {
  const { head, bad, good } = await readChecked<CheckHead, CheckedRow>(tx, resultHash, pages);
  return { ignored: head.ignored, others: head.others, bad, good };
}
