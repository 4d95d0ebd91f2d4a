/** 专职法制人员不足 (K09) on the desks of who can mend it: the units of an officer that have too few, each with its people. */
import type { Actor, Role } from "~/access/permissions";
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { unitsShortOfLegalStaff } from "~/positions/legal-staff.server";

export type LegalStaffMatter = { unitId: string; unitName: string; remaining: number; required: number };
/** `more`: units beyond those that are shown. */
export type LegalStaffMatters = { units: LegalStaffMatter[]; more: number };

/** Those who are told of it (`legal-staff`): a unit's personnel officer and its reviewer, and legal affairs. */
export const TOLD_OF_LEGAL_STAFF = [
  "unit-personnel-officer",
  "unit-legal-reviewer",
  "legal-affairs",
] as const satisfies readonly Role[];
const SHOWN = 5;

export async function legalStaffMatters(tx: Tx, actor: Actor, now: Date): Promise<LegalStaffMatters> {
  const told: readonly Role[] = TOLD_OF_LEGAL_STAFF;
  const paths = actor.grants.filter(({ role }) => told.includes(role)).map(({ path }) => path);
  if (paths.length === 0) return { units: [], more: 0 };
  const units = await unitsUnder(tx, paths, chinaDateOf(now));
  const nameOf = new Map(units.map(({ unitId, name }) => [unitId, name]));
  const short = await unitsShortOfLegalStaff(tx, now, [...nameOf.keys()]);
  return {
    units: short.slice(0, SHOWN).map(({ unitId, remaining, required }) => ({
      ...{ unitId, unitName: nameOf.get(unitId) ?? "", remaining, required },
    })),
    more: Math.max(0, short.length - SHOWN),
  };
}
