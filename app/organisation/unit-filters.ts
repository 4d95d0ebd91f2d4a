/**
 * The filters of the list of units, and its pages. The tree is read whole for every page that names a unit, so what is
 * narrowed here is in memory already; only what is counted for each unit is asked for the units of one page.
 */
import type { DateOn } from "~/calendar";
import { type BodyFacts, bodyProblem, UNIT_KINDS, type UnitFacts, type UnitKind } from "./unit";

export const BODY_STATES = ["published", "unpublished", "none"] as const;
export type UnitFilters = { q: string; kind: UnitKind | ""; body: (typeof BODY_STATES)[number] | "" };

const UNITS_SHOWN = 50;

/** What an address says that nobody offers is left out. */
export function unitFiltersFrom(search: URLSearchParams): UnitFilters {
  const at = (name: string) => (search.get(name) ?? "").trim().slice(0, 60);
  return {
    q: at("q"),
    kind: UNIT_KINDS.find((kind) => kind === at("kind")) ?? "",
    body: BODY_STATES.find((state) => state === at("body")) ?? "",
  };
}

export function fits(
  unit: Pick<UnitFacts, "name" | "shortName" | "code" | "kind">,
  body: BodyFacts | null,
  { q, kind, body: state }: UnitFilters,
  today: DateOn,
): boolean {
  if (kind !== "" && unit.kind !== kind) return false;
  if (q !== "" && ![unit.name, unit.shortName, unit.code].some((name) => name.includes(q))) return false;
  if (state === "") return true;
  if (!body) return state === "none";
  return (bodyProblem(body, today) === null) === (state === "published") && state !== "none";
}

/** The rows after or before one of them; an id that is not among them begins at the front. */
export function pageOf<Row>(
  rows: readonly Row[],
  { after, before }: { after?: string; before?: string },
  idOf: (row: Row) => string,
): { rows: Row[]; hasPrevious: boolean; hasNext: boolean } {
  const at = rows.findIndex((row) => idOf(row) === (before ?? after));
  const from = at === -1 ? 0 : before === undefined ? at + 1 : Math.max(0, at - UNITS_SHOWN);
  const to = before !== undefined && at !== -1 ? at : from + UNITS_SHOWN;
  return { rows: rows.slice(from, to), hasPrevious: from > 0, hasNext: to < rows.length };
}
