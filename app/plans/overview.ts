/**
 * A plan at a glance: its items' five lights folded into one row, and what a month says to one person.
 * In: items with their lights, today in China. Out: counts, five states, the months that are fulfilled.
 */
import type { DateOn } from "~/calendar";
import { ELEMENTS, type Element, effectCounts, isFulfilled, type Light, type LightState } from "./plan";
import type { PlanItemFacts } from "./plans.server";

export type Lit = { month: number; monthOn: DateOn; lights: readonly Light[] };

export type Overview = {
  /** Each element over the items of the months begun. */
  states: Record<Element, LightState>;
  /** Items, not months: a month may have two laws. */
  items: number;
  fulfilled: number;
  /** Months with an item that lacks something due. */
  open: number[];
};

export function overviewOf(items: readonly Lit[], today: DateOn): Overview {
  const begun = items.filter(({ monthOn }) => monthOn <= today);
  const states = Object.fromEntries(
    ELEMENTS.map((element) => [element, worst(begun.map(({ lights }) => stateIn(lights, element)))]),
  ) as Record<Element, LightState>;
  const open = begun.filter(({ lights }) => lights.some(isWanting)).map(({ month }) => month);
  return {
    states,
    items: items.length,
    fulfilled: items.filter(({ lights }) => isFulfilled(lights)).length,
    open: [...new Set(open)].sort((a, b) => a - b),
  };
}

function isWanting({ state }: Light): boolean {
  return state === "miss" || state === "part";
}

/** All green is green; all red is red; anything between is amber; nothing due is grey. */
function worst(states: readonly LightState[]): LightState {
  const due = states.filter((state) => state !== "none");
  if (due.length === 0) return "none";
  if (due.every((state) => state === "ok")) return "ok";
  return due.every((state) => state === "miss") ? "miss" : "part";
}

/** Units whose year has no approved plan; the district itself draws none up. */
export function unitsWithoutPlan<Unit extends { unitId: string; kind: string }>(
  units: readonly Unit[],
  plans: readonly { unitId: string; approvedOn: DateOn | null }[],
): Unit[] {
  return units.filter(
    ({ unitId, kind }) =>
      kind !== "jurisdiction" && !plans.some((plan) => plan.unitId === unitId && plan.approvedOn),
  );
}

export function stateIn(lights: readonly Light[], element: Element): LightState {
  return lights.find((light) => light.element === element)?.state ?? "none";
}

/** What the page of a plan says of an item; `names` are those of whoever is answerable. */
export function itemShown(item: PlanItemFacts, names: ReadonlyMap<string, string>) {
  const { itemId, month, category, law, materials, heldOn, minutes, place, ownerPersonId, examId } = item;
  const five = item.lights;
  return {
    ...{ itemId, month, category, law, materials, heldOn, minutes, place, examId },
    closedOn: item.closedOn,
    states: Object.fromEntries(ELEMENTS.map((element) => [element, stateIn(five, element)])) as Record<
      Element,
      LightState
    >,
    fulfilled: isFulfilled(five),
    /** Of what is due; a month ahead wants nothing yet. */
    missing: five.filter(({ state }) => state !== "none").flatMap((light) => light.missing),
    session: item.session,
    owner: ownerPersonId && (names.get(ownerPersonId) ?? null),
    counts: effectCounts(item),
  };
}

export type ItemShown = ReturnType<typeof itemShown>;
