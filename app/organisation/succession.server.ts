/** 承继: which unit a dissolved one went into. The past keeps its units; who asks about the present is told the one that came after. */
import { type DateOn, toDbDate } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { Prisma } from "../../prisma/generated/client";

export type Succession = { unitId: string; successorId: string; fromOn: DateOn };

/** Once for a unit; saying it again changes nothing. */
export async function recordSuccession(
  tx: Tx,
  { unitId, successorId, fromOn }: Succession,
  changeId: string,
  now: Date,
): Promise<void> {
  await tx.unitSuccession.createMany({
    data: [{ unitId, successorId, changeId, fromOn: toDbDate(fromOn), recordedAt: now }],
    skipDuplicates: true,
  });
}

/** The unit that stands for this one on a day: itself, or where it went, and where that went. */
export async function standingFor(tx: Tx, unitId: string, on: DateOn): Promise<string> {
  const found = await tx.unitSuccession.findFirst({ where: { unitId, fromOn: { lte: toDbDate(on) } } });
  // A successor stands longer than what went into it, so this ends.
  return found ? standingFor(tx, found.successorId, on) : unitId;
}

/** What went directly into these units by a day, as known at an instant (without it, now). */
export async function predecessorsOf(
  tx: Tx,
  unitIds: readonly string[],
  on: DateOn,
  knownAt?: Date,
): Promise<Succession[]> {
  if (unitIds.length === 0) return [];
  return rowsOf<Succession>(
    tx,
    Prisma.sql`
    /* prepared as units-gone-in */
    SELECT unit_id::text AS "unitId", successor_id::text AS "successorId", from_on::text AS "fromOn" FROM unit_succession
    WHERE successor_id = ANY(${[...unitIds]}::uuid[]) AND from_on <= ${on}::date
      AND recorded_at <= coalesce(${knownAt ?? null}::timestamptz, 'infinity')`,
  );
}
