/** 法制岗位: legal-affairs duty, full or part time. A unit-wide fact, so the unit's lock comes before the person's. */
import { record } from "~/audit/audit.server";
import type { DateOn } from "~/calendar";
import { lockPeople, lockUnitToChange, type Tx, violates } from "~/db.server";
import { newId } from "~/ids";
import { dbRange, knownBy, type Recorded, rangeOf, touching, without } from "~/organisation/history";
import { type Refusal, refusal } from "~/verdict";
import { lockRecord } from "./alias.server";
import { refusalsOfDeath } from "./death.server";
import { K08, type LegalDutyKind } from "./duty";

/**
 * Opens a legal-affairs duty for a range of days. Refusals: legal-duty.range, .overlaps, person.deceased, .enforces (K08:
 * the person holds an enforcement post on these days; nothing of the transaction is written then).
 */
export async function recordLegalDuty(
  tx: Tx,
  duty: {
    personId: string;
    unitId: string;
    kind: LegalDutyKind;
    fullTime: boolean;
    fromOn: DateOn;
    toOn?: DateOn | null;
  },
  actorId: string | null,
  now: Date,
): Promise<Recorded> {
  const { personId, unitId, kind, fullTime } = duty;
  const range = { fromOn: duty.fromOn, toOn: duty.toOn ?? null };
  if (range.toOn !== null && range.toOn <= range.fromOn)
    return { ok: false, refusals: [refusal("legal-duty.range")] };
  await lockUnitToChange(tx, unitId);
  const merged = await lockRecord(tx, personId);
  if (merged.length > 0) return { ok: false, refusals: merged };
  const before = await tx.legalDuty.findMany({
    where: { personId, unitId, kind, ...knownBy(), ...touching(range) },
  });
  const refusals = [
    ...before.map((row) => refusal("legal-duty.overlaps", { ...rangeOf(row) })),
    ...(await refusalsOfDeath(tx, personId, range)),
  ];
  if (refusals.length > 0) return { ok: false, refusals };
  const factId = newId();
  try {
    await tx.legalDuty.create({
      data: {
        id: newId(),
        factId,
        personId,
        unitId,
        kind,
        fullTime,
        ...dbRange(range),
        recordedAt: now,
        recordedById: actorId,
      },
    });
  } catch (error) {
    return { ok: false, refusals: [refusalOfDuty(error)] };
  }
  await record(tx, {
    type: "legal-duty.recorded",
    at: now,
    actorId,
    personId,
    unitId,
    data: { kind, fullTime, ...range },
  });
  return { ok: true, factId };
}

/** Ends a duty: `toOn` is the first day without it. Refusal: legal-duty.none-in-force. */
export async function endLegalDuty(
  tx: Tx,
  ending: { personId: string; unitId: string; kind: LegalDutyKind; toOn: DateOn },
  actorId: string | null,
  now: Date,
): Promise<Recorded> {
  const { personId, unitId, kind, toOn } = ending;
  await lockUnitToChange(tx, unitId);
  await lockPeople(tx, personId);
  const after = { fromOn: toOn, toOn: null };
  const [current] = await tx.legalDuty.findMany({
    where: { personId, unitId, kind, ...knownBy(), ...touching(after) },
    orderBy: { fromOn: "asc" },
  });
  if (!current || rangeOf(current).fromOn >= toOn)
    return { ok: false, refusals: [refusal("legal-duty.none-in-force", { toOn })] };
  await tx.legalDuty.updateMany({ where: { id: current.id }, data: { supersededAt: now } });
  for (const rest of without(rangeOf(current), after)) {
    await tx.legalDuty.create({
      data: { ...current, id: newId(), ...dbRange(rest), recordedAt: now, recordedById: actorId },
    });
  }
  await record(tx, { type: "legal-duty.ended", at: now, actorId, personId, unitId, data: { toOn } });
  return { ok: true, factId: current.factId };
}

/** K08 is held by the database: the refusal for its error. Nothing of the transaction is written then. */
export function refusalOfDuty(error: unknown): Refusal {
  if (!violates(error, "legal_duty_backstop") && !violates(error, "K08:")) throw error;
  return refusal("legal-duty.enforces", {}, K08);
}
