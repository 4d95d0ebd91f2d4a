/** 承继: which unit a dissolved one went into. The past keeps its units; who asks about the present is told the one that came after. */
import { type DateOn, fromDbDate, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";

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

/** What went directly into these units by a day. */
export async function predecessorsOf(tx: Tx, unitIds: readonly string[], on: DateOn): Promise<Succession[]> {
  const rows = await tx.unitSuccession.findMany({
    where: { successorId: { in: [...unitIds] }, fromOn: { lte: toDbDate(on) } },
  });
  return rows.map(({ unitId, successorId, fromOn }) => ({ unitId, successorId, fromOn: fromDbDate(fromOn) }));
}
