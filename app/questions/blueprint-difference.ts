/**
 * What differs between two versions of a blueprint, for a reader who wants to know what somebody changed.
 * In: two rules. Out: one entry for each thing that was added, taken away or changed; `app/text` turns it into words.
 */
import { type Blueprint, type BlueprintCell, nameOf } from "./blueprint";

type Where = Pick<BlueprintCell, "bank" | "law" | "type" | "difficulty">;
export type BlueprintDifference =
  | { what: "cell-added" | "cell-removed"; cell: BlueprintCell }
  | { what: "cell-count" | "cell-marks" | "cell-parts"; cell: Where; before: number; after: number }
  | { what: "fixed-added" | "fixed-removed"; name: string; marks: number }
  | { what: "fixed-marks"; name: string; before: number; after: number }
  | { what: "set-added" | "set-removed"; names: string[] }
  | { what: "cap"; before: number | null; after: number | null }
  | { what: "days"; before: number; after: number };

export function blueprintDifference(before: Blueprint, after: Blueprint): BlueprintDifference[] {
  return [
    ...cellDifferences(before.cells, after.cells),
    ...fixedDifferences(before.fixed, after.fixed),
    ...setDifferences(before.enemySets, after.enemySets),
    ...(before.exposureCap === after.exposureCap
      ? []
      : [{ what: "cap" as const, before: before.exposureCap, after: after.exposureCap }]),
    ...(before.exposureDays === after.exposureDays
      ? []
      : [{ what: "days" as const, before: before.exposureDays, after: after.exposureDays }]),
  ];
}

const placeOf = ({ bank, law, type, difficulty }: Where) => JSON.stringify([bank, law, type, difficulty]);

/** Rows that ask for the same kind of question are taken to be each other, in their order. */
function cellDifferences(before: readonly BlueprintCell[], after: readonly BlueprintCell[]) {
  const left = [...before];
  const found: BlueprintDifference[] = [];
  for (const cell of after) {
    const at = left.findIndex((one) => placeOf(one) === placeOf(cell));
    const old = at < 0 ? undefined : left.splice(at, 1)[0];
    if (!old) {
      found.push({ what: "cell-added", cell });
      continue;
    }
    const changed = [
      { what: "cell-count" as const, before: old.count, after: cell.count },
      { what: "cell-marks" as const, before: old.marksEach, after: cell.marksEach },
      { what: "cell-parts" as const, before: old.partsEach ?? 0, after: cell.partsEach ?? 0 },
    ];
    for (const one of changed) if (one.before !== one.after) found.push({ ...one, cell });
  }
  return [...found, ...left.map((cell) => ({ what: "cell-removed" as const, cell }))];
}

function fixedDifferences(before: Blueprint["fixed"], after: Blueprint["fixed"]): BlueprintDifference[] {
  const marksBefore = new Map(before.map((one) => [nameOf(one), one.marksEach]));
  const marksAfter = new Map(after.map((one) => [nameOf(one), one.marksEach]));
  const found: BlueprintDifference[] = [];
  for (const [name, marks] of marksAfter) {
    const old = marksBefore.get(name);
    if (old === undefined) found.push({ what: "fixed-added", name, marks });
    else if (old !== marks) found.push({ what: "fixed-marks", name, before: old, after: marks });
  }
  for (const [name, marks] of marksBefore)
    if (!marksAfter.has(name)) found.push({ what: "fixed-removed", name, marks });
  return found;
}

function setDifferences(
  before: Blueprint["enemySets"],
  after: Blueprint["enemySets"],
): BlueprintDifference[] {
  const written = (sets: Blueprint["enemySets"]) =>
    new Map(sets.map((set) => set.map(nameOf).sort()).map((names) => [names.join(), names]));
  const [old, now] = [written(before), written(after)];
  return [
    ...[...now].flatMap(([key, names]) => (old.has(key) ? [] : [{ what: "set-added" as const, names }])),
    ...[...old].flatMap(([key, names]) => (now.has(key) ? [] : [{ what: "set-removed" as const, names }])),
  ];
}
