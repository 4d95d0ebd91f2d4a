/** The entry an address names, for the pages about it: in the caller's scope, or 404. Throws responses. */
import { type Actor, can, type Permission } from "~/access/permissions";
import { chinaDateOf, type DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import { isUuid } from "~/ids";
import { findUnit, type UnitFacts } from "~/organisation/units.server";
import { namesOn } from "~/personnel/person.server";
import { findRecord, type StudyRecordWhole } from "./records.server";

export type RecordPage = { record: StudyRecordWhole; unit: UnitFacts; name: string; today: DateOn };

/** With one of these permissions in the unit the study was done for. */
export async function recordFrom(
  tx: Tx,
  recordId: string | undefined,
  actor: Actor,
  permissions: readonly Permission[],
  now: Date,
): Promise<RecordPage> {
  const record = isUuid(recordId) ? await findRecord(tx, recordId) : null;
  if (!record) throw new Response(null, { status: 404 });
  const today = chinaDateOf(now);
  const unit = await findUnit(tx, record.unitId, today);
  if (!unit || !permissions.some((permission) => can(actor, permission, { path: unit.path })))
    throw new Response(null, { status: 404 });
  const names = await namesOn(tx, [record.personId], today);
  return { record, unit, name: names.get(record.personId) ?? "", today };
}
