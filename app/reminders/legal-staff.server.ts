/**
 * 专职法制人员不足 (K09): nobody can refuse a retirement, a death, a leave, a correction or the undoing of an import. However it
 * came about, the unit and legal affairs are told once of each shortage.
 */
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { holdersAt, notifyAll } from "~/notices/notices.server";
import { standingFor } from "~/organisation/succession.server";
import { unitsShortOfLegalStaff } from "~/positions/legal-staff.server";
import { TOLD_OF_LEGAL_STAFF } from "./legal-staff-desk.server";

/** Answers in how many units the legal work is short. Calling it again tells nothing twice. */
export async function tellOfLegalStaff(tx: Tx, now: Date): Promise<number> {
  const short = await unitsShortOfLegalStaff(tx, now);
  for (const { unitId, remaining, required, sinceOn } of short) {
    const standing = await standingFor(tx, unitId, chinaDateOf(now));
    const told = {
      ...{ code: "legal-duty.below-minimum" as const, happening: `${unitId}/${sinceOn}` },
      facts: { unitId, remaining, required },
    };
    for (const role of TOLD_OF_LEGAL_STAFF)
      await notifyAll(tx, await holdersAt(tx, { unitId: standing, role }, now), told, now);
  }
  return short.length;
}
