/**
 * 岗位: what a post is, and which posts the gate guards.
 * In: a family, a unit, a field. Out: the position `mayEnforce` asks about; answers about families.
 */
import type { RegimeWord } from "~/rulebook/words";
import type { EnforcementPosition } from "./eligibility";

export const POSITION_FAMILIES = [
  "enforcement", // 行政执法岗
  "coercive-enforcement", // 行政强制岗
  "legal-affairs", // 法制岗
  "legal-review", // 法制审核岗
  "reconsideration", // 行政复议岗
  "auxiliary", // 执法辅助岗
  "congress-appointed", // 人大任命的领导岗
  "party-appointed", // 组织任用的领导岗
  "other", // 其他
] as const;
export type PositionFamily = (typeof POSITION_FAMILIES)[number];

/** Whether somebody sits on a post, as the list of posts asks. */
export const SEAT_STATES = ["taken", "vacant"] as const;
export type SeatState = (typeof SEAT_STATES)[number];

export type Position = {
  positionId: string;
  unitId: string;
  title: string;
  family: PositionFamily;
  field: string | null;
};

/** Nobody gets onto one of these except through `mayEnforce`. */
export function isEnforcement(family: PositionFamily): boolean {
  return family === "enforcement" || family === "coercive-enforcement";
}

/** Legal-affairs posts and enforcement posts exclude each other (K07, K08). */
export function isLegal(family: PositionFamily): boolean {
  return family === "legal-affairs" || family === "legal-review";
}

/** K17: by whom the holder of a leading post is appointed, for the exam before it; null: no such post. */
export function regimeOf(family: PositionFamily): RegimeWord | null {
  if (family === "congress-appointed") return "congress";
  return family === "party-appointed" ? "party" : null;
}

/** The question to `mayEnforce`; `inherited` when the person sits there only because they were found there. */
export function asEnforcementPosition(
  position: Pick<Position, "unitId" | "field" | "family">,
  inherited = false,
): EnforcementPosition {
  return {
    unitId: position.unitId,
    field: position.field,
    coercive: position.family === "coercive-enforcement",
    inherited,
  };
}
