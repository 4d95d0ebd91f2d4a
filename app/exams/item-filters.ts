/**
 * The filters of a bank's statistics as an address carries them.
 * In: search parameters and the laws that may be named. Out: filters; what nobody offers is left out.
 */
import { QUESTION_TYPES } from "~/questions/blueprint";
import type { ItemFilters } from "./item-figures.server";
import { FLAGS } from "./item-flags";

export function itemFiltersFrom(search: URLSearchParams, laws: readonly string[]): ItemFilters {
  const flag = (["any", "too-few", ...FLAGS] as const).find((one) => one === search.get("flag"));
  const type = QUESTION_TYPES.find((one) => one === search.get("type"));
  const law = laws.find((one) => one === search.get("law"));
  return { ...(flag ? { flag } : {}), ...(type ? { type } : {}), ...(law ? { law } : {}) };
}
