/**
 * 办理时限: how long a review may have an application, in working days, and whether it has had it longer.
 * In: the route stored with the application, its standing, today in China. Out: the limit that runs, or none.
 */
import { chinaDateOf, type DateOn } from "~/calendar";
import type { IssuingRoute } from "~/rulebook/schema";
import { addWorkingDays, nextWorkingDay } from "~/rulebook/working-days";
import { isUnderReview, type Standing, turnOf } from "./application";

export type RunningLimit = {
  /** The review's place in the route; the number of reviews for the issuer. */
  review: number;
  /** Of the rules. */
  workingDays: number;
  /** The last working day that is in time. The day it arrived does not count (民法典 第二百零一条). */
  dueOn: DateOn;
  /** Working days that have begun since it arrived, today's among them. */
  used: number;
  /** Working days after today that are still in time; 0 on the last one and after it. */
  left: number;
  overdue: boolean;
};

/** Null: nobody has it under review, or the rules set no limit. A return stops the clock; the mended one starts it anew. */
export function limitAt(route: IssuingRoute, standing: Standing, today: DateOn): RunningLimit | null {
  const turn = turnOf(route, standing);
  if (!turn || turn.workingDays === null || !isUnderReview(standing.state)) return null;
  const arrivedOn = chinaDateOf(standing.reachedAt);
  const dueOn = addWorkingDays(arrivedOn, turn.workingDays);
  const used = workingDaysAfter(arrivedOn, today);
  return {
    review: standing.position,
    workingDays: turn.workingDays,
    dueOn,
    used,
    left: Math.max(0, turn.workingDays - used),
    overdue: today > dueOn,
  };
}

function workingDaysAfter(fromOn: DateOn, toOn: DateOn): number {
  let count = 0;
  for (let day = nextWorkingDay(fromOn); day <= toOn; day = nextWorkingDay(day)) count += 1;
  return count;
}
