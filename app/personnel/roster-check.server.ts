/**
 * A roster looked at against the register, row by row. What was found is kept, masked and encrypted, so that a page of
 * fifty thousand rows is as quick as one of fifty; taking the roster in reads the file itself again.
 */
import { createHash } from "node:crypto";
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { rangeOf } from "~/organisation/history";
import { findUnit, unitsUnder } from "~/organisation/units.server";
import { type Refusal, refusal } from "~/verdict";
import { keepChecked, type PagesAsked, readChecked } from "./checked-pages.server";
import { refusalsOfNumber } from "./person.server";
import {
  type CellProblem,
  type RosterRow,
  rosterRow,
  type UnitIndex,
  unitIndex,
  withoutDoubles,
} from "./roster";
import { maskDigits } from "./roster-cell";
import {
  headerOf,
  headersOf,
  isComplete,
  ROSTER_COLUMNS,
  type RosterColumn,
  type RosterMapping,
  type RosterWords,
} from "./roster-columns";
import { type RowsAsked, type Standing, type StandingRow, standingOfRows } from "./roster-row.server";
import { refusalsOfSheet } from "./roster-sheet";
import { ignoredHeaders } from "./sheet-columns";
import type { Sheet } from "./sheet-xml.server";

/** How many rows are read before others are answered. */
const AT_ONCE = 250;

export type RowState = Standing["state"] | "bad";
export type RosterCounts = Record<RowState, number>;
export type CheckedRow = {
  row: number;
  state: RowState;
  shown: RosterRow["shown"];
  problems: CellProblem[];
  /** Columns in which the sheet says something else than the register of someone who is left as they are. */
  differs: RosterColumn[];
};
/** Stored before the rows: what stands beside them. */
type CheckHead = { ignored: string[]; others: { name: string; hidden: boolean }[] };

/** The columns somebody chose last for a sheet with these headers, for this unit. */
async function rememberedMapping(tx: Tx, sheet: Sheet, unitId: string): Promise<RosterMapping | null> {
  const near = sheet.rows.slice(0, 10);
  const signatures = new Map(near.map(({ row, cells }) => [signatureOf(headersOf(cells)), row]));
  const found = await tx.rosterImportCheck.findFirst({
    where: { signature: { in: [...signatures.keys()] }, chosen: true, import: { unitId } },
    orderBy: { checkedAt: "desc" },
  });
  const headerRow = found && signatures.get(found.signature);
  return headerRow ? { headerRow, columns: columnsFrom(found.columns) } : null;
}

/** What the columns hold, as chosen the last time or as the headers say; null when somebody must be asked. */
export async function mappingFor(
  tx: Tx,
  sheet: Sheet,
  unitId: string,
  words: RosterWords,
): Promise<{ mapping: RosterMapping; chosen: boolean } | null> {
  const remembered = await rememberedMapping(tx, sheet, unitId);
  if (remembered) return { mapping: remembered, chosen: true };
  const known = headerOf(sheet.rows, words);
  return known && isComplete(known) ? { mapping: known, chosen: false } : null;
}

/** The words a sheet may use, and who else is asked about what it would write (`casework/roster-asked`). */
export type Asked = { words: RosterWords; alsoAsked?: RowsAsked | undefined };

export type Reading =
  | { ok: true; rows: StandingRow[]; counts: RosterCounts; ignored: string[] }
  | { ok: false; refusals: Refusal[] };

/**
 * Every row of the sheet with what taking it in would do today. Entries hold whole identity numbers and stay on the
 * server. With `take` the people known are locked before their facts are read, and what only a page would show is let go,
 * the sheet's own rows too. Refusals: roster.*, workbook.*
 */
export async function readRoster(
  tx: Tx,
  sheet: Sheet,
  {
    mapping,
    unitId,
    words,
    take = false,
    alsoAsked,
  }: Asked & { mapping: RosterMapping; unitId: string; take?: boolean },
  now: Date,
): Promise<Reading> {
  const refusals = refusalsOfSheet(sheet, mapping);
  if (refusals.length > 0) return { ok: false, refusals };
  const today = chinaDateOf(now);
  const units = await unitsNamed(tx, unitId, now);
  const body = sheet.rows.filter(({ row }) => row > mapping.headerRow);
  const read: RosterRow[] = [];
  for (const [at, row] of body.entries()) {
    if (at % AT_ONCE === 0) await new Promise(setImmediate);
    const one = realNumber(rosterRow(row, mapping, words, units, today));
    read.push(take ? { ...one, shown: NOTHING } : one);
    if (take) row.cells = [];
  }
  const rows = await standingOfRows(tx, withoutDoubles(read), { lock: take, alsoAsked });
  const counts: RosterCounts = { new: 0, joining: 0, differs: 0, known: 0, bad: 0 };
  for (const row of rows) counts[stateOf(row)] += 1;
  const headers = sheet.rows.find(({ row }) => row === mapping.headerRow)?.cells ?? [];
  if (take) sheet.rows.length = 0;
  const ignored = ignoredHeaders(headers, mapping.columns);
  return { ok: true, rows, counts, ignored: ignored.map((text) => maskDigits(text.slice(0, 40))) };
}

/** One for all rows whose cells nobody will look at. */
const NOTHING: RosterRow["shown"] = {};

export const stateOf = (row: StandingRow): RowState => row.standing?.state ?? "bad";

function realNumber(row: RosterRow): RosterRow {
  const refusals = row.entry ? refusalsOfNumber(row.entry.identityNumber) : [];
  if (refusals.length === 0) return row;
  return {
    ...row,
    entry: null,
    problems: refusals.map((one) => ({ column: "identityNumber", refusal: one })),
  };
}

/** Units a table may name: the one it was uploaded for and those below it, with the days on which each exists. */
export async function unitsNamed(tx: Tx, unitId: string, now: Date): Promise<UnitIndex> {
  const today = chinaDateOf(now);
  const root = await findUnit(tx, unitId, today);
  const units = root ? await unitsUnder(tx, [root.path], today) : [];
  const versions = await tx.unitVersion.findMany({
    where: { unitId: { in: units.map((unit) => unit.unitId) }, supersededAt: null },
    select: { unitId: true, fromOn: true, toOn: true },
  });
  return unitIndex(
    units.map((unit) => ({
      ...unit,
      standing: versions.filter((version) => version.unitId === unit.unitId).map(rangeOf),
    })),
  );
}

/** Keeps what was found under the columns it was found with. */
export async function storeCheck(
  tx: Tx,
  check: {
    importId: string;
    sheet: Sheet;
    mapping: RosterMapping;
    chosen: boolean;
    reading: Reading & { ok: true };
  },
  actorId: string,
  now: Date,
): Promise<void> {
  const { importId, sheet, mapping, chosen, reading } = check;
  const resultHash = await keepChecked(
    tx,
    {
      head: { ignored: reading.ignored, others: sheet.others } satisfies CheckHead,
      rows: checkedFrom(reading.rows),
      isBad: ({ state }) => state === "bad",
      purpose: "roster",
    },
    now,
  );
  const headers = sheet.rows.find(({ row }) => row === mapping.headerRow)?.cells ?? [];
  await tx.rosterImportCheck.create({
    data: {
      id: newId(),
      importId,
      signature: signatureOf(headersOf(headers)),
      headerRow: mapping.headerRow,
      columns: mapping.columns.map((column) => column ?? ""),
      chosen,
      resultHash,
      counts: reading.counts,
      checkedById: actorId,
      checkedAt: now,
    },
  });
}

function* checkedFrom(rows: readonly StandingRow[]): Generator<CheckedRow> {
  for (const one of rows) {
    const { row, shown, problems, standing } = one;
    yield { row, state: stateOf(one), shown, problems, differs: standing?.differs ?? [] };
  }
}

export type RosterCheck = {
  mapping: RosterMapping;
  chosen: boolean;
  counts: RosterCounts;
  checkedAt: Date;
  resultHash: string;
};

/** The newest check of an import; null when its columns are not known yet. */
export async function latestCheck(tx: Tx, importId: string): Promise<RosterCheck | null> {
  const found = await tx.rosterImportCheck.findFirst({ where: { importId }, orderBy: { checkedAt: "desc" } });
  return (
    found && {
      mapping: { headerRow: found.headerRow, columns: columnsFrom(found.columns) },
      chosen: found.chosen,
      counts: found.counts as RosterCounts,
      checkedAt: found.checkedAt,
      resultHash: found.resultHash,
    }
  );
}

/** Rows of a check as they were found. */
export async function checkedRows(
  tx: Tx,
  { resultHash }: RosterCheck,
  pages: PagesAsked,
): Promise<CheckHead & { bad: CheckedRow[]; good: CheckedRow[] }> {
  const { head, bad, good } = await readChecked<CheckHead, CheckedRow>(tx, resultHash, pages);
  return { ignored: head.ignored, others: head.others, bad, good };
}

const signatureOf = (headers: string) => createHash("sha256").update(headers).digest("hex");

const columnsFrom = (stored: readonly string[]): (RosterColumn | null)[] =>
  stored.map((word) => ROSTER_COLUMNS.find((column) => column === word) ?? null);

/** Columns chosen in a form, one for each header. Refusal: roster.no-header. */
export function chosenMapping(
  sheet: Sheet,
  { headerRow, columns }: { headerRow: number; columns: readonly string[] },
): { ok: true; mapping: RosterMapping } | { ok: false; refusals: Refusal[] } {
  const header = sheet.rows.slice(0, 10).find(({ row }) => row === headerRow);
  if (!header) return { ok: false, refusals: [refusal("roster.no-header")] };
  const named = columnsFrom(header.cells.map((_, at) => columns[at] ?? ""));
  return { ok: true, mapping: { headerRow, columns: named } };
}
