/** Entries of people that stand, touching a span: neither returned nor taken back, whether accepted yet or not. */
import type { Tx } from "~/db.server";
import { type Overlaps, overlapsWith } from "./overlap";
import { isReturned, stateOf } from "./record-state";

export async function liveDuring(
  tx: Tx,
  personIds: readonly string[],
  { startAt, endAt }: { startAt: Date; endAt: Date },
) {
  const touching = await tx.studyRecord.findMany({
    where: {
      personId: { in: [...personIds] },
      reversesId: null,
      startAt: { lt: endAt },
      endAt: { gt: startAt },
    },
    include: {
      steps: { orderBy: { id: "asc" }, select: { step: true } },
      reversedBy: { select: { steps: { where: { step: "accepted" }, select: { id: true } } } },
    },
    orderBy: [{ startAt: "asc" }, { id: "asc" }],
  });
  return touching.filter(
    ({ steps, reversedBy }) => !isReturned(stateOf(steps)) && (reversedBy?.steps.length ?? 0) === 0,
  );
}

/** For a form that is not handed in yet: of each person, what stands at the same time. People without any are left out. */
export async function overlapsOf(
  tx: Tx,
  personIds: readonly string[],
  span: { startAt: Date; endAt: Date },
): Promise<Map<string, Overlaps>> {
  const live = await liveDuring(tx, personIds, span);
  const found = new Map<string, Overlaps>();
  for (const personId of new Set(live.map((record) => record.personId)))
    found.set(
      personId,
      overlapsWith(
        span,
        live.filter((record) => record.personId === personId),
      ),
    );
  return found;
}
