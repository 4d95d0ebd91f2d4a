/** The chain of versions of one study: what was returned, what took its place, what took it back; oldest first. */
import type { Tx } from "~/db.server";
import { findRecord, type StudyRecordWhole } from "./records.server";

export const VERSION_ROLES = ["mended", "own", "mending", "reversing"] as const;
export type VersionRole = (typeof VERSION_ROLES)[number];
export type Version = { role: VersionRole; record: StudyRecordWhole };

/** More than this were never mended; a longer chain is cut rather than read without end. */
const MOST = 20;

export async function versionsOf(tx: Tx, record: StudyRecordWhole): Promise<Version[]> {
  const versions: Version[] = [{ role: "own", record }];
  for (let id = record.mendsId; id && versions.length < MOST; ) {
    const before = await findRecord(tx, id);
    if (!before) break;
    versions.unshift({ role: "mended", record: before });
    id = before.mendsId;
  }
  for (let id = record.mendedById; id && versions.length < MOST; ) {
    const after = await findRecord(tx, id);
    if (!after) break;
    versions.push({ role: "mending", record: after });
    id = after.mendedById;
  }
  const reversal = record.reversedById ? await findRecord(tx, record.reversedById) : null;
  return reversal ? [...versions, { role: "reversing", record: reversal }] : versions;
}
