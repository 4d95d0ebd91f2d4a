/**
 * What stands on the face of a certificate and may change under it (T23): another post or rank is only recorded.
 * In: what is printed on the card there is, and what would be printed today. Out: what differs.
 */
export const PRINTED_DATA = ["name", "photo", "unit-name", "field"] as const;
export type PrintedDatum = (typeof PRINTED_DATA)[number];
export type Printed = Record<PrintedDatum, string | null>;

/** What a new card would say otherwise. What is not known today changes nothing. */
export function printedChanges(old: Printed, today: Printed): PrintedDatum[] {
  return PRINTED_DATA.filter((datum) => today[datum] !== null && today[datum] !== old[datum]);
}
