/** A change of units as it was asked for. In: a stored row. Out: what the rules and verbs take. */
import { type DateOn, fromDbDate } from "~/calendar";
import type { UnitKind } from "~/organisation/unit";
import type { Choice, UnitChangeKind } from "./unit-change";

/** For a merger the unit to be set up; for a new name the names alone count. */
export type NewUnitAsked = {
  code: string;
  name: string;
  shortName: string;
  kind: UnitKind;
  parentId: string;
};
export type UnitAsked = { unitId: string; posts: Choice; roles: Choice };

export type ChangeAsked = {
  kind: UnitChangeKind;
  units: readonly UnitAsked[];
  /** The unit they go into, or (for a new name) the unit itself; null: one is set up, or none. */
  targetId: string | null;
  newUnit: NewUnitAsked | null;
  switchOn: DateOn;
  orderNumber: string;
  /** The day the new enforcement body was or will be made public; null: not yet. */
  announcedOn: DateOn | null;
};

/** A change as it was asked for. */
export function askedFrom(row: {
  kind: string;
  targetId: string | null;
  newUnit: unknown;
  switchOn: Date;
  orderNumber: string;
  announcedOn: Date | null;
  units: readonly { unitId: string; posts: string; roles: string }[];
}): ChangeAsked {
  const { kind, targetId, newUnit, switchOn, orderNumber, announcedOn, units } = row;
  return {
    ...{ kind: kind as UnitChangeKind, targetId, orderNumber },
    newUnit: newUnit as NewUnitAsked | null,
    switchOn: fromDbDate(switchOn),
    announcedOn: announcedOn && fromDbDate(announcedOn),
    units: units.map(({ unitId, posts, roles }) => ({
      ...{ unitId, posts: posts as Choice, roles: roles as Choice },
    })),
  };
}
