/**
 * The list of laws: by name, state and day, a page at a time.
 * In: the whole register in its order, what is asked. Out: the laws of one page, each with what it is on that day.
 */
import type { DateOn } from "~/calendar";
import { type LawFacts, type LawState, lawState, type StateOn } from "./law";

export const LAWS_A_PAGE = 50;
/** What a law as a whole can be. */
export const LISTED_STATES = ["in-force", "not-yet", "abolished"] as const satisfies readonly LawState[];
export type ListedState = (typeof LISTED_STATES)[number];

export type LawsAsked = {
  /** Any part of the short name or the title. */
  q: string;
  state: ListedState | null;
  on: DateOn;
  /** Pages turn at a law's id, also when it no longer matches. */
  after?: string;
  before?: string;
};
export type Listable = LawFacts & { lawId: string; name: string; title: string };
export type LawsPage<L> = {
  rows: { law: L; is: StateOn }[];
  total: number;
  hasPrevious: boolean;
  hasNext: boolean;
};

export const listedStateFrom = (raw: string | null): ListedState | null =>
  LISTED_STATES.find((state) => state === raw) ?? null;

export function lawsPage<L extends Listable>(laws: readonly L[], asked: LawsAsked): LawsPage<L> {
  const { q, state, on, after, before } = asked;
  const listed = laws.map((law, index) => ({ law, index, is: lawState(law, on) }));
  const found = listed.filter(
    ({ law, is }) =>
      (law.name.includes(q) || law.title.includes(q)) && (state === null || is.state === state),
  );
  const place = laws.findIndex(({ lawId }) => lawId === (before ?? after));
  const beyond = found.filter(
    ({ index }) => place < 0 || (before === undefined ? index > place : index < place),
  );
  const backwards = before !== undefined && place >= 0;
  const rows = backwards ? beyond.slice(-LAWS_A_PAGE) : beyond.slice(0, LAWS_A_PAGE);
  const [first, last] = [rows[0]?.index ?? 0, rows.at(-1)?.index ?? 0];
  return {
    rows: rows.map(({ law, is }) => ({ law, is })),
    total: found.length,
    hasPrevious: rows.length > 0 && found.some(({ index }) => index < first),
    hasNext: rows.length > 0 && found.some(({ index }) => index > last),
  };
}
