/** Sets units up, changes them from a day on and moves them with everything below; the past keeps its tree. */
import { record } from "~/audit/audit.server";
import { type DateOn, type DateRange, fromDbDate, toDbDate } from "~/calendar";
import { lockTree, lockUnitToChange, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { type Refusal, refusal } from "~/verdict";
import { dbRange, inForceOn, knownBy, rangeOf, touching, without } from "./history";
import { createUnit, type NewUnit } from "./organisation.server";
import { changedFields, changeRefusals, type Surroundings, setUpRefusals, type UnitContent } from "./tree";
import { ancestry, pathBelow, type UnitKind } from "./unit";
import { findUnit } from "./units.server";

type Refused = { ok: false; refusals: Refusal[] };

/** Sets up a unit below another. Refusals: those of `setUpRefusals` and unit.code-taken { code }. */
export async function setUpUnit(
  tx: Tx,
  unit: NewUnit & { parentId: string },
  actorId: string,
  now: Date,
): Promise<{ ok: true; unitId: string } | Refused> {
  await lockTree(tx);
  const refusals = setUpRefusals(unit, await surroundings(tx, unit.parentId, unit.fromOn, null));
  const taken = await tx.unit.findUnique({ where: { code: unit.code }, select: { id: true } });
  if (taken) refusals.push(refusal("unit.code-taken", { code: unit.code }));
  if (refusals.length > 0) return { ok: false, refusals };
  const unitId = await createUnit(tx, unit, actorId, now);
  await settle(tx, unitId, unit.fromOn, {}, actorId, now);
  return { ok: true, unitId };
}

export type UnitChange = { unitId: string; fromOn: DateOn } & UnitContent;

/**
 * From a calendar date on the unit is as told; whoever moves takes the whole subtree along from that day.
 * Refusals: unit.not-in-force { on } and those of `changeRefusals`.
 */
export async function changeUnit(
  tx: Tx,
  { unitId, fromOn, ...after }: UnitChange,
  actorId: string,
  now: Date,
): Promise<{ ok: true } | Refused> {
  await lockTree(tx);
  await lockUnitToChange(tx, unitId);
  const unit = await findUnit(tx, unitId, fromOn);
  if (!unit) return { ok: false, refusals: [refusal("unit.not-in-force", { on: fromOn })] };
  const versions = await versionsFrom(tx, unitId, fromOn);
  const before = contentOf(versions[0]!);
  // A version that only follows the move of a unit above is no change of this one.
  const later = versions.find((version) => changedFields(before, contentOf(version)).length > 0);
  const laterOn = later ? fromDbDate(later.fromOn) : null;
  const around = await surroundings(tx, after.parentId, fromOn, unitId);
  const refusals = changeRefusals(unit, before, after, { fromOn, laterOn }, around);
  if (refusals.length > 0) return { ok: false, refusals };

  await settle(tx, unitId, fromOn, after, actorId, now);
  const fields = changedFields(before, after);
  await record(tx, { type: "unit.changed", at: now, actorId, unitId, data: { fields } });
  return { ok: true };
}

/**
 * The unit stands until the day before `toOn`. Its enforcement-body status is ended by the caller (`casework`), who also
 * asks whether anything still rests on it. Refusals: unit.not-in-force { on }, unit.changed-later { on },
 * unit.root-stays, unit.has-subordinates { units }.
 */
export async function endUnit(
  tx: Tx,
  { unitId, toOn }: { unitId: string; toOn: DateOn },
  actorId: string,
  now: Date,
): Promise<{ ok: true } | Refused> {
  await lockTree(tx);
  await lockUnitToChange(tx, unitId);
  const [version, ...others] = await versionsFrom(tx, unitId, toOn);
  if (!version || version.fromOn >= toDbDate(toOn))
    return { ok: false, refusals: [refusal("unit.not-in-force", { on: toOn })] };
  const refusals: Refusal[] = [];
  const later = others.find((other) => changedFields(contentOf(version), contentOf(other)).length > 0);
  if (later) refusals.push(refusal("unit.changed-later", { on: fromDbDate(later.fromOn) }));
  if (version.parentId === null) refusals.push(refusal("unit.root-stays"));
  const below = await tx.unitVersion.findMany({
    where: { parentId: unitId, ...knownBy(), ...touching({ fromOn: toOn, toOn: null }) },
    distinct: ["unitId"],
    select: { unitId: true },
  });
  if (below.length > 0) refusals.push(refusal("unit.has-subordinates", { units: below.length }));
  if (refusals.length > 0) return { ok: false, refusals };
  for (const standing of [version, ...others]) await rewrite(tx, standing, toOn, [], actorId, now);
  await record(tx, { type: "unit.ended", at: now, actorId, unitId, data: { toOn } });
  return { ok: true };
}

type Version = Awaited<ReturnType<typeof versionsFrom>>[number];

/** What is believed of a unit for a day and after it, in order. */
const versionsFrom = (tx: Tx, unitId: string, fromOn: DateOn) =>
  tx.unitVersion.findMany({
    where: { unitId, ...knownBy(), ...touching({ fromOn, toOn: null }) },
    orderBy: { fromOn: "asc" },
  });

const contentOf = (version: Version): UnitContent => ({
  name: version.name,
  shortName: version.shortName,
  kind: version.kind as UnitKind,
  parentId: version.parentId,
  civilServantsOnly: version.civilServantsOnly,
  establishment: version.establishment,
});

/** Supersedes a version; the days before `fromOn` stay as they were, those from it on read as told, or are none. */
async function rewrite(
  tx: Tx,
  version: Version,
  fromOn: DateOn,
  told: readonly (DateRange & Partial<UnitContent> & { path: string })[],
  actorId: string,
  now: Date,
): Promise<void> {
  await tx.unitVersion.updateMany({ where: { id: version.id }, data: { supersededAt: now } });
  const before = without(rangeOf(version), { fromOn, toOn: null });
  for (const { fromOn, toOn, ...content } of [...before, ...told]) {
    const fresh = { id: newId(), ...dbRange({ fromOn, toOn }), recordedAt: now, recordedById: actorId };
    await tx.unitVersion.create({ data: { ...version, ...content, ...fresh } });
  }
}

/**
 * Writes what is told of a unit from a day on, with the paths that follow from the units above, which may themselves
 * be due to move; then everything below it, for as long as it stands below.
 */
async function settle(
  tx: Tx,
  unitId: string,
  fromOn: DateOn,
  told: Partial<UnitContent>,
  actorId: string,
  now: Date,
): Promise<void> {
  const { code } = await tx.unit.findUniqueOrThrow({ where: { id: unitId }, select: { code: true } });
  let hasMoved = false;
  for (const version of await versionsFrom(tx, unitId, fromOn)) {
    const range = rangeOf(version);
    const taken = { fromOn: fromOn > range.fromOn ? fromOn : range.fromOn, toOn: range.toOn };
    const content = { ...contentOf(version), ...told };
    const places = await pathsOver(tx, content.parentId, code, taken);
    const isInPlace = places.length === 1 && places[0]!.path === version.path;
    hasMoved ||= !isInPlace;
    if (isInPlace && Object.keys(told).length === 0) continue;
    const pieces = places.map((place) => ({ ...content, ...place }));
    await rewrite(tx, version, fromOn, pieces, actorId, now);
  }
  if (!hasMoved) return;
  const below = await tx.unitVersion.findMany({
    where: { parentId: unitId, ...knownBy(), ...touching({ fromOn, toOn: null }) },
    distinct: ["unitId"],
    select: { unitId: true },
  });
  for (const child of below) await settle(tx, child.unitId, fromOn, {}, actorId, now);
}

/** Where a unit below that parent stands over a range of days: one piece for each path the parent has in it. */
async function pathsOver(
  tx: Tx,
  parentId: string | null,
  code: string,
  range: DateRange,
): Promise<(DateRange & { path: string })[]> {
  if (parentId === null) return [{ ...range, path: pathBelow(null, code) }];
  const parents = await tx.unitVersion.findMany({
    where: { unitId: parentId, ...knownBy(), ...touching(range) },
    orderBy: { fromOn: "asc" },
  });
  const pieces: (DateRange & { path: string })[] = [];
  for (const [index, parent] of parents.entries()) {
    const path = pathBelow(parent.path, code);
    const last = pieces.at(-1);
    const toOn = index === parents.length - 1 ? range.toOn : rangeOf(parent).toOn;
    if (last?.path === path) last.toOn = toOn;
    else pieces.push({ fromOn: last?.toOn ?? range.fromOn, toOn, path });
  }
  return pieces;
}

async function surroundings(
  tx: Tx,
  parentId: string | null,
  on: DateOn,
  unitId: string | null,
): Promise<Surroundings> {
  if (parentId === null) return { parent: null, parentEndsOn: null, ancestry: [], siblings: [] };
  const parent = await findUnit(tx, parentId, on);
  const versions = await versionsFrom(tx, parentId, on);
  const ends = versions.at(-1)?.toOn ?? null;
  const siblings = await tx.unitVersion.findMany({
    where: { parentId, ...(unitId ? { unitId: { not: unitId } } : {}), ...knownBy(), ...inForceOn(on) },
    select: { name: true },
  });
  return {
    parent,
    parentEndsOn: ends && fromDbDate(ends),
    ancestry: [...new Set(versions.flatMap(({ path }) => ancestry(path)))],
    siblings,
  };
}
