/**
 * Pages of a list that turn at a row: what an address asks for, and what one page says of the others.
 * In: an address; rows read one beyond the page. Out: the row to go on from; the rows of the page, in the list's order.
 */
import { isUuid } from "~/ids";

export const PAGE_SIZE = 50;
/** Totals of a list are exact up to here; beyond, it says "more than". */
export const COUNTED = 10_000;

/** Pages turn at an id: a name does not belong in an address. `before` wins. */
export type PageAsked = { after?: string; before?: string };
/** What every page says of itself. */
export type PageTurned = {
  /** Exact up to COUNTED; null for more. */
  total: number | null;
  hasPrevious: boolean;
  hasNext: boolean;
};

/** Where a page begins, as an address says it. */
export function placeFrom(search: URLSearchParams): PageAsked {
  const after = search.get("after");
  const before = search.get("before");
  if (isUuid(before)) return { before };
  return isUuid(after) ? { after } : {};
}

/** The page of a list that was worked out whole, for what no statement can put in order. A row gone since begins anew. */
export function pageIn<Row extends { id: string }>(rows: readonly Row[], { after, before }: PageAsked) {
  const at = (id: string) => rows.findIndex((row) => row.id === id);
  const first = before ? Math.max(0, at(before) - PAGE_SIZE) : after ? at(after) + 1 : 0;
  return {
    rows: rows.slice(first, first + PAGE_SIZE),
    total: rows.length,
    hasPrevious: first > 0,
    hasNext: first + PAGE_SIZE < rows.length,
  };
}

/**
 * The rows of the page from up to `size` + 1 read onwards from its place, which is backwards for `before`. `counted`:
 * how many there are, looked for up to COUNTED + 1.
 */
export function turned<Row>(
  read: readonly Row[],
  asked: PageAsked,
  counted: number | null,
  size: number = PAGE_SIZE,
): { found: Row[]; page: PageTurned } {
  const backwards = asked.before !== undefined;
  const goesOn = read.length > size;
  const found = read.slice(0, size);
  if (backwards) found.reverse();
  return {
    found,
    page: {
      total: counted === null || counted > COUNTED ? null : counted,
      hasPrevious: backwards ? goesOn : asked.after !== undefined,
      hasNext: backwards || goesOn,
    },
  };
}
