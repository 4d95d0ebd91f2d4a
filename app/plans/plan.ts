/**
 * 每月一法、每法一考 and its 五落实: whether a plan item has its plan, content, time, people and effect, and what is missing.
 * In: the plan's approval, one item with its named people and their exam results, today in China. Out: five lights, who
 * sat, who owes. What may be approved and closed by them is plan-approval.ts.
 */
import { addMonths, type DateOn } from "~/calendar";
import type { Facts, Source } from "~/verdict";

export const ELEMENTS = ["plan", "content", "time", "people", "effect"] as const; // 计划 内容 时间 人员 效果
export type Element = (typeof ELEMENTS)[number];

/** "none": not due yet (未到时间). */
export type LightState = "ok" | "part" | "miss" | "none";
export type Light = { element: Element; state: LightState; missing: { code: string; facts: Facts }[] };

/** "failed" is a result; "pending" and "absent" are none yet, and call for a resit or a make-up. */
export type Outcome = "passed" | "failed" | "exempt" | "absent" | "pending";

export const PLAN_AUDIENCES = ["leading-cadres", "enforcement-staff"] as const;
export type PlanAudience = (typeof PLAN_AUDIENCES)[number];
/** 专业法律法规, 更新知识, 职业道德: what an enforcement unit's plan is made of. */
export const ITEM_CATEGORIES = ["specialised-law", "new-knowledge", "professional-ethics"] as const;
export type ItemCategory = (typeof ITEM_CATEGORIES)[number];
export type PlanApproval = { approvedOn: DateOn | null; document: string | null };
export type PlanItem = {
  /** The first day of its month. */
  monthOn: DateOn;
  /** Of enforcement units' plans only. */
  category: ItemCategory | null;
  /** Title of the law; empty if none is chosen. */
  law: string;
  materials: readonly string[];
  heldOn: DateOn | null;
  minutes: number | null;
  /** The person answerable for the item (三落实). */
  ownerPersonId: string | null;
  /** By name: "全体" is nobody. */
  personIds: readonly string[];
  examId: string | null;
  /** Best outcome so far of each named person; absent from the record means pending. */
  outcomes: Readonly<Record<string, Outcome>>;
};

/** 五落实 */
export const FIVE: Source = { title: "市级人民政府依法行政意见（地方文件）", article: "第二十二项" };

/** The five lights of an item, in the order people read them. */
export function lights(plan: PlanApproval, item: PlanItem, today: DateOn): Light[] {
  const begun = today >= item.monthOn;
  return [
    light("plan", true, [
      [plan.approvedOn !== null, "plan.not-approved"],
      [plan.document !== null, "plan.document-missing"],
    ]),
    light("content", begun, [
      [item.law !== "", "content.law-missing"],
      [item.materials.length > 0, "content.materials-missing"],
    ]),
    light("time", begun, [
      [item.heldOn !== null, "time.date-missing"],
      [item.minutes !== null && item.minutes > 0, "time.duration-missing"],
    ]),
    light("people", begun, [
      [item.personIds.length > 0, "people.unnamed"],
      [item.ownerPersonId !== null, "people.owner-missing"],
    ]),
    effectLight(item, today),
  ];
}

/** 已落实: every light is green. */
export function isFulfilled(five: readonly Light[]): boolean {
  return five.every(({ state }) => state === "ok");
}

/** Persons, not attendances: 应考, 通过, 未通过, 免考, 缺考, 待考. The year-end export takes `passed` of `required`. */
export function effectCounts(item: PlanItem): Record<Outcome | "required", number> {
  const counts = { required: item.personIds.length, passed: 0, failed: 0, exempt: 0, absent: 0, pending: 0 };
  for (const id of item.personIds) counts[item.outcomes[id] ?? "pending"] += 1;
  return counts;
}

/** Named people who still owe a result once the month is over: their make-up tasks. */
export function makeUps(item: PlanItem, today: DateOn): string[] {
  if (today < monthEnd(item)) return item.personIds.filter((id) => item.outcomes[id] === "absent");
  return item.personIds.filter((id) => !isFinal(item.outcomes[id] ?? "pending"));
}

function effectLight(item: PlanItem, today: DateOn): Light {
  const due = today >= monthEnd(item);
  const { required, absent, pending } = effectCounts(item);
  const missing: Light["missing"] = [];
  if (item.examId === null) missing.push({ code: "effect.exam-missing", facts: {} });
  if (required === 0 || absent + pending > 0)
    missing.push({ code: "effect.results-missing", facts: { required, absent, pending } });
  if (missing.length === 0) return { element: "effect", state: "ok", missing };
  const some = required - absent - pending > 0;
  // Before the month is over nothing is late; an absence already known is.
  const state = some && (due || absent > 0) ? "part" : due ? "miss" : "none";
  return { element: "effect", state, missing };
}

function light(element: Element, due: boolean, pieces: readonly [met: boolean, code: string][]): Light {
  const missing = pieces.flatMap(([met, code]) => (met ? [] : [{ code, facts: {} }]));
  if (missing.length === 0) return { element, state: "ok", missing };
  if (missing.length < pieces.length) return { element, state: "part", missing };
  return { element, state: due ? "miss" : "none", missing };
}

function isFinal(outcome: Outcome): boolean {
  return outcome === "passed" || outcome === "failed" || outcome === "exempt";
}

function monthEnd(item: PlanItem): DateOn {
  return addMonths(item.monthOn, 1);
}
