/** Study sessions 学法活动 before they are held: planned, changed, their people named, cancelled. Every step stays. */
import { record } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, toDbDate } from "~/calendar";
import { lockStudySession, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { findUnit, unitsUnder } from "~/organisation/units.server";
import { staffOf } from "~/personnel/facts.server";
import type { ReviewLevelWord, StudyCategoryWord } from "~/rulebook/words";
import { combine, type Refusal, refusal, refusalsOf, type Verdict, verdictOf } from "~/verdict";
import { maySay } from "./session";
import {
  mayChange,
  OF_SESSIONS,
  type SessionMode,
  type SessionState,
  type SessionStep,
} from "./session-state";

export type SessionPlan = {
  title: string;
  mode: SessionMode;
  category: StudyCategoryWord;
  laws: string[];
  organiserLevel: ReviewLevelWord;
  place: string;
  startAt: Date;
  endAt: Date;
  minutes: number;
  /** Who presides or lectures; often nobody of the unit. */
  leader: string | null;
  recorderPersonId: string | null;
  /** The session whose absentees come to this one. */
  makesUpId: string | null;
};
export type NewSession = SessionPlan & {
  unitId: string;
  personIds: readonly string[];
  /** Of a series: which one, and the day it would be on but for holidays. */
  slot?: { seriesId: string; on: DateOn };
};
type Planned = { ok: true; sessionId: string } | { ok: false; refusals: Refusal[] };

/**
 * Plans a session and names who is to come. Refusals: those of `maySay`; study-session.not-in-unit { personId, onDate }
 * for each who does not work in the unit or below it on that day. The same session again is answered, not planned twice.
 */
export async function planSession(
  tx: Tx,
  { unitId, personIds, slot, ...plan }: NewSession,
  actorId: string | null,
  now: Date,
): Promise<Planned> {
  const verdict = await mayPlan(tx, { unitId, personIds, ...plan });
  if (!verdict.ok) return verdict;
  const id = newId();
  const title = plan.title.trim();
  const { count } = await tx.studySession.createMany({
    data: [
      {
        ...{ id, unitId, ...plan, title, createdAt: now, createdById: actorId },
        ...(slot ? { seriesId: slot.seriesId, slotOn: toDbDate(slot.on) } : {}),
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) {
    const same = { unitId, title, startAt: plan.startAt, state: { not: "cancelled" } };
    const known = await tx.studySession.findFirstOrThrow({ where: same, select: { id: true } });
    return { ok: true, sessionId: known.id };
  }
  await addSessionStep(tx, id, "planned", null, actorId, now);
  const people = [...new Set(personIds)];
  await tx.studySessionPerson.createMany({
    data: people.map((personId) => ({ sessionId: id, personId, walkIn: false, addedAt: now })),
  });
  const data = { sessionId: id, people: people.length };
  await record(tx, { type: "study-session.planned", at: now, actorId, unitId, subjectId: id, data });
  return { ok: true, sessionId: id };
}

/** The verdict of `planSession` without its effect. */
export async function mayPlan(tx: Tx, { unitId, personIds, ...plan }: NewSession): Promise<Verdict> {
  return combine(maySay(plan), await mayInvite(tx, unitId, plan.startAt, personIds));
}

/** Refusals: those of `maySay` and `mayChange`; study-session.planned-already, when another of that name begins then. */
export async function changeSession(
  tx: Tx,
  { sessionId, ...plan }: SessionPlan & { sessionId: string },
  actorId: string | null,
  now: Date,
): Promise<Verdict> {
  const before = await lockedSession(tx, sessionId);
  const verdict = combine(mayChange(before.state), maySay(plan));
  if (!verdict.ok) return verdict;
  const after = { ...plan, title: plan.title.trim() };
  const fields = (Object.keys(after) as (keyof SessionPlan)[]).filter(
    (field) => JSON.stringify(before.row[field]) !== JSON.stringify(after[field]),
  );
  if (fields.length === 0) return { ok: true };
  const twin = { unitId: before.row.unitId, title: after.title, startAt: after.startAt };
  const other = await tx.studySession.findFirst({
    where: { ...twin, id: { not: sessionId }, state: { not: "cancelled" } },
    select: { id: true },
  });
  if (other) return verdictOf([refusal("study-session.planned-already", {}, OF_SESSIONS)]);
  await tx.studySession.update({ where: { id: sessionId }, data: after });
  await addSessionStep(tx, sessionId, "changed", fields.join(","), actorId, now);
  await tell(tx, "study-session.changed", before.row.unitId, { sessionId, fields }, actorId, now);
  return { ok: true };
}

/**
 * Names who is to come, instead of who was named before; whoever has been seen already stays. Refusals: those of
 * `mayChange`, study-session.not-in-unit.
 */
export async function namePeople(
  tx: Tx,
  { sessionId, personIds }: { sessionId: string; personIds: readonly string[] },
  actorId: string | null,
  now: Date,
): Promise<Verdict> {
  const { standing } = await namedUnderLock(tx, sessionId);
  const seen = await tx.studyAttendance.findMany({ where: { sessionId }, select: { personId: true } });
  const staying = new Set([...personIds, ...seen.map(({ personId }) => personId)]);
  const removed = [...standing].filter((personId) => !staying.has(personId));
  return changePeople(tx, { sessionId, personIds, removed, walkIn: false }, actorId, now);
}

/** Adds people on the day, beside those named before. Refusals: as for `namePeople`. */
export async function addWalkIns(
  tx: Tx,
  { sessionId, personIds }: { sessionId: string; personIds: readonly string[] },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  return changePeople(tx, { sessionId, personIds, removed: [], walkIn: true }, actorId, now);
}

type PeopleChange = {
  sessionId: string;
  personIds: readonly string[];
  removed: readonly string[];
  walkIn: boolean;
};

async function changePeople(
  tx: Tx,
  { sessionId, personIds, removed, walkIn }: PeopleChange,
  actorId: string | null,
  now: Date,
): Promise<Verdict> {
  const { row, state, standing } = await namedUnderLock(tx, sessionId);
  const added = [...new Set(personIds)].filter((personId) => !standing.has(personId));
  const verdict = combine(mayChange(state), await mayInvite(tx, row.unitId, row.startAt, added));
  if (!verdict.ok || added.length + removed.length === 0) return verdict;
  for (const personId of added)
    await tx.studySessionPerson.upsert({
      where: { sessionId_personId: { sessionId, personId } },
      create: { sessionId, personId, walkIn, addedAt: now },
      update: { removed: false },
    });
  await tx.studySessionPerson.updateMany({
    where: { sessionId, personId: { in: [...removed] } },
    data: { removed: true },
  });
  const data = { sessionId, added: added.length, removed: removed.length };
  await tell(tx, "study-session.people-changed", row.unitId, data, actorId, now);
  return { ok: true };
}

async function namedUnderLock(tx: Tx, sessionId: string) {
  const locked = await lockedSession(tx, sessionId);
  const named = await tx.studySessionPerson.findMany({ where: { sessionId, removed: false } });
  return { ...locked, standing: new Set(named.map(({ personId }) => personId)) };
}

/** It will not take place. Refusals: those of `mayChange`, study-session.reason-missing. Cancelling twice is harmless. */
export async function cancelSession(
  tx: Tx,
  { sessionId, reason }: { sessionId: string; reason: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const { row, state } = await lockedSession(tx, sessionId);
  if (state === "cancelled") return { ok: true };
  const refusals = [
    ...refusalsOf(mayChange(state)),
    ...(reason.trim() === "" ? [refusal("study-session.reason-missing", {}, OF_SESSIONS)] : []),
  ];
  if (refusals.length > 0) return { ok: false, refusals };
  await tx.studySession.update({ where: { id: sessionId }, data: { state: "cancelled" } });
  await addSessionStep(tx, sessionId, "cancelled", reason.trim(), actorId, now);
  await tell(tx, "study-session.cancelled", row.unitId, { sessionId }, actorId, now);
  return { ok: true };
}

/** The session under its lock. */
export async function lockedSession(tx: Tx, sessionId: string) {
  await lockStudySession(tx, sessionId);
  const row = await tx.studySession.findUniqueOrThrow({ where: { id: sessionId } });
  return { row, state: row.state as SessionState };
}

export async function addSessionStep(
  tx: Tx,
  sessionId: string,
  step: SessionStep,
  reason: string | null,
  byId: string | null,
  at: Date,
): Promise<void> {
  await tx.studySessionStep.create({ data: { sessionId, step, byId, at, reason } });
}

/** Of these people, whoever does not work in the unit or below it on the day of the session. */
async function mayInvite(
  tx: Tx,
  unitId: string,
  startAt: Date,
  personIds: readonly string[],
): Promise<Verdict> {
  if (personIds.length === 0) return { ok: true };
  const onDate = chinaDateOf(startAt);
  const unit = await findUnit(tx, unitId, onDate);
  const units = unit ? await unitsUnder(tx, [unit.path], onDate) : [];
  const ids = units.map((one) => one.unitId);
  const staff = new Set((await staffOf(tx, ids, onDate)).map(({ personId }) => personId));
  const strangers = [...new Set(personIds)].filter((personId) => !staff.has(personId));
  return verdictOf(
    strangers.map((personId) => refusal("study-session.not-in-unit", { personId, onDate }, OF_SESSIONS)),
  );
}

type Told = Extract<Parameters<typeof record>[1], { type: `study-session.${string}` }>;

/** The event of what was done to a session. */
async function tell<T extends Told["type"]>(
  tx: Tx,
  type: T,
  unitId: string,
  data: Extract<Told, { type: T }>["data"] & { sessionId: string },
  actorId: string | null,
  now: Date,
): Promise<void> {
  await record(tx, { type, at: now, actorId, unitId, subjectId: data.sessionId, data } as Told);
}
