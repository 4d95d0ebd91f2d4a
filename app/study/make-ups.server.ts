/** Make-ups 补学 of absences from sessions: settled by a later session, by a record of study, or waived by the unit's legal section. */
import { record } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, fromDbDate, yearOf } from "~/calendar";
import { lockStudyMakeUp, type Tx } from "~/db.server";
import type { StudyModeWord } from "~/rulebook/words";
import { type Refusal, refusal, type Verdict } from "~/verdict";
import { type MakeUpOutcome, mayMakeUp } from "./make-up";
import { findRecord, recordsOfYear } from "./records.server";
import { OF_SESSIONS } from "./session-state";

export type MakeUpFacts = {
  makeUpId: string;
  sessionId: string;
  /** Of the session that was missed. */
  title: string;
  laws: string[];
  startAt: Date;
  personId: string;
  unitId: string;
  dueOn: DateOn;
  outcome: MakeUpOutcome | null;
  recordId: string | null;
  reason: string | null;
  settledAt: Date | null;
};

export const withSession = {
  include: { session: { select: { title: true, laws: true, startAt: true, endAt: true } } },
} as const;

type Row = NonNullable<Awaited<ReturnType<typeof rowOf>>>;
const rowOf = (tx: Tx, makeUpId: string) =>
  tx.studyMakeUp.findUnique({ where: { id: makeUpId }, ...withSession });

export function makeUpFrom(row: Row): MakeUpFacts {
  const { id, session, dueOn, outcome, sessionId, personId, unitId, recordId, reason, settledAt } = row;
  const { title, laws, startAt } = session;
  return {
    ...{ makeUpId: id, sessionId, title, laws, startAt, personId, unitId, recordId, reason, settledAt },
    dueOn: fromDbDate(dueOn),
    outcome: outcome as MakeUpOutcome | null,
  };
}

export async function findMakeUp(tx: Tx, makeUpId: string): Promise<MakeUpFacts | null> {
  const row = await rowOf(tx, makeUpId);
  return row && makeUpFrom(row);
}

/** A person's, those still open first. */
export async function makeUpsOf(
  tx: Tx,
  where: { personId: string } | { sessionId: string },
): Promise<MakeUpFacts[]> {
  const rows = await tx.studyMakeUp.findMany({
    where: { ...where, person: { mergedIntoId: null } },
    ...withSession,
    orderBy: [{ settledAt: { sort: "desc", nulls: "first" } }, { dueOn: "asc" }, { id: "asc" }],
    take: 200,
  });
  return rows.map(makeUpFrom);
}

/**
 * Done by a record of later study. Refusals: those of `mayMakeUp`, study-make-up.used (the record made up for another
 * absence), study-make-up.settled { outcome }. Settling it by the same record again is harmless.
 */
export async function settleMakeUp(
  tx: Tx,
  { makeUpId, recordId }: { makeUpId: string; recordId: string | null },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const row = await open(tx, makeUpId);
  if (row.outcome === "done" && row.recordId === recordId) return { ok: true };
  const found = recordId === null ? null : await findRecord(tx, recordId);
  const refusals: Refusal[] = settledAlready(row);
  if (!found) refusals.push(refusal("study-make-up.others", {}, OF_SESSIONS));
  else {
    const offered = { ...found, isReversal: found.reversesId !== null };
    const verdict = mayMakeUp({ personId: row.personId, endAt: row.session.endAt }, offered);
    if (!verdict.ok) refusals.push(...verdict.refusals);
    const used = await tx.studyMakeUp.findUnique({ where: { recordId: found.id } });
    if (used) refusals.push(refusal("study-make-up.used", {}, OF_SESSIONS));
  }
  if (refusals.length > 0) return { ok: false, refusals };
  await settle(tx, row, { outcome: "done", recordId, reason: null }, actorId, now);
  return { ok: true };
}

/** What could make it up: later study of the person that the unit or legal affairs stands for, and that made up for nothing yet. */
export async function recordsMakingUp(
  tx: Tx,
  { personId, sessionId }: MakeUpFacts,
  now: Date,
): Promise<{ id: string; title: string; mode: StudyModeWord; startAt: Date; minutes: number }[]> {
  const { endAt } = await tx.studySession.findUniqueOrThrow({ where: { id: sessionId } });
  const years = [...new Set([endAt, now].map((at) => yearOf(chinaDateOf(at))))];
  const records = await Promise.all(years.map((year) => recordsOfYear(tx, [personId], year)));
  const used = await tx.studyMakeUp.findMany({ where: { personId, recordId: { not: null } } });
  const taken = new Set(used.map(({ recordId }) => recordId));
  return records
    .flat()
    .filter((one) => mayMakeUp({ personId, endAt }, { ...one, isReversal: one.reversesId !== null }).ok)
    .filter(({ id }) => !taken.has(id))
    .map(({ id, title, mode, startAt, minutes }) => ({ id, title, mode, startAt, minutes }));
}

/** Refusals: study-make-up.settled, study-make-up.reason-missing. */
export async function waiveMakeUp(
  tx: Tx,
  { makeUpId, reason }: { makeUpId: string; reason: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const row = await open(tx, makeUpId);
  if (row.outcome === "waived") return { ok: true };
  const refusals: Refusal[] = settledAlready(row);
  if (reason.trim() === "") refusals.push(refusal("study-make-up.reason-missing", {}, OF_SESSIONS));
  if (refusals.length > 0) return { ok: false, refusals };
  await settle(tx, row, { outcome: "waived", recordId: null, reason: reason.trim() }, actorId, now);
  return { ok: true };
}

/** The absentees of a session who came to the one held for them. `entered`: their records of it, by person. */
export async function settleByAttendance(
  tx: Tx,
  sessionId: string,
  entered: ReadonlyMap<string, string>,
  actorId: string,
  now: Date,
): Promise<void> {
  const owed = await tx.studyMakeUp.findMany({
    where: { sessionId, personId: { in: [...entered.keys()] }, outcome: null },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  for (const { id } of owed) {
    const row = await open(tx, id);
    if (row.outcome !== null) continue;
    const recordId = entered.get(row.personId)!;
    await settle(tx, row, { outcome: "done", recordId, reason: null }, actorId, now);
  }
}

async function open(tx: Tx, makeUpId: string): Promise<Row> {
  await lockStudyMakeUp(tx, makeUpId);
  return (await rowOf(tx, makeUpId))!;
}

const settledAlready = ({ outcome }: Row): Refusal[] =>
  outcome === null ? [] : [refusal("study-make-up.settled", { outcome }, OF_SESSIONS)];

async function settle(
  tx: Tx,
  { id: makeUpId, sessionId, personId, unitId }: Row,
  how: { outcome: MakeUpOutcome; recordId: string | null; reason: string | null },
  actorId: string,
  now: Date,
): Promise<void> {
  await tx.studyMakeUp.update({
    where: { id: makeUpId },
    data: { ...how, settledAt: now, settledById: actorId },
  });
  const event = { at: now, actorId, personId, unitId, subjectId: makeUpId };
  await record(
    tx,
    how.recordId === null
      ? { ...event, type: "study-make-up.waived", data: { makeUpId, sessionId } }
      : { ...event, type: "study-make-up.done", data: { makeUpId, sessionId, recordId: how.recordId } },
  );
}
