/**
 * 每月例会: the days of a meeting that is held every month. In: the months, the day, what becomes of it on a day that is
 * not worked. Out: for each month its day in that month, and why it is another than the one named: a slot is never lost
 * to the month after.
 */
import { type DateOn, yearOf } from "~/calendar";
import type { MeetingShiftWord } from "~/rulebook/words";
import {
  arrangementOf,
  isWorkingDay,
  type KindOfDay,
  kindOfDay,
  nextWorkingDay,
} from "~/rulebook/working-days";

export type Slot = {
  /** The day the rule names. */
  slotOn: DateOn;
  /** The day it is held. */
  heldOn: DateOn;
  /** What the day named is. */
  kind: KindOfDay;
  why: "as-named" | "kept" | "moved-on" | "moved-back" | "kept-in-month";
  /** The year's arrangement of holidays is not known to this program: the day may yet move. */
  isProvisional: boolean;
};

const sameMonth = (a: DateOn, b: DateOn) => a.slice(0, 7) === b.slice(0, 7);

/** `day` is 1 to 28: every month has it. */
export function slotsOf(months: readonly DateOn[], day: number, shift: MeetingShiftWord): Slot[] {
  return months.map((monthOn) => {
    const slotOn = `${monthOn.slice(0, 7)}-${String(day).padStart(2, "0")}` as DateOn;
    const isProvisional = arrangementOf(yearOf(slotOn)) === null;
    return { slotOn, kind: kindOfDay(slotOn), isProvisional, ...moved(slotOn, shift) };
  });
}

function moved(slotOn: DateOn, shift: MeetingShiftWord): Pick<Slot, "heldOn" | "why"> {
  if (isWorkingDay(slotOn)) return { heldOn: slotOn, why: "as-named" };
  if (shift === "keep") return { heldOn: slotOn, why: "kept" };
  const on = nextWorkingDay(slotOn);
  const back = nextWorkingDay(slotOn, -1);
  if (shift === "next-working-day")
    return sameMonth(on, slotOn) ? { heldOn: on, why: "moved-on" } : { heldOn: back, why: "kept-in-month" };
  return sameMonth(back, slotOn) ? { heldOn: back, why: "moved-back" } : { heldOn: on, why: "kept-in-month" };
}
