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
export type PositionWithSittings = Position & { sittings: Sitting[] };

/** Posts of these units that exist on a day, with who sits on them that day; by unit and title. */
export async function positionsOf(tx: Tx, unitIds: string[], on: DateOn): Promise<PositionWithSittings[]> {
  return readPositions(tx, { unitId: { in: unitIds } }, on);
}

/** The same for posts by their ids, in the order of the ids. */
export async function positionsWithIds(tx: Tx, ids: string[], on: DateOn): Promise<PositionWithSittings[]> {
  const found = await readPositions(tx, { id: { in: ids } }, on);
  const of = new Map(found.map((position) => [position.positionId, position]));
  return ids.flatMap((id) => of.get(id) ?? []);
}

async function readPositions(
  tx: Tx,
  which: { unitId: { in: string[] } } | { id: { in: string[] } },
  on: DateOn,
): Promise<PositionWithSittings[]> {
  const rows = await tx.position.findMany({
    where: { ...which, OR: [{ abolishedOn: null }, { abolishedOn: { gt: toDbDate(on) } }] },
    include: { assignments: { where: { ...knownBy(), ...inForceOn(on) }, orderBy: { fromOn: "asc" } } },
    orderBy: [{ unitId: "asc" }, { title: "asc" }, { id: "asc" }],
  });
  return rows.map((row) => ({
    ...asPosition(row),
    sittings: row.assignments.map((assignment) => ({
      factId: assignment.factId,
      personId: assignment.personId,
      inherited: assignment.inherited,
      ...rangeOf(assignment),
    })),
  }));
}

/** Everyone who was found on an enforcement post at onboarding and has not been cleared yet: 存量 to clear. */
export async function inheritedSittings(
  tx: Tx,
  unitIds: string[],
  on: DateOn,
): Promise<(Sitting & { position: Position })[]> {
  const rows = await tx.assignment.findMany({
    where: { inherited: true, position: { unitId: { in: unitIds } }, ...knownBy(), ...inForceOn(on) },
    include: { position: true },
    orderBy: { fromOn: "asc" },
  });
  return rows.map(({ position, ...row }) => ({
    factId: row.factId,
    personId: row.personId,
    inherited: true,
    ...rangeOf(row),
    position: asPosition(position),
  }));
}
