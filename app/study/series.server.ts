/** A meeting of every month, planned at once: one session a slot. */
import { record } from "~/audit/audit.server";
import { chinaClockOf, type DateOn, instantAt } from "~/calendar";
import { lockUnitToChange, type Tx } from "~/db.server";
import { newId } from "~/ids";
import type { MeetingShiftWord } from "~/rulebook/words";
import { combine, type Refusal, type Verdict } from "~/verdict";
import type { Slot } from "./series";
import { mayPlan, planSession, type SessionPlan } from "./sessions.server";

export type NewSeries = {
  unitId: string;
  day: number;
  shift: MeetingShiftWord;
  slots: readonly Pick<Slot, "slotOn" | "heldOn">[];
  /** Of each session; its day is the slot's, its hours are these. */
  plan: SessionPlan;
  personIds: readonly string[];
};

/**
 * Plans those slots that are not planned yet, all or none, and answers how many. Refusals: those of `planSession`. The same
 * series again plans nothing.
 */
export async function planSeries(
  tx: Tx,
  { unitId, day, shift, slots, plan, personIds }: NewSeries,
  actorId: string,
  now: Date,
): Promise<{ ok: true; planned: number } | { ok: false; refusals: Refusal[] }> {
  await lockUnitToChange(tx, unitId);
  const at = (on: DateOn, hour: Date) => instantAt(on, chinaClockOf(hour));
  const title = plan.title.trim();
  const sessions = slots.map(({ slotOn, heldOn }) => ({
    ...{ slotOn, startAt: at(heldOn, plan.startAt), endAt: at(heldOn, plan.endAt) },
  }));
  const known = await tx.studySession.findMany({
    where: {
      ...{ unitId, title, state: { not: "cancelled" } },
      startAt: { in: sessions.map(({ startAt }) => startAt) },
    },
    select: { startAt: true },
  });
  const standing = new Set(known.map(({ startAt }) => startAt.getTime()));
  const missing = sessions.filter(({ startAt }) => !standing.has(startAt.getTime()));
  if (missing.length === 0) return { ok: true, planned: 0 };
  const wanted = missing.map(({ slotOn, startAt, endAt }) => {
    const session = { ...plan, startAt, endAt, unitId, personIds };
    return { slotOn, session };
  });
  // Before anything is written: all of them or none.
  const verdicts: Verdict[] = [];
  for (const { session } of wanted) verdicts.push(await mayPlan(tx, session));
  const verdict = combine(...verdicts);
  if (!verdict.ok) return { ok: false, refusals: once(verdict.refusals) };
  const seriesId = newId();
  await tx.studySeries.create({
    data: { id: seriesId, unitId, title, day, shift, createdAt: now, createdById: actorId },
  });
  for (const { slotOn, session } of wanted)
    await planSession(tx, { ...session, slot: { seriesId, on: slotOn } }, actorId, now);
  await record(tx, {
    ...{ type: "study-series.planned", at: now, actorId, unitId, subjectId: seriesId },
    data: { seriesId, sessions: missing.length },
  });
  return { ok: true, planned: missing.length };
}

/** What is wrong with every one of them is said once. */
const once = (refusals: readonly Refusal[]): Refusal[] => [
  ...new Map(refusals.map((one) => [JSON.stringify([one.code, one.facts]), one])).values(),
];
