/**
 * What keeps a plan from being approved, and an item or a plan from being closed. In: items with their lights, the rule
 * pack, today in China. Out: every reason at once. An item with a light that is not green is not closed.
 */
import type { DateOn } from "~/calendar";
import type { RulePack } from "~/rulebook/schema";
import { type Refusal, refusal, type Source, type Verdict, verdictOf } from "~/verdict";
import { FIVE, type ItemCategory, lights, type PlanApproval, type PlanAudience, type PlanItem } from "./plan";

/** The two that the annual plan of an enforcement department must hold. */
const REQUIRED_CATEGORIES: readonly ItemCategory[] = ["specialised-law", "new-knowledge"];

/**
 * What a reviewer cannot approve an item without: a law, named people, someone answerable. Its exam is set during the
 * year and shows in the light of its effect. Refusals: plan-item.content.law-missing, .people.unnamed, .people.owner-missing.
 */
export function mayApproveItem(item: PlanItem, pack: RulePack): Verdict {
  const { monthOn } = item;
  const refusals: Refusal[] = [];
  const want = (met: boolean, code: string, source: Source) => {
    if (!met) refusals.push(refusal(`plan-item.${code}`, { monthOn }, source));
  };
  want(item.law !== "", "content.law-missing", pack.plan.lawsPerMonth.source);
  want(item.personIds.length > 0, "people.unnamed", FIVE);
  want(item.ownerPersonId !== null, "people.owner-missing", FIVE);
  return verdictOf(refusals);
}

/**
 * Every item can be approved and none is lacking: leading cadres have their laws in every month, enforcement staff items
 * of every category asked for. Refusals beside the items': plan.month-short { month, laws, required },
 * plan.category-missing { category }.
 */
export function mayApprovePlan(items: readonly PlanItem[], audience: PlanAudience, pack: RulePack): Verdict {
  const lacking = audience === "leading-cadres" ? shortMonths(items, pack) : missingCategories(items);
  const wanting = items
    .map((item) => mayApproveItem(item, pack))
    .flatMap((verdict) => (verdict.ok ? [] : verdict.refusals));
  return verdictOf([...lacking, ...wanting]);
}

function shortMonths(items: readonly PlanItem[], pack: RulePack): Refusal[] {
  const { value: required, source } = pack.plan.lawsPerMonth;
  const months = Array.from({ length: 12 }, (_, index) => index + 1);
  return months.flatMap((month) => {
    const laws = items.filter((item) => Number(item.monthOn.slice(5, 7)) === month && item.law !== "").length;
    return laws < required ? [refusal("plan.month-short", { month, laws, required }, source)] : [];
  });
}

function missingCategories(items: readonly PlanItem[]): Refusal[] {
  return REQUIRED_CATEGORIES.filter((category) => !items.some((item) => item.category === category)).map(
    (category) => refusal("plan.category-missing", { category }, FIVE),
  );
}

/**
 * All that keeps an item from being closed: refusals plan-item.<element piece>, such as plan-item.effect.results-missing.
 * Where the pack asks for no exam on each law, an item without one is closed by the other four.
 */
export function mayCloseItem(plan: PlanApproval, item: PlanItem, today: DateOn, pack: RulePack): Verdict {
  const withoutExam = item.examId === null && !pack.plan.examPerLaw.value;
  const wanting = lights(plan, item, today).filter(
    ({ element, state }) => state !== "ok" && !(withoutExam && element === "effect"),
  );
  return verdictOf(
    wanting.flatMap(({ element, missing }) =>
      missing.map(({ code, facts }) => refusal(`plan-item.${code}`, { element, ...facts }, FIVE)),
    ),
  );
}

/** A plan is closed once its items are. Refusal: plan.items-open { months }. */
export function mayClosePlan(items: readonly { month: number; closed: boolean }[]): Verdict {
  const open = [...new Set(items.filter(({ closed }) => !closed).map(({ month }) => month))];
  const months = open.sort((a, b) => a - b).join(",");
  return verdictOf(open.length > 0 ? [refusal("plan.items-open", { months }, FIVE)] : []);
}
