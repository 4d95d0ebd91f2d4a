/** A power that was registered wrongly: the version stays in history with who believed it when, and the right one follows. */
import { record } from "~/audit/audit.server";
import type { DateRange } from "~/calendar";
import { lockUnitToChange, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { dbRange, knownBy, rangeOf } from "~/organisation/history";
import { type Refusal, refusal } from "~/verdict";
import type { PowerKind } from "./power";
import type { PowerFacts } from "./powers.server";

const OWN_RULE = { title: "本平台默认设置" };

export type PowerCorrection = PowerFacts & DateRange & { unitId: string; powerId: string; reason: string };

/** Refusals: power.unknown (or one that was ended before it began), power.unchanged. Nothing is written then. */
export async function correctPower(
  tx: Tx,
  { unitId, powerId, reason, ...right }: PowerCorrection,
  actorId: string,
  now: Date,
): Promise<{ ok: true } | { ok: false; refusals: Refusal[] }> {
  await lockUnitToChange(tx, unitId);
  const rows = await tx.powerVersion.findMany({
    where: { powerId, power: { unitId }, ...knownBy() },
    orderBy: { fromOn: "asc" },
  });
  if (rows.length === 0) return { ok: false, refusals: [refusal("power.unknown", {}, OWN_RULE)] };
  const [only] = rows;
  const { kind, name, field, basis, fromOn, toOn } = right;
  const isSame =
    only && rows.length === 1 && saysOf(only) === JSON.stringify([kind, name, field, basis, fromOn, toOn]);
  if (isSame) return { ok: false, refusals: [refusal("power.unchanged", {}, OWN_RULE)] };
  for (const { id } of rows) await tx.powerVersion.update({ where: { id }, data: { supersededAt: now } });
  await tx.powerVersion.create({
    data: {
      ...{ id: newId(), powerId, kind, name, field, basis, ...dbRange({ fromOn, toOn }) },
      ...{ correctionReason: reason, recordedAt: now, recordedById: actorId },
    },
  });
  await record(tx, {
    ...{ type: "power.corrected", at: now, actorId, unitId, subjectId: powerId },
    data: { powerId, kind, fromOn, toOn },
  });
  return { ok: true };
}

type Row = {
  kind: string;
  name: string;
  field: string | null;
  basis: string;
  fromOn: Date;
  toOn: Date | null;
};
function saysOf(row: Row): string {
  const { fromOn, toOn } = rangeOf(row);
  return JSON.stringify([row.kind, row.name, row.field, row.basis, fromOn, toOn]);
}

export type PowerBefore = PowerFacts &
  DateRange & { id: string; recordedAt: Date; supersededAt: Date; correctionReason: string | null };

/** What was believed of a power and is no longer, the latest first. */
export async function powerBefore(tx: Tx, unitId: string, powerId: string): Promise<PowerBefore[]> {
  const rows = await tx.powerVersion.findMany({
    where: { powerId, power: { unitId }, supersededAt: { not: null } },
    orderBy: [{ supersededAt: "desc" }, { id: "desc" }],
  });
  return rows.map(({ id, name, field, basis, recordedAt, supersededAt, correctionReason, ...row }) => ({
    ...{ id, name, field, basis, recordedAt, correctionReason, kind: row.kind as PowerKind },
    ...rangeOf(row),
    supersededAt: supersededAt!,
  }));
}
