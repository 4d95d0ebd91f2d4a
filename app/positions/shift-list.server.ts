/** Shifts as people read them: who is on each, and whether it stands, decided when it is read. */
import { addDays, chinaDateOf, type DateOn, isoWeekday, startOfDay } from "~/calendar";
import type { Tx } from "~/db.server";
import { personnelFacts } from "~/personnel/facts.server";
import type { Refusal } from "~/verdict";
import type { GateAnswer } from "./gate.server";
import { askedAt, type ShiftTimes, standingOf, stands } from "./shift";
import { answersFor } from "./shifts.server";
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

type Asked = ShiftTimes & { unitId: string; field: string | null };
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
  const answers = await answersOf(tx, rows, now);
  const shown: ShiftShown[] = [];
  for (const { duties, id: shiftId, startsAt, endsAt, field, place, ...row } of rows) {
    const act = row.act as TeamAct;
    const isOver = endsAt <= now;
    const ofThis = answers.get(questionOf({ startsAt, endsAt, field }, now));
    const members = isOver
      ? []
      : duties.map(({ personId }) => ({ personId, answer: ofThis!.get(personId)! }));
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

/** Shifts that begin together are asked about together. */
const questionOf = ({ field, ...times }: ShiftTimes & { field: string | null }, now: Date) =>
  `${field} ${askedAt(times, now).toISOString()}`;

/** The gate about everybody on a shift that is not over, by question. */
async function answersOf(
  tx: Tx,
  rows: readonly (Asked & { duties: readonly { personId: string }[] })[],
  now: Date,
): Promise<Map<string, Map<string, GateAnswer>>> {
  const asked = new Map<string, { shift: Asked; personIds: string[] }>();
  for (const { duties, ...shift } of rows) {
    if (shift.endsAt <= now) continue;
    const question = questionOf(shift, now);
    const personIds = [...(asked.get(question)?.personIds ?? []), ...duties.map(({ personId }) => personId)];
    asked.set(question, { shift, personIds });
  }
  const answers = new Map<string, Map<string, GateAnswer>>();
  for (const [question, { shift, personIds }] of asked)
    answers.set(question, await answersFor(tx, personIds, shift, now));
  return answers;
}
