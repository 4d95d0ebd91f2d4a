/** What an address asks of a series: the unit, the day, the months; and the dates that the rule pack makes of them. */
import { type Actor, pathsFor } from "~/access/permissions";
import { addMonths, type DateOn, dateOnFrom } from "~/calendar";
import type { Tx } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { packFor } from "~/rulebook/packs.server";
import { slotsOf } from "./series";

const MOST_MONTHS = 12;
const LAST_DAY = 28;
/** Where a pack names no day. */
const USUAL_DAY = 24;

/** Anything unreadable is what the pack says, from this month on, for a year. A month already past is not offered. */
export async function seriesAsked(tx: Tx, actor: Actor, search: URLSearchParams, today: DateOn) {
  const units = await unitsUnder(tx, pathsFor(actor, "study-session:record"), today);
  const unit =
    units.find(({ unitId }) => unitId === search.get("unit")) ?? (units.length === 1 ? units[0] : undefined);
  const thisMonth = `${today.slice(0, 7)}-01` as DateOn;
  const months = Array.from({ length: MOST_MONTHS }, (_, index) => addMonths(thisMonth, index));
  const from = dateOnFrom(`${search.get("from")}-01`) ?? thisMonth;
  const first = months.includes(from) ? from : thisMonth;
  const count = wholeBetween(search.get("count"), 1, MOST_MONTHS) ?? MOST_MONTHS;
  const pack = unit && (await packFor(tx, unit.unitId, today)).pack;
  const day = wholeBetween(search.get("day"), 1, LAST_DAY) ?? pack?.plan.monthlyMeetingDay.value ?? USUAL_DAY;
  const shift = pack?.plan.monthlyMeetingShift.value ?? "keep";
  const wanted = Array.from({ length: count }, (_, index) => addMonths(first, index));
  return {
    units: units.map(({ unitId, name }) => ({ value: unitId, text: name })),
    unit: unit ?? null,
    ...{ day, count, months, shift, from: first.slice(0, 7) },
    source: pack?.plan.monthlyMeetingShift.source ?? null,
    slots: unit ? slotsOf(wanted, day, shift).filter(({ heldOn }) => heldOn >= today) : [],
  };
}

function wholeBetween(typed: string | null, least: number, most: number): number | null {
  const value = Number((typed ?? "").normalize("NFKC") || Number.NaN);
  return Number.isInteger(value) && value >= least && value <= most ? value : null;
}
