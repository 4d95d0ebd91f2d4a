/** The study ledger 学法台账: entries are added, and taken back only by a reversing entry. Its checks stand beside it. */
import { chinaDateOf } from "~/calendar";
import { lockPeople, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { staffOf } from "~/personnel/facts.server";
import { packFor } from "~/rulebook/packs.server";
import type { ReviewLevelWord } from "~/rulebook/words";
import { combine, type Refusal, refusal, refusalsOf, type Verdict, verdictOf } from "~/verdict";
import { addStep, type Columns, columnsOf, insertRecords, lockedRecord } from "./entry.server";
import { mayRestOn } from "./evidence";
import { mayChange, mayChangeYears, yearsOfSpan } from "./frozen.server";
import { liveDuring } from "./live.server";
import { overlapsWith } from "./overlap";
import { mayReverse, type ReversalGround } from "./record-state";
import { mayEnter, type StudySession, spanMinutes } from "./session";
import { keepStandingsOf } from "./standing-store.server";

export type NewStudyRecord = StudySession & {
  personIds: string[];
  unitId: string;
  /** The returned entry that this one takes the place of. */
  mendsId?: string | null;
};
export type LiveOverlap = { personId: string; recordId: string; title: string };
export type SubmittedRecords =
  | {
      ok: true;
      /** In the order of the people; one that stood already for the same session is answered again. */
      recordIds: string[];
      /** Live entries of some of the same minutes: no refusal, the time is credited once (H4). */
      overlaps: LiveOverlap[];
    }
  | { ok: false; refusals: Refusal[] };

/**
 * Enters one session for the people who took part, all or none. Refusals: those of `mayEnter` and `mayRestOn`,
 * study-record.no-people, study-record.not-in-unit { personId, onDate } for each who did not work in the unit on the
 * China date it began, study-record.wholly-covered { personId, title } for each whose entries hold every minute of it,
 * study-record.year-frozen { year }.
 * Entering the same session twice is harmless.
 */
export async function submitStudyRecord(
  tx: Tx,
  entry: NewStudyRecord,
  actorId: string | null,
  now: Date,
): Promise<SubmittedRecords> {
  const { unitId, mendsId = null, ...session } = entry;
  const personIds = [...new Set(entry.personIds)];
  const verdict = combine(
    mayEnter(session, now),
    await mayChangeYears(tx, { personIds, unitId }, yearsOfSpan(session)),
    await restsOn(tx, session, unitId),
    await belongTo(tx, personIds, unitId, session.startAt),
  );
  if (!verdict.ok) return verdict;
  await lockPeople(tx, ...personIds);
  const live = await liveDuring(tx, personIds, session);
  const standing = new Map(
    live.filter((record) => isSame(record, session, unitId)).map((record) => [record.personId, record.id]),
  );
  const missing = personIds.filter((personId) => !standing.has(personId));
  const covered = missing.flatMap((personId) => {
    const own = overlapsWith(
      session,
      live.filter((record) => record.personId === personId),
    );
    const title = own.with[0]?.title ?? "";
    return own.isWhole ? [refusal("study-record.wholly-covered", { personId, title }, ONCE)] : [];
  });
  if (covered.length > 0) return { ok: false, refusals: covered };
  const made = new Map(missing.map((personId) => [personId, newId()]));
  const rows = missing.map((personId) => ({
    id: made.get(personId)!,
    personId,
    unitId,
    ...columnsOf(session),
    mendsId,
  }));
  await insertRecords(tx, rows, actorId, now);
  await keepStandingsOf(tx, rows, now);
  const overlaps = live
    .filter((record) => made.has(record.personId))
    .map(({ personId, id, title }) => ({ personId, recordId: id, title }));
  return { ok: true, recordIds: personIds.map((id) => standing.get(id) ?? made.get(id)!), overlaps };
}

const ONCE = { title: "本平台默认设置", rule: "H4" };

async function restsOn(tx: Tx, session: StudySession, unitId: string): Promise<Verdict> {
  const { pack } = await packFor(tx, unitId, chinaDateOf(session.startAt));
  // Where nothing is named at all, `mayEnter` says so.
  const named = session.evidence.filter(({ reference }) => reference.trim() !== "");
  if (named.length === 0) return { ok: true };
  return mayRestOn({ mode: session.mode, evidenceKinds: named.map(({ kind }) => kind) }, pack);
}

async function belongTo(tx: Tx, personIds: string[], unitId: string, startAt: Date): Promise<Verdict> {
  if (personIds.length === 0) return { ok: false, refusals: [refusal("study-record.no-people")] };
  const onDate = chinaDateOf(startAt);
  const staff = new Set((await staffOf(tx, [unitId], onDate)).map(({ personId }) => personId));
  const strangers = personIds.filter((personId) => !staff.has(personId));
  return verdictOf(strangers.map((personId) => refusal("study-record.not-in-unit", { personId, onDate })));
}

/**
 * H20: an entry that takes an accepted one back. It has to be accepted itself, by somebody else, and the first one
 * counts until then. Refusals: study-record.reason-missing, study-record.own, study-record.year-frozen, and those of
 * `mayReverse`.
 */
export async function reverseStudyRecord(
  tx: Tx,
  { recordId, reason, ground }: { recordId: string; reason: string; ground: ReversalGround },
  actorId: string,
  now: Date,
): Promise<{ ok: true; recordId: string } | { ok: false; refusals: Refusal[] }> {
  const { state, row } = await lockedRecord(tx, recordId);
  const account = await tx.account.findUniqueOrThrow({ where: { id: actorId }, select: { personId: true } });
  const possible = mayReverse({
    state,
    isReversal: row.reversesId !== null,
    alreadyReversed: row.reversedBy !== null,
  });
  const refusals = [
    ...(reason.trim() === "" ? [refusal("study-record.reason-missing")] : []),
    ...(account.personId === row.personId ? [refusal("study-record.own")] : []),
    ...refusalsOf(possible),
    ...refusalsOf(await mayChange(tx, row)),
  ];
  if (refusals.length > 0) return { ok: false, refusals };
  const id = newId();
  const { personId, unitId } = row;
  const entry = { id, personId, unitId, ...columnsOf(row), reversesId: recordId, reversalGround: ground };
  await insertRecords(tx, [entry], actorId, now, reason);
  return { ok: true, recordId: id };
}

/**
 * H12: the time of an exam counts as study, once. Called when a first attempt is final (a resit adds nothing); harmless
 * to repeat. Of a year that was frozen meanwhile it waits for an amendment. Answers the record's id.
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
  const open = await mayChange(tx, row);
  await insertRecords(tx, [row], null, now);
  // The server saw the exam itself: nobody entered it, and there is nothing left for a person to check.
  if (open.ok) await addStep(tx, row, "accepted", null, null, now);
  await keepStandingsOf(tx, [row], now);
  return id;
}

const isSame = (row: Columns & { unitId: string }, session: StudySession, unitId: string) =>
  row.unitId === unitId &&
  row.title === session.title.trim() &&
  row.mode === session.mode &&
  row.startAt.getTime() === session.startAt.getTime() &&
  row.endAt.getTime() === session.endAt.getTime();
