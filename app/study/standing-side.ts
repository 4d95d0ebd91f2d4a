/** On which side of the year somebody is, in words that a page can import without the database. */
export const SIDES = ["behind", "on-track", "met"] as const;
export type Side = (typeof SIDES)[number];
