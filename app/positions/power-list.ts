/**
 * 权责清单 as a table: which powers its rows name.
 * In: the rows of the first sheet, the words of headers, kinds and fields. Out: every power, or every fault with its row.
 */
import { addDays, type DateOn } from "~/calendar";
import { dateFrom, foldWord, isFormula, type RosterCell, textOf } from "~/personnel/roster-cell";
import { headerRowOf, missingOf, twiceIn } from "~/personnel/sheet-columns";
import { type Refusal, refusal } from "~/verdict";
import type { PowerKind } from "./power";

export const POWER_COLUMNS = ["name", "kind", "field", "basis", "from-on", "last-on"] as const;
export type PowerColumn = (typeof POWER_COLUMNS)[number];
const REQUIRED = ["name", "kind", "basis", "from-on"] as const satisfies PowerColumn[];
/** Longer than any published list of one body. */
export const MOST_POWERS = 500;
export const LONGEST = { name: 200, basis: 500 } as const;

/** All by `foldWord`. */
export type PowerWords = {
  headers: ReadonlyMap<string, PowerColumn>;
  kinds: ReadonlyMap<string, PowerKind>;
  fields: ReadonlyMap<string, string>;
};
export type ListedPower = {
  row: number;
  name: string;
  kind: PowerKind;
  field: string | null;
  basis: string;
  fromOn: DateOn;
  toOn: DateOn | null;
};
export type PowerListRead = { ok: true; powers: ListedPower[] } | { ok: false; refusals: Refusal[] };
type SheetRow = { row: number; cells: readonly RosterCell[] };

/** Refusals: power-list.{no-headers,column-missing,column-twice,empty,too-many} and, each with its row, those of rows. */
export function powersIn(rows: readonly SheetRow[], words: PowerWords): PowerListRead {
  const found = headerRowOf(
    rows,
    words.headers,
    (columns) => columns.includes("name") && columns.includes("kind"),
  );
  if (!found) return { ok: false, refusals: [refusal("power-list.no-headers")] };
  const { headerRow, columns } = found;
  const shape = [
    ...missingOf(columns, REQUIRED).map((column) => refusal("power-list.column-missing", { column })),
    ...twiceIn(columns, POWER_COLUMNS).map((column) => refusal("power-list.column-twice", { column })),
  ];
  if (shape.length > 0) return { ok: false, refusals: shape };
  const body = rows.filter(({ row, cells }) => row > headerRow && cells.some((cell) => textOf(cell) !== ""));
  if (body.length === 0) return { ok: false, refusals: [refusal("power-list.empty")] };
  if (body.length > MOST_POWERS)
    return {
      ok: false,
      refusals: [refusal("power-list.too-many", { rows: body.length, most: MOST_POWERS })],
    };
  const read = body.map(({ row, cells }) => powerOf(row, (column) => cells[columns.indexOf(column)], words));
  const powers = read.flatMap(({ power }) => power ?? []);
  const refusals = [...read.flatMap((one) => one.refusals), ...twiceRefusals(powers)];
  return refusals.length > 0 ? { ok: false, refusals: inOrder(refusals) } : { ok: true, powers };
}

/** Refusals: power-list.{missing,formula,too-long,kind-unknown,field-unknown,date-unreadable,last-before-first}. */
function powerOf(
  row: number,
  at: (column: PowerColumn) => RosterCell,
  words: PowerWords,
): { power: ListedPower | null; refusals: Refusal[] } {
  const refusals: Refusal[] = [];
  const against = (code: string, facts = {}) => {
    refusals.push(refusal(`power-list.${code}`, { row, ...facts }));
    return null;
  };
  const said = (column: PowerColumn): string | null => {
    if (isFormula(at(column))) return against("formula", { column });
    return textOf(at(column)) || null;
  };
  const required = (column: "name" | "basis"): string | null => {
    const text = said(column);
    if (text === null)
      return refusals.some((one) => one.facts.column === column) ? null : against("missing", { column });
    const most = LONGEST[column];
    return [...text].length > most ? against("too-long", { column, most }) : text;
  };
  const day = (column: "from-on" | "last-on"): DateOn | null => {
    if (isFormula(at(column))) return against("formula", { column });
    if (textOf(at(column)) === "") return column === "from-on" ? against("missing", { column }) : null;
    return dateFrom(at(column) ?? "") ?? against("date-unreadable", { column });
  };
  const name = required("name");
  const kindSaid = said("kind");
  const kind = kindSaid
    ? (words.kinds.get(foldWord(kindSaid)) ?? against("kind-unknown"))
    : isFormula(at("kind"))
      ? null
      : against("missing", { column: "kind" });
  const fieldSaid = said("field");
  const field = fieldSaid ? (words.fields.get(foldWord(fieldSaid)) ?? against("field-unknown")) : null;
  const basis = required("basis");
  const fromOn = day("from-on");
  const lastOn = day("last-on");
  if (fromOn && lastOn && lastOn < fromOn) against("last-before-first");
  if (!name || !kind || !basis || !fromOn || refusals.length > 0) return { power: null, refusals };
  return { power: { row, name, kind, field, basis, fromOn, toOn: lastOn && addDays(lastOn, 1) }, refusals };
}

/** The same power is one of the same kind and name. */
export const sameness = ({ kind, name }: { kind: string; name: string }): string =>
  `${kind} ${foldWord(name)}`;

function twiceRefusals(powers: readonly ListedPower[]): Refusal[] {
  const first = new Map<string, number>();
  return powers.flatMap((power) => {
    const before = first.get(sameness(power));
    if (before === undefined) first.set(sameness(power), power.row);
    return before === undefined ? [] : [refusal("power-list.twice", { row: power.row, first: before })];
  });
}

const rowOf = ({ facts }: Refusal) => Number(facts.row ?? 0);
export const inOrder = (refusals: readonly Refusal[]): Refusal[] =>
  [...refusals].sort((a, b) => rowOf(a) - rowOf(b));
