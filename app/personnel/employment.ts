/**
 * 编制与任用: where a person belongs and for which days.
 * In: a new interval and those already recorded. Out: every reason against it, and what becomes of the old ones.
 */
import { type DateOn, type DateRange, overlaps } from "~/calendar";
import { type Refusal, refusal } from "~/verdict";
import { type EmploymentStatus, hasLeft } from "./identity";

/** `home`: the unit whose establishment the person is on. `host`: where they work on loan besides (借调, 挂职). */
export const EMPLOYMENT_RELATIONS = ["home", "host"] as const;
export type EmploymentRelation = (typeof EMPLOYMENT_RELATIONS)[number];

export type EmploymentRange = DateRange & { status: EmploymentStatus };

/** Refusals: employment.range, employment.status-of-relation, employment.overlaps (one for each interval in the way). */
export function refusalsOfNew(
  wanted: EmploymentRange & { relation: EmploymentRelation },
  recorded: readonly EmploymentRange[],
): Refusal[] {
  const refusals: Refusal[] = [];
  if (wanted.toOn !== null && wanted.toOn <= wanted.fromOn) refusals.push(refusal("employment.range"));
  const odd = wanted.relation === "home" ? "seconded-in" : "seconded-out";
  if (wanted.status === odd)
    refusals.push(
      refusal("employment.status-of-relation", { status: wanted.status, relation: wanted.relation }),
    );
  for (const old of inTheWay(wanted, recorded))
    refusals.push(
      refusal("employment.overlaps", { fromOn: old.fromOn, toOn: old.toOn, relation: wanted.relation }),
    );
  return refusals;
}

/** "Retired since 2024" does not stand in the way of a new employment; it ends where that begins. */
function inTheWay(wanted: DateRange, recorded: readonly EmploymentRange[]): EmploymentRange[] {
  return recorded.filter(
    (old) => overlaps(old, wanted) && !(hasLeft(old.status) && old.fromOn <= wanted.fromOn),
  );
}

/** Intervals that begin after `fromOn` were recorded on purpose: a change from that day on must not swallow them. */
export function refusalsOfChange(
  fromOn: DateOn,
  relation: EmploymentRelation,
  recorded: readonly EmploymentRange[],
): Refusal[] {
  const inForce = recorded.some((old) => old.fromOn <= fromOn && !hasLeft(old.status));
  if (!inForce) return [refusal("employment.none-in-force", { fromOn, relation })];
  return recorded
    .filter((old) => old.fromOn > fromOn && !hasLeft(old.status))
    .map((old) => refusal("employment.overlaps", { fromOn: old.fromOn, toOn: old.toOn, relation }));
}
