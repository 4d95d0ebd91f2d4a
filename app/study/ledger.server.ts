/** The study ledger 学法台账: entries are added, checked once by legal affairs, and taken back only by a reversing entry. */
import { chinaDateOf } from "~/calendar";
import { lockPeople, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { staffOf } from "~/personnel/facts.server";
import type { ReviewLevelWord } from "~/rulebook/words";
import { combine, type Refusal, refusal, refusalsOf, type Verdict } from "~/verdict";
import { addStep, type Columns, columnsOf, insertRecords, lockedRecord } from "./entry.server";
import { isAccepted, isReturned, mayCheck, mayReverse, mayStep, stateOf } from "./record-state";
import { mayEnter, type StudySession, spanMinutes } from "./session";

export type NewStudyRecord = StudySession & { personIds: string[]; unitId: string };
export type Overlap = { personId: string; recordId: string; title: string };
export type SubmittedRecords =
  | {
      ok: true;
      /** In the order of the people; one that stood already for the same session is answered again. */
      recordIds: string[];
      /** Live entries of the same minutes: no refusal, the time is credited once (H4). */
      overlaps: Overlap[];
    }
  | { ok: false; refusals: Refusal[] };

/**
 * Enters one session for the people who took part, all or none. Refusals: those of `mayEnter`, study-record.no-people,
 * study-record.not-in-unit { personId, onDate } for each who did not work in the unit on the China date it began.
 * Entering the same session twice is harmless.
 */
export async function submitStudyRecord(
  tx: Tx,
  entry: NewStudyRecord,
  actorId: string | null,
  now: Date,
): Promise<SubmittedRecords> {
  const { unitId, ...session } = entry;
  const personIds = [...new Set(entry.personIds)];
  const verdict = combine(mayEnter(session, now), await belongTo(tx, personIds, unitId, session.startAt));
  if (!verdict.ok) return verdict;
  await lockPeople(tx, ...personIds);
  const touching = await tx.studyRecord.findMany({
    where: { personId: { in: personIds }, reversesId: null, ...during(session), reversedBy: null },
    include: { steps: { orderBy: { id: "asc" }, select: { step: true } } },
  });
  const live = touching.filter((record) => !isReturned(stateOf(record.steps)));
  const standing = new Map(
    live.filter((record) => isSame(record, session, unitId)).map((record) => [record.personId, record.id]),
  );
  const missing = personIds.filter((personId) => !standing.has(personId));
  const made = new Map(missing.map((personId) => [personId, newId()]));
  await insertRecords(
    tx,
    missing.map((personId) => ({ id: made.get(personId)!, personId, unitId, ...columnsOf(session) })),
    actorId,
    now,
  );
  const overlaps = live
    .filter((record) => made.has(record.personId))
    .map(({ personId, id, title }) => ({ personId, recordId: id, title }));
  return { ok: true, recordIds: personIds.map((id) => standing.get(id) ?? made.get(id)!), overlaps };
}

async function belongTo(tx: Tx, personIds: string[], unitId: string, startAt: Date): Promise<Verdict> {
  if (personIds.length === 0) return { ok: false, refusals: [refusal("study-record.no-people")] };
  const onDate = chinaDateOf(startAt);
  const staff = new Set((await staffOf(tx, [unitId], onDate)).map(({ personId }) => personId));
  const strangers = personIds.filter((personId) => !staff.has(personId));
  return strangers.length === 0
    ? { ok: true }
    : {
        ok: false,
        refusals: strangers.map((personId) => refusal("study-record.not-in-unit", { personId, onDate })),
      };
}

/** One check: it counts from now on. Doing it again is harmless. Refusals: those of `mayCheck`. */
export async function acceptStudyRecord(
  tx: Tx,
  { recordId }: { recordId: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  return check(tx, recordId, "accepted", null, actorId, now);
}

/** Back to the unit, with every reason at once. Refusals: study-record.reason-missing, and those of `mayCheck`. */
export async function returnStudyRecord(
  tx: Tx,
  { recordId, reason }: { recordId: string; reason: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  if (reason.trim() === "") return { ok: false, refusals: [refusal("study-record.reason-missing")] };
  return check(tx, recordId, "returned", reason, actorId, now);
}

/** A returned entry goes in again, saying what was put right. Refusals: study-record.reason-missing, study-record.step-impossible. */
export async function resubmitStudyRecord(
  tx: Tx,
  { recordId, reason }: { recordId: string; reason: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  if (reason.trim() === "") return { ok: false, refusals: [refusal("study-record.reason-missing")] };
  const record = await lockedRecord(tx, recordId);
  const verdict = mayStep(record.state, "submitted");
  if (verdict.ok) await addStep(tx, record.row, "submitted", reason, actorId, now);
  return verdict;
}

/**
 * H20: an entry that takes an accepted one back. It has to be accepted itself, by somebody else, and the first one
 * counts until then. Refusals: study-record.reason-missing, and those of `mayReverse`.
 */
export async function reverseStudyRecord(
  tx: Tx,
  { recordId, reason }: { recordId: string; reason: string },
  actorId: string,
  now: Date,
): Promise<{ ok: true; recordId: string } | { ok: false; refusals: Refusal[] }> {
  const record = await lockedRecord(tx, recordId);
  const { state, row } = record;
  const unreasoned = reason.trim() === "" ? [refusal("study-record.reason-missing")] : [];
  const possible = mayReverse({
    state,
    isReversal: row.reversesId !== null,
    alreadyReversed: row.reversedBy !== null,
  });
  const refusals = [...unreasoned, ...refusalsOf(possible)];
  if (refusals.length > 0) return { ok: false, refusals };
  const id = newId();
  const { personId, unitId } = row;
  const entry = { id, personId, unitId, ...columnsOf(row), reversesId: recordId };
  await insertRecords(tx, [entry], actorId, now, reason);
  return { ok: true, recordId: id };
}

/**
 * H12: the time of an exam counts as study, once. Called when a first attempt is final (a resit adds nothing); harmless
 * to repeat. Answers the record's id.
 */
export async function recordExamStudy(
  tx: Tx,
  exam: {
    attemptId: string;
    personId: string;
    unitId: string;
    startAt: Date;
    endAt: Date;
    minutes: number;
    title: string;
    laws: string[];
    organiserLevel?: ReviewLevelWord;
  },
  actorId: string | null,
  now: Date,
): Promise<string> {
  const { attemptId, personId, unitId, minutes, organiserLevel = "county", ...times } = exam;
  await lockPeople(tx, personId);
  const known = await tx.studyRecord.findUnique({ where: { attemptId }, select: { id: true } });
  if (known) return known.id;
  // An attempt handed in at once still took a minute; none took longer than it lasted.
  const endAt = new Date(Math.max(exam.endAt.getTime(), exam.startAt.getTime() + 60_000));
  const span = spanMinutes({ ...times, endAt });
  const session: StudySession = {
    ...times,
    endAt,
    mode: "exam",
    category: "law",
    organiserLevel,
    minutes: Math.min(Math.max(1, minutes), span),
    evidence: [{ kind: "exam", reference: attemptId }],
  };
  const id = newId();
  const row = { id, personId, unitId, ...columnsOf(session), attemptId };
  await insertRecords(tx, [row], actorId, now);
  // The server saw the exam itself: there is nothing left for a person to check.
  await addStep(tx, row, "accepted", null, null, now);
  return id;
}

async function check(
  tx: Tx,
  recordId: string,
  step: "accepted" | "returned",
  reason: string | null,
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const record = await lockedRecord(tx, recordId);
  if (step === "accepted" && isAccepted(record.state)) return { ok: true };
  const account = await tx.account.findUniqueOrThrow({ where: { id: actorId }, select: { personId: true } });
  const verdict = mayCheck({ ...record.row, state: record.state }, step, {
    accountId: actorId,
    personId: account.personId,
  });
  if (verdict.ok) await addStep(tx, record.row, step, reason, actorId, now);
  return verdict;
}

const during = ({ startAt, endAt }: { startAt: Date; endAt: Date }) => ({
  startAt: { lt: endAt },
  endAt: { gt: startAt },
});

const isSame = (row: Columns & { unitId: string }, session: StudySession, unitId: string) =>
  row.unitId === unitId &&
  row.title === session.title.trim() &&
  row.mode === session.mode &&
  row.startAt.getTime() === session.startAt.getTime() &&
  row.endAt.getTime() === session.endAt.getTime();
