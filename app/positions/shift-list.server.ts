/** Shifts as people read them: who is on each, and whether it stands, decided when it is read. */
import { addDays, chinaDateOf, type DateOn, isoWeekday, startOfDay } from "~/calendar";
import type { Tx } from "~/db.server";
import { personnelFacts } from "~/personnel/facts.server";
import type { Refusal } from "~/verdict";
import { askedAt, standingOf, stands } from "./shift";
import { answerFor } from "./shifts.server";
import type { TeamAct } from "./team";

export type ShiftShown = {
  shiftId: string;
  startsAt: Date;
  endsAt: Date;
  act: TeamAct;
  field: string | null;
  place: string;
  /** Decided about those that are not over; null: it is over. */
  stands: boolean | null;
  team: Refusal[];
  people: { dutyId: string; personId: string; name: string; refusals: Refusal[] }[];
};

/** The Monday of the week of a day. */
export const mondayOf = (on: DateOn): DateOn => addDays(on, 1 - isoWeekday(on));

/** Shifts of a unit that begin in the week from that Monday on. */
export const shiftsOfWeek = (tx: Tx, unitId: string, monday: DateOn, now: Date): Promise<ShiftShown[]> =>
  read(tx, { unitId, startsAt: { gte: startOfDay(monday), lt: startOfDay(addDays(monday, 7)) } }, now);

/** Shifts of a unit that were manned, are not over and no longer stand, for whatever has changed since. */
export async function brokenShifts(tx: Tx, unitId: string, now: Date): Promise<ShiftShown[]> {
  const ahead = await read(tx, { unitId, endsAt: { gt: now } }, now);
  return ahead.filter((one) => one.stands === false && one.people.length > 0);
}

export async function findShift(tx: Tx, unitId: string, id: string, now: Date): Promise<ShiftShown | null> {
  const [shift] = await read(tx, { unitId, id }, now);
  return shift ?? null;
}

type Which = {
  unitId: string;
  id?: string;
  startsAt?: { gte: Date; lt: Date };
  endsAt?: { gt: Date };
};

async function read(tx: Tx, which: Which, now: Date): Promise<ShiftShown[]> {
  const rows = await tx.shift.findMany({
    where: { ...which, withdrawnAt: null },
    include: { duties: { where: { takenOffAt: null }, orderBy: { id: "asc" } } },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
  });
  const people = await personnelFacts(
    tx,
    rows.flatMap(({ duties }) => duties.map(({ personId }) => personId)),
    { trueOn: chinaDateOf(now) },
  );
  // Who is on several shifts of a day is asked about once for each beginning.
  const known = new Map<string, ReturnType<typeof answerFor>>();
  const shown: ShiftShown[] = [];
  for (const { duties, id: shiftId, startsAt, endsAt, field, place, unitId, ...row } of rows) {
    const act = row.act as TeamAct;
    const isOver = endsAt <= now;
    const members = [];
    for (const { personId } of isOver ? [] : duties) {
      const key = `${personId} ${field} ${askedAt({ startsAt, endsAt }, now).toISOString()}`;
      if (!known.has(key)) known.set(key, answerFor(tx, personId, { unitId, field, startsAt, endsAt }, now));
      members.push({ personId, answer: await known.get(key)! });
    }
    const standing = standingOf({ startsAt, endsAt }, members, act);
    shown.push({
      ...{ shiftId, startsAt, endsAt, act, field, place },
      stands: isOver ? null : stands(standing),
      team: isOver ? [] : standing.team,
      people: duties.map(({ id: dutyId, personId }, index) => ({
        ...{ dutyId, personId, name: people.get(personId)?.name ?? "" },
        refusals: standing.people[index]?.refusals ?? [],
      })),
    });
  }
  return shown;
}
