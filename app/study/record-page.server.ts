/** The entry an address names, for the pages about it: in the caller's scope, or 404. Throws responses. */
import { type Actor, can, type Permission } from "~/access/permissions";
import { chinaDateOf, type DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import { isUuid } from "~/ids";
import { findUnit, type UnitFacts } from "~/organisation/units.server";
import { namesOn } from "~/personnel/person.server";
import { findRecord, type StudyRecordWhole } from "./records.server";

export type RecordPage = { record: StudyRecordWhole; unit: UnitFacts; name: string; today: DateOn };

/** With one of these permissions in the unit the study was done for (404), and with one anywhere at all (403). */
export async function recordFrom(
  tx: Tx,
  recordId: string | undefined,
  actor: Actor,
  permissions: readonly Permission[],
  now: Date,
): Promise<RecordPage> {
  if (!permissions.some((permission) => can(actor, permission))) throw new Response(null, { status: 403 });
  const record = isUuid(recordId) ? await findRecord(tx, recordId) : null;
  if (!record) throw new Response(null, { status: 404 });
  const today = chinaDateOf(now);
  const unit = await findUnit(tx, record.unitId, today);
  if (!unit || !permissions.some((permission) => can(actor, permission, { path: unit.path })))
    throw new Response(null, { status: 404 });
  const names = await namesOn(tx, [record.personId], today);
  return { record, unit, name: names.get(record.personId) ?? "", today };
}

/** One's own entry that an address names, or 404. */
export async function requireOwnRecord(
  tx: Tx,
  recordId: string | undefined,
  personId: string,
): Promise<StudyRecordWhole> {
  const record = isUuid(recordId) ? await findRecord(tx, recordId) : null;
  if (!record || record.personId !== personId) throw new Response(null, { status: 404 });
  return record;
}
