/** A 政务处分 as it runs: what it would come to under the rules of the person's unit, and its end before its time. */
import { record } from "~/audit/audit.server";
import { type CountingConvention, type DateOn, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { inForceOn, knownBy, type Recorded, rangeOf } from "~/organisation/history";
import { packFor } from "~/rulebook/packs.server";
import { refusal } from "~/verdict";
import { lockRecord } from "./alias.server";
import { SANCTION_KINDS, type SanctionKind, sanctionLastOn } from "./identity";

/** How the pack of the person's home unit on a day counts periods (of the first unit there is, for who has none). */
export async function conventionFor(tx: Tx, personId: string, on: DateOn): Promise<CountingConvention> {
  const home = await tx.employment.findFirst({
    where: { personId, relation: "home", ...knownBy(), ...inForceOn(on) },
    select: { unitId: true },
  });
  const unitId =
    home?.unitId ??
    (await tx.unit.findFirstOrThrow({ orderBy: { createdAt: "asc" }, select: { id: true } })).id;
  return (await packFor(tx, unitId, on)).pack.sanction.convention.value;
}

export type SanctionPreview = {
  convention: CountingConvention;
  /** Last day of each kind if it took effect on the day; null: no end. */
  lastDays: { kind: SanctionKind; lastOn: DateOn | null }[];
};

export async function sanctionPreview(tx: Tx, personId: string, on: DateOn): Promise<SanctionPreview> {
  const convention = await conventionFor(tx, personId, on);
  return {
    convention,
    lastDays: SANCTION_KINDS.map((kind) => ({ kind, lastOn: sanctionLastOn(kind, on, convention) })),
  };
}

/**
 * 解除: by a decision the sanction ends before its period. `toOn` is the first day without it. Refusals:
 * sanction.not-running (it is not in force on the day before), sanction.expulsion-stands, person.merged.
 */
export async function liftSanction(
  tx: Tx,
  lifting: { personId: string; factId: string; toOn: DateOn; decisionNumber: string },
  actorId: string | null,
  now: Date,
): Promise<Recorded> {
  const { personId, factId, toOn, decisionNumber } = lifting;
  const merged = await lockRecord(tx, personId);
  if (merged.length > 0) return { ok: false, refusals: merged };
  const old = await tx.sanction.findFirst({ where: { personId, factId, ...knownBy() } });
  const range = old && rangeOf(old);
  if (!old || !range || toOn <= range.fromOn || (range.toOn !== null && range.toOn < toOn))
    return { ok: false, refusals: [refusal("sanction.not-running", { toOn })] };
  if (old.kind === "expulsion") return { ok: false, refusals: [refusal("sanction.expulsion-stands")] };
  if (old.liftedBy === decisionNumber && range.toOn === toOn) return { ok: true, factId };
  await tx.sanction.update({ where: { id: old.id }, data: { supersededAt: now } });
  await tx.sanction.create({
    data: {
      ...old,
      id: newId(),
      toOn: toDbDate(toOn),
      liftedBy: decisionNumber,
      recordedAt: now,
      recordedById: actorId,
    },
  });
  await record(tx, {
    type: "sanction.lifted",
    at: now,
    actorId,
    personId,
    subjectId: factId,
    data: { kind: old.kind, toOn },
  });
  return { ok: true, factId };
}
