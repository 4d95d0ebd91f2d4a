/**
 * 接管登记: one line of a table of what people had in hand before this register was taken into use.
 * In: the cells, what the columns hold, the words they may use, the day on which it was counted. Out: who is meant, in the
 * words of the line, and the thing; or what is wrong with each bad cell.
 */
import type { DateOn } from "~/calendar";
import {
  dateFrom,
  dayOfNumber,
  foldWord,
  isFormula,
  numberFrom,
  type RosterCell,
  textOf,
} from "~/personnel/roster-cell";
import type { SheetMapping } from "~/personnel/sheet-columns";
import { type Refusal, refusal } from "~/verdict";
import { type LedgerKind, MOST_PIECES, serialFrom } from "./item";
import type { OpeningColumn, OpeningWords } from "./item-opening-columns";

/** As the line says it; `identityNumber` never leaves the server. */
export type OpeningWho = { identityNumber: string | null; name: string; unit: string };
export type OpeningThing = {
  kind: LedgerKind;
  number: string | null;
  quantity: number;
  /** Null: nobody knows. */
  handedOn: DateOn | null;
  validToOn: DateOn | null;
  note: string | null;
};
export type OpeningFault = { row: number; column: OpeningColumn; refusal: Refusal };
export type OpeningLine = {
  row: number;
  who: OpeningWho;
  thing: OpeningThing | null;
  faults: OpeningFault[];
};

const LONGEST_CELL = 200;
const LONGEST_NUMBER = 60;

/**
 * Refusals of a cell: roster.formula-cell, .number-cell, .date, .date-number, identity-number.*, item-opening.cell-missing
 * { column }, .cell-too-long { column, most }, .kind-unknown, .nobody, .quantity { most }, .after-count { countedOn },
 * .only-former-card, item.one-per-number { number }.
 */
export function openingLine(
  { row, cells: raw }: { row: number; cells: readonly RosterCell[] },
  mapping: SheetMapping<OpeningColumn>,
  words: OpeningWords,
  { countedOn, today }: { countedOn: DateOn; today: DateOn },
): OpeningLine {
  const cells: Partial<Record<OpeningColumn, RosterCell>> = {};
  for (const [at, column] of mapping.columns.entries()) if (column) cells[column] = raw[at];
  const faults: OpeningFault[] = [];
  const against = (column: OpeningColumn, ...refusals: Refusal[]) => {
    for (const one of refusals) faults.push({ row, column, refusal: one });
    return null;
  };
  const text = (column: OpeningColumn): string => {
    const said = textOf(cells[column]);
    if (isFormula(cells[column])) {
      against(column, refusal("roster.formula-cell"));
      return "";
    }
    const most = column === "number" ? LONGEST_NUMBER : LONGEST_CELL;
    if (said.length > most) against(column, refusal("item-opening.cell-too-long", { column, most }));
    return said;
  };
  const date = (column: "handedOn" | "validToOn"): DateOn | null => {
    const said = text(column);
    if (said === "") return null;
    const on = dateFrom(cells[column]);
    const day = dayOfNumber(cells[column]);
    return (
      on ??
      against(column, day ? refusal("roster.date-number", { number: said, day }) : refusal("roster.date"))
    );
  };

  const [name, unit, numberSaid] = [text("name"), text("unit"), text("identityNumber")];
  const identity = numberSaid === "" ? null : numberFrom(cells.identityNumber, today);
  if (identity && !identity.ok) against("identityNumber", ...identity.refusals);
  if (numberSaid === "" && (name === "" || unit === ""))
    against(name === "" ? "name" : "unit", refusal("item-opening.nobody"));
  const kindSaid = text("kind");
  const kind =
    kindSaid === ""
      ? against("kind", refusal("item-opening.cell-missing", { column: "kind" }))
      : (words.kinds.get(foldWord(kindSaid)) ?? against("kind", refusal("item-opening.kind-unknown")));
  const number = serialFrom(text("number"));
  const quantity = quantityFrom(text("quantity"));
  const handedOn = date("handedOn");
  const validToOn = date("validToOn");
  const note = text("note") || null;
  if (quantity === null) against("quantity", refusal("item-opening.quantity", { most: MOST_PIECES }));
  else if (number !== null && quantity !== 1) against("quantity", refusal("item.one-per-number", { number }));
  if (handedOn !== null && handedOn > countedOn)
    against("handedOn", refusal("item-opening.after-count", { countedOn }));
  if (kind === "former-card" && number === null)
    against("number", refusal("item-opening.cell-missing", { column: "number" }));
  if (kind !== null && kind !== "former-card" && validToOn !== null)
    against("validToOn", refusal("item-opening.only-former-card"));
  const who = { identityNumber: identity?.ok ? identity.number : null, name, unit };
  if (faults.length > 0 || kind === null || quantity === null) return { row, who, thing: null, faults };
  return { row, who, thing: { kind, number, quantity, handedOn, validToOn, note }, faults };
}

/** Empty is one. */
function quantityFrom(said: string): number | null {
  if (said === "") return 1;
  const count = Number(said.normalize("NFKC"));
  return Number.isInteger(count) && count >= 1 && count <= MOST_PIECES ? count : null;
}

/**
 * What is wrong between lines, and with what is out already. Refusals: item.number-twice { kind, number },
 * item.number-out { kind, number }, item-opening.number-of-certificate { number }: the card of a certificate of this register.
 */
export function numberFaults(
  lines: readonly OpeningLine[],
  {
    taken,
    certificates,
  }: { taken: readonly Pick<OpeningThing, "kind" | "number">[]; certificates: readonly string[] },
): OpeningFault[] {
  const keyOf = ({ kind, number }: Pick<OpeningThing, "kind" | "number">) => `${kind} ${number}`;
  const out = new Set(taken.map(keyOf));
  const issued = new Set(certificates);
  const count = new Map<string, number>();
  for (const { thing } of lines)
    if (thing?.number) count.set(keyOf(thing), (count.get(keyOf(thing)) ?? 0) + 1);
  return lines.flatMap(({ row, thing }): OpeningFault[] => {
    if (!thing?.number) return [];
    const { kind, number } = thing;
    const refusals = [
      ...(count.get(keyOf(thing))! > 1 ? [refusal("item.number-twice", { kind, number })] : []),
      ...(out.has(keyOf(thing)) ? [refusal("item.number-out", { kind, number })] : []),
      ...(kind === "former-card" && issued.has(number)
        ? [refusal("item-opening.number-of-certificate", { number })]
        : []),
    ];
    return refusals.map((one) => ({ row, column: "number" as const, refusal: one }));
  });
}
