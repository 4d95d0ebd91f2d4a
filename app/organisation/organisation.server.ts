/** Changes the tree and the enforcement bodies. */
import { record } from "~/audit/audit.server";
import { type DateOn, toDbDate } from "~/calendar";
import { lockUnitToChange, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { dbRange, inForceOn, knownBy, type Recorded, rangeOf, touching, without } from "./history";
import { type BodyBasis, isUnitCode, pathBelow, type UnitKind } from "./unit";

export type NewUnit = {
  /** Letters, digits and hyphens; part of the path of everything below. Never changes. */
  code: string;
  parentId: string | null;
  name: string;
  shortName: string;
  kind: UnitKind;
  civilServantsOnly?: boolean;
  establishment?: number | null;
  fromOn: DateOn;
};

/** Adds a unit to the tree and answers its id. A code that is taken answers the unit that has it and changes nothing. */
export async function createUnit(tx: Tx, unit: NewUnit, actorId: string | null, now: Date): Promise<string> {
  if (!isUnitCode(unit.code)) throw new RangeError("A unit's code is letters, digits and hyphens");
  const known = await tx.unit.findUnique({ where: { code: unit.code }, select: { id: true } });
  if (known) return known.id;
  const parent =
    unit.parentId === null
      ? null
      : await tx.unitVersion.findFirstOrThrow({
          where: { unitId: unit.parentId, ...knownBy(), ...inForceOn(unit.fromOn) },
          select: { path: true },
        });
  const id = newId();
  await tx.unit.create({ data: { id, code: unit.code, createdAt: now } });
  await tx.unitVersion.create({
    data: {
      id: newId(),
      factId: newId(),
      unitId: id,
      parentId: unit.parentId,
      name: unit.name,
      shortName: unit.shortName,
      kind: unit.kind,
      path: pathBelow(parent?.path ?? null, unit.code),
      civilServantsOnly: unit.civilServantsOnly ?? false,
      establishment: unit.establishment ?? null,
      ...dbRange({ fromOn: unit.fromOn, toOn: null }),
      recordedAt: now,
      recordedById: actorId,
    },
  });
  await record(tx, { type: "unit.created", at: now, actorId, unitId: id, data: { kind: unit.kind } });
  return id;
}

export type NewBody = {
  unitId: string;
  basis: BodyBasis;
  /** Fields of enforcement 执法领域, by code. */
  fields: string[];
  /** The decision or announcement that makes it one. */
  document: string;
  /** The day it was made public; null while it has not been. */
  publishedOn: DateOn | null;
  fromOn: DateOn;
  toOn?: DateOn | null;
};

/**
 * Records enforcement-body status 执法主体资格 for a range of days; what was recorded before for those days is
 * superseded, the days outside stay. Takes the unit's lock, so that nobody decides on the old fact meanwhile.
 */
export async function recordEnforcementBody(
  tx: Tx,
  body: NewBody,
  actorId: string | null,
  now: Date,
): Promise<Recorded> {
  await lockUnitToChange(tx, body.unitId);
  const range = { fromOn: body.fromOn, toOn: body.toOn ?? null };
  await clearBody(tx, body.unitId, range, actorId, now);
  const factId = newId();
  await tx.enforcementBody.create({
    data: {
      id: newId(),
      factId,
      unitId: body.unitId,
      basis: body.basis,
      fields: body.fields,
      document: body.document,
      publishedOn: body.publishedOn && toDbDate(body.publishedOn),
      ...dbRange(range),
      recordedAt: now,
      recordedById: actorId,
    },
  });
  await record(tx, {
    type: "enforcement-body.recorded",
    at: now,
    actorId,
    unitId: body.unitId,
    data: { basis: body.basis, published: body.publishedOn !== null },
  });
  return { ok: true, factId };
}

/** Ends enforcement-body status: from `toOn` (a calendar date) the unit has none. Ending what is not there is harmless. */
export async function endEnforcementBody(
  tx: Tx,
  { unitId, toOn }: { unitId: string; toOn: DateOn },
  actorId: string | null,
  now: Date,
): Promise<void> {
  await lockUnitToChange(tx, unitId);
  const ended = await clearBody(tx, unitId, { fromOn: toOn, toOn: null }, actorId, now);
  if (ended === 0) return;
  await record(tx, {
    type: "enforcement-body.recorded",
    at: now,
    actorId,
    unitId,
    data: { basis: "none", published: false },
  });
}

/** Supersedes what holds in a range and writes back what lies outside it. Answers how many versions it touched. */
async function clearBody(
  tx: Tx,
  unitId: string,
  taken: { fromOn: DateOn; toOn: DateOn | null },
  actorId: string | null,
  now: Date,
): Promise<number> {
  const before = await tx.enforcementBody.findMany({
    where: { unitId, ...knownBy(), ...touching(taken) },
  });
  for (const old of before) {
    await tx.enforcementBody.updateMany({ where: { id: old.id }, data: { supersededAt: now } });
    for (const rest of without(rangeOf(old), taken)) {
      await tx.enforcementBody.create({
        data: { ...old, id: newId(), ...dbRange(rest), recordedAt: now, recordedById: actorId },
      });
    }
  }
  return before.length;
}
