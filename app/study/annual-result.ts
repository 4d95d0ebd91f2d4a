/**
 * H22: how a year of study ended for one quota. In: the standing, the pack, the year, today in China. Out: met, unmet, or
 * open while the year lasts; for an unmet one the day until which it may be made up, and what follows.
 */
import { type DateOn, yearRange } from "~/calendar";
import type { RulePack } from "~/rulebook/schema";
import type { Standing } from "~/study/quota";
import type { Source } from "~/verdict";

export type AnnualResult = {
  result: "met" | "unmet" | "open";
  makeUpUntilOn: DateOn | null;
  consequences: readonly RulePack["study"]["unmetConsequences"]["value"][number][];
  source: Source;
};

export function annualResult(
  { isMet, source }: Pick<Standing, "isMet" | "source">,
  pack: RulePack,
  year: number,
  today: DateOn,
): AnnualResult {
  const { makeUpUntilMonthDay, unmetConsequences } = pack.study;
  if (isMet) return { result: "met", makeUpUntilOn: null, consequences: [], source };
  if (today < yearRange(year).toOn) return { result: "open", makeUpUntilOn: null, consequences: [], source };
  const day = makeUpUntilMonthDay.value;
  return {
    result: "unmet",
    makeUpUntilOn: day === null ? null : (`${year + 1}-${day}` as DateOn),
    consequences: unmetConsequences.value,
    source: unmetConsequences.source,
  };
}
