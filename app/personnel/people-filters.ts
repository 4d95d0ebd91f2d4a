/**
 * The filters of the people list as an address carries them.
 * In: search parameters and the units that may be named. Out: filters for the list, and what was typed for the form.
 */
import { type PageAsked, placeFrom } from "~/paging";
import { STUDY_GROUP_WORDS, type StudyGroupWord } from "~/rulebook/words";
import { EMPLOYMENT_IDENTITIES, EMPLOYMENT_STATUSES, type EmploymentIdentity } from "./identity";

/** On the books, away for a time, gone, everyone; or one word of status. */
export const STATES = ["current", "on-leave", "left", "all", ...EMPLOYMENT_STATUSES] as const;
export type PeopleState = (typeof STATES)[number];

/** The list of units counts heads up to here. */
export const HEADS_SHOWN = 500;
/** Days ahead that the list offers for a certificate's end. */
export const WITHIN_DAYS = [30, 90, 180] as const;

export type PeopleTyped = {
  q: string;
  unit: string;
  identity: string;
  category: string;
  state: string;
  certificate: string;
  within: string;
  /** "incomplete": whose file lacks something. */
  file: string;
};
export type PeopleAsked = {
  filters: {
    name?: string;
    unitIds?: string[];
    identity?: EmploymentIdentity;
    category?: StudyGroupWord;
    state?: PeopleState;
  };
  typed: PeopleTyped;
  /** What rooms to the right are asked; the certificate's status is theirs to read. */
  certificate: string;
  within?: number;
  incomplete: boolean;
} & PageAsked;

/** A unit stands for its subtree. What an address says that nobody offers is left out. */
export function filtersFrom(
  search: URLSearchParams,
  units: readonly { unitId: string; path: string }[],
): PeopleAsked {
  const at = (name: string) => (search.get(name) ?? "").trim().slice(0, 60);
  const unit = units.find((one) => one.unitId === at("unit"));
  const identity = EMPLOYMENT_IDENTITIES.find((one) => one === at("identity"));
  const category = STUDY_GROUP_WORDS.find((one) => one === at("category"));
  const state = STATES.find((one) => one === at("state"));
  const within = WITHIN_DAYS.find((days) => String(days) === at("within"));
  const certificate = at("certificate");
  const incomplete = at("file") === "incomplete";
  const q = at("q");
  return {
    filters: {
      ...(q === "" ? {} : { name: q }),
      ...(unit
        ? { unitIds: units.filter((one) => one.path.startsWith(unit.path)).map((one) => one.unitId) }
        : {}),
      ...(identity ? { identity } : {}),
      ...(category ? { category } : {}),
      ...(state ? { state } : {}),
    },
    typed: {
      q,
      unit: unit?.unitId ?? "",
      identity: identity ?? "",
      category: category ?? "",
      state: state ?? "",
      certificate,
      within: within ? String(within) : "",
      file: incomplete ? "incomplete" : "",
    },
    certificate,
    incomplete,
    ...(within ? { within } : {}),
    ...placeFrom(search),
  };
}
