/**
 * 单位的设立与变更: what may be done to the tree.
 * In: the unit and its neighbours as they stand on the day of the change. Out: every reason against it.
 */
import type { DateOn } from "~/calendar";
import { type Refusal, refusal } from "~/verdict";
import { isUnitCode, type UnitFacts, type UnitKind } from "./unit";

/** What a version of a unit says beside its place in time. */
export type UnitContent = {
  name: string;
  shortName: string;
  kind: UnitKind;
  parentId: string | null;
  civilServantsOnly: boolean;
  /** 编制数: how many may be employed; null where none is set. */
  establishment: number | null;
};

/** Fields of a unit that differ, for the audit: empty when nothing would change. */
export function changedFields(before: UnitContent, after: UnitContent): (keyof UnitContent)[] {
  const fields = Object.keys(after) as (keyof UnitContent)[];
  return fields.filter((field) => before[field] !== after[field]);
}

export type Surroundings = {
  /** The unit it shall stand under, on the day; null when there is none by that id. */
  parent: UnitFacts | null;
  /** The first day on which that parent no longer stands; null when none is recorded. */
  parentEndsOn: DateOn | null;
  /** Codes of the parent and of everything it stands below on that day or a later one. */
  ancestry: readonly string[];
  /** Units directly below that parent on the day, the unit itself left out. */
  siblings: readonly { name: string }[];
};

/**
 * Why a unit may not be set up so. Refusals: unit.code-malformed, unit.parent-unknown { fromOn },
 * unit.parent-ends { on }, unit.name-taken { name }. Whether the code is taken is asked beside it.
 */
export function setUpRefusals(
  unit: { code: string; name: string; fromOn: DateOn },
  surroundings: Surroundings,
): Refusal[] {
  const refusals = placeRefusals(unit.name, unit.fromOn, surroundings);
  return isUnitCode(unit.code) ? refusals : [refusal("unit.code-malformed"), ...refusals];
}

/**
 * Why a unit may not be changed so from a day on. Refusals: unit.nothing-changed, unit.root-stays,
 * unit.below-itself, unit.changed-later { on }, unit.parent-unknown, unit.parent-ends, unit.name-taken.
 * `laterOn`: the first day after `fromOn` from which another change is recorded already.
 */
export function changeRefusals(
  unit: UnitFacts,
  before: UnitContent,
  after: UnitContent,
  { fromOn, laterOn }: { fromOn: DateOn; laterOn: DateOn | null },
  surroundings: Surroundings,
): Refusal[] {
  const refusals: Refusal[] = [];
  if (changedFields(before, after).length === 0) refusals.push(refusal("unit.nothing-changed"));
  if (laterOn !== null) refusals.push(refusal("unit.changed-later", { on: laterOn }));
  const isRoot = before.parentId === null;
  if (isRoot !== (after.parentId === null)) refusals.push(refusal("unit.root-stays"));
  else if (!isRoot) {
    refusals.push(...placeRefusals(after.name, fromOn, surroundings));
    if (surroundings.ancestry.includes(unit.code)) refusals.push(refusal("unit.below-itself"));
  }
  return refusals;
}

function placeRefusals(name: string, fromOn: DateOn, around: Surroundings): Refusal[] {
  const { parent, parentEndsOn, siblings } = around;
  if (!parent) return [refusal("unit.parent-unknown", { fromOn })];
  const refusals: Refusal[] = [];
  if (parentEndsOn !== null)
    refusals.push(refusal("unit.parent-ends", { parent: parent.name, on: parentEndsOn }));
  if (siblings.some((sibling) => sibling.name === name))
    refusals.push(refusal("unit.name-taken", { name, parent: parent.name }));
  return refusals;
}
