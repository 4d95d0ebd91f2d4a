/**
 * Rules as they were typed, and what was wrong with them: the words that a form and its reader share. Knows no schema, so
 * that a page can import it.
 */

/** By field name; several where boxes are ticked. */
export type TypedRules = Record<string, string[]>;
export type RuleProblem = {
  field: string;
  /** The rule whose field it is. */
  key: string;
  code:
    | "missing"
    | "not-a-number"
    | "not-whole"
    | "too-small"
    | "too-large"
    | "not-a-date"
    | "not-allowed"
    | "fault";
  limit?: number;
  fault?: string;
};

export const CITATION_PARTS = ["title", "article", "rule", "note", "standing"] as const;
/** What stands at the top of a new row of the record of quotas. */
export const NEW_QUOTA = "quotas.+";

/** No rule has anywhere near so many; a number sent by hand shall not be counted up to. */
const MOST_ROWS = 500;

/** How many rows of this name were typed, empty ones included. */
export function rowCount(typed: TypedRules, name: string): number {
  const indices = Object.keys(typed).flatMap((field) => {
    if (!field.startsWith(`${name}/`)) return [];
    const index = Number(field.slice(name.length + 1).split("/")[0]);
    return Number.isInteger(index) && index >= 0 && index < MOST_ROWS ? [index + 1] : [];
  });
  return Math.max(0, ...indices);
}
