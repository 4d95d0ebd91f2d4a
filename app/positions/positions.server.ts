/** The post register: posts of a unit, and who sits on them on a day. */
import { record } from "~/audit/audit.server";
import { type DateOn, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { inForceOn, knownBy, rangeOf } from "~/organisation/history";
import type { Position, PositionFamily } from "./position";

export type NewPosition = { unitId: string; title: string; family: PositionFamily; field: string | null };

/** Adds a post and answers its id. */
export async function createPosition(
  tx: Tx,
  position: NewPosition,
  actorId: string | null,
  now: Date,
): Promise<string> {
  const id = newId();
  await tx.position.create({ data: { id, ...position, createdAt: now, createdById: actorId } });
  await record(tx, {
    type: "position.created",
    at: now,
    actorId,
    unitId: position.unitId,
    subjectId: id,
    data: { positionId: id, family: position.family },
  });
  return id;
}

/** From that day the post is no more; who sat there was taken off before. Abolishing it twice changes nothing. */
export async function abolishPosition(
  tx: Tx,
  { positionId, abolishedOn }: { positionId: string; abolishedOn: DateOn },
  actorId: string | null,
  now: Date,
): Promise<void> {
  const on = toDbDate(abolishedOn);
  const { count } = await tx.position.updateMany({
    where: { id: positionId, OR: [{ abolishedOn: null }, { abolishedOn: { gt: on } }] },
    data: { abolishedOn: on },
  });
  if (count === 0) return;
  const { unitId } = await tx.position.findUniqueOrThrow({ where: { id: positionId } });
  await record(tx, {
    ...{ type: "position.abolished", at: now, actorId, unitId, subjectId: positionId },
    data: { positionId, abolishedOn },
  });
}

const asPosition = (row: {
  id: string;
  unitId: string;
  title: string;
  family: string;
  field: string | null;
}): Position => ({
  positionId: row.id,
  unitId: row.unitId,
  title: row.title,
  family: row.family as PositionFamily,
  field: row.field,
});

export async function findPosition(tx: Tx, positionId: string): Promise<Position | null> {
  const row = await tx.position.findUnique({ where: { id: positionId } });
  return row && asPosition(row);
}

export type Sitting = {
  factId: string;
  personId: string;
  inherited: boolean;
  fromOn: DateOn;
  toOn: DateOn | null;
};
/** Somebody on a post; null: it is vacant. */
export type SeatTaken = { position: Position; sitting: Sitting | null };

/** The seats of these units' posts on a day, one for each person on a post and one for a vacant post; by unit and title. */
export function seatsOfUnits(tx: Tx, unitIds: string[], on: DateOn): Promise<SeatTaken[]> {
  return readSeats(tx, { unitId: { in: unitIds } }, on);
}

/** The seats of one post on a day. Empty: it exists no longer. */
export function seatsOfPosition(tx: Tx, positionId: string, on: DateOn): Promise<SeatTaken[]> {
  return readSeats(tx, { id: positionId }, on);
}

/** Seats by the ids of their posts and of the facts that somebody sits there, in the order of the ids. */
export async function seatsWithIds(
  tx: Tx,
  keys: readonly { positionId: string; factId: string | null }[],
): Promise<SeatTaken[]> {
  const positions = await tx.position.findMany({
    where: { id: { in: [...new Set(keys.map(({ positionId }) => positionId))] } },
  });
  const sittings = await tx.assignment.findMany({
    where: { factId: { in: keys.flatMap(({ factId }) => factId ?? []) }, ...knownBy() },
  });
  const positionOf = new Map(positions.map((row) => [row.id, asPosition(row)]));
  const sittingOf = new Map(sittings.map((row) => [row.factId, asSitting(row)]));
  return keys.flatMap(({ positionId, factId }) => {
    const position = positionOf.get(positionId);
    return position ? [{ position, sitting: (factId && sittingOf.get(factId)) || null }] : [];
  });
}

async function readSeats(
  tx: Tx,
  which: { unitId: { in: string[] } } | { id: string },
  on: DateOn,
): Promise<SeatTaken[]> {
  const rows = await tx.position.findMany({
    where: { ...which, OR: [{ abolishedOn: null }, { abolishedOn: { gt: toDbDate(on) } }] },
    include: { assignments: { where: { ...knownBy(), ...inForceOn(on) }, orderBy: { fromOn: "asc" } } },
    orderBy: [{ unitId: "asc" }, { title: "asc" }, { id: "asc" }],
  });
  return rows.flatMap((row): SeatTaken[] => {
    const position = asPosition(row);
    return row.assignments.length === 0
      ? [{ position, sitting: null }]
      : row.assignments.map((assignment) => ({ position, sitting: asSitting(assignment) }));
  });
}

type SittingRow = { factId: string; personId: string; inherited: boolean; fromOn: Date; toOn: Date | null };
const asSitting = ({ factId, personId, inherited, ...range }: SittingRow): Sitting => ({
  ...{ factId, personId, inherited },
  ...rangeOf(range),
});

/** How many were found on an enforcement post at onboarding and have not been cleared yet: 存量 to clear. */
export function countInherited(tx: Tx, unitIds: string[], on: DateOn): Promise<number> {
  return tx.assignment.count({
    where: { inherited: true, position: { unitId: { in: unitIds } }, ...knownBy(), ...inForceOn(on) },
  });
}
