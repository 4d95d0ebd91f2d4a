/**
 * The filters of the people list as an address carries them.
 * In: search parameters and the units that may be named. Out: filters for the list, and what was typed for the form.
 */
import { STUDY_GROUP_WORDS, type StudyGroupWord } from "~/rulebook/words";
import { EMPLOYMENT_IDENTITIES, type EmploymentIdentity } from "./identity";

const STATES = ["current", "left", "all"] as const;

export type PeopleTyped = { q: string; unit: string; identity: string; category: string; state: string };
export type PeopleAsked = {
  filters: {
    name?: string;
    unitIds?: string[];
    identity?: EmploymentIdentity;
    category?: StudyGroupWord;
    state?: (typeof STATES)[number];
  };
  typed: PeopleTyped;
  after?: string;
  before?: string;
};

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
    },
    ...placeFrom(search),
  };
}

function placeFrom(search: URLSearchParams): { after?: string; before?: string } {
  const isId = (value: string | null): value is string =>
    value !== null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
  const after = search.get("after");
  const before = search.get("before");
  if (isId(before)) return { before };
  return isId(after) ? { after } : {};
}
