/** Where a must-know list stands, in words that a page can import without the database. */
export const MUST_KNOW_STATES = ["proposed", "in-force", "withdrawn"] as const;
export type MustKnowState = (typeof MUST_KNOW_STATES)[number];
