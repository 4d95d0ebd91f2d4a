/**
 * K16: what a year of study that was not met is to who enforces the year after. In: quotas not met, as stored; a day; the pack.
 * Out: a warning, or a refusal where the pack suspends for it, once the time to make it up is over.
 */
import { addDays, type DateOn, startOfDay, yearOf } from "~/calendar";
import type { RulePack } from "~/rulebook/schema";
import { type Refusal, refusal } from "~/verdict";

/** A quota of a whole year that was not met. */
export type UnmetStudy = { year: number; credited: number; required: number; measure: string };

/** Whether a year that was not met bars from enforcing at all. */
export const barsUnmetStudy = (pack: RulePack): boolean =>
  pack.study.unmetConsequences.value.includes("suspension");

/** The first day on which it bars; null: it does not. */
function barsFrom(year: number, pack: RulePack): DateOn | null {
  const until = pack.study.makeUpUntilMonthDay.value;
  if (!barsUnmetStudy(pack)) return null;
  return until === null ? `${year + 1}-01-01` : addDays(`${year + 1}-${until}` as DateOn, 1);
}

/** Of the year before `on`: study.year-unmet { year, credited, required, measure } for each quota. */
export function unmetStudyReasons(
  unmet: readonly UnmetStudy[],
  on: DateOn,
  pack: RulePack,
): { refusals: Refusal[]; warnings: Refusal[] } {
  const year = yearOf(on) - 1;
  const source = { ...pack.study.unmetConsequences.source, rule: "K16" };
  const reasons = unmet
    .filter((one) => one.year === year)
    .map(({ credited, required, measure }) =>
      refusal("study.year-unmet", { year, credited, required, measure, cure: "make-up-study" }, source),
    );
  const from = barsFrom(year, pack);
  return from !== null && from <= on
    ? { refusals: reasons, warnings: [] }
    : { refusals: [], warnings: reasons };
}

/** The instants at which a verdict about them can turn. */
export function unmetStudyTurns(unmet: readonly UnmetStudy[], pack: RulePack): Date[] {
  return unmet.flatMap(({ year }) => {
    const from = barsFrom(year, pack);
    return from === null ? [] : [startOfDay(from), startOfDay(`${year + 2}-01-01`)];
  });
}

/** The instant after `at` at which what is a warning becomes a bar; null: none does. */
export function unmetStudyEnd(unmet: readonly UnmetStudy[], at: Date, pack: RulePack): Date | null {
  const later = unmet.flatMap(({ year }) => {
    const from = barsFrom(year, pack);
    return from !== null && startOfDay(from) > at ? [startOfDay(from)] : [];
  });
  return later.sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
}
