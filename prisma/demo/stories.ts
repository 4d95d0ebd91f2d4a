/** What becomes of people: each has at most one story, and every part of the telling asks for the stories it tells. */
import type { Ago } from "./days.ts";
import type { UnitCode } from "./units.ts";

/** Where the certificate stands, or why there is none. */
export type Story =
  | "ending" // runs out within half a year
  | "third-year"
  | "second-year"
  | "renewed"
  | "expired-on-post" // had run out before posts were registered, and still sat there
  | "expired-since"
  | "suspended"
  | "stood-down" // suspended, and suspended from duty
  | "lost"
  | "suspended-and-lost"
  | "revoked"
  | "annulled"
  | "voided"
  | "retired"
  | "deceased"
  | "moved-on" // transferred, the old card cancelled
  | "moved-uncleared" // transferred, and nobody has looked after card and post
  | "legal-enforcer" // legal officer who also enforces
  | "not-civil-servant" // on a post of a body with concentrated power (K06)
  | "found-on-post" // contract, dispatched, auxiliary
  | "seconded"
  | "newcomer"
  | "left"
  | Examined;

/** Sat this autumn's qualification exams, and what followed. */
export const EXAMINED = [
  "collected",
  "to-collect",
  "approved",
  "waits-legal-affairs",
  "overdue",
  "waits-unit-personnel",
  "waits-unit-legal",
  "returned",
  "withdrawn",
  "refused",
  "barred-by-sanction",
  "barred-by-grade",
  "fails",
  "absent",
  "candidate", // passed the special part; the general one is open now
] as const;
export type Examined = (typeof EXAMINED)[number];

/** When people left their unit, and for which other one. */
export const LEFT: Partial<Record<Story, { when: Ago; to?: UnitCode }>> = {
  retired: { when: { months: 4 } },
  deceased: { when: { days: 80 } },
  "moved-on": { when: { months: 6 }, to: "ecology" },
  "moved-uncleared": { when: { months: 2 }, to: "urban" },
};

export function isExamined(story: Story | null): story is Examined {
  return (EXAMINED as readonly (string | null)[]).includes(story);
}
