/** The study ledger 学法台账: entries are added, and taken back only by a reversing entry. Its checks stand beside it. */
import { chinaDateOf } from "~/calendar";
import { lockPeople, rowsOf, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { staffOf } from "~/personnel/facts.server";
import type { ReviewLevelWord } from "~/rulebook/words";
import { combine, type Refusal, refusal, refusalsOf, type Verdict, verdictOf } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";
import { enteringRules } from "./entering.server";
import { addStep, columnsOf, insertRecords, lockedRecords } from "./entry.server";
import { frozenOver, mayChange, studiedIn } from "./frozen.server";
import { type LiveRecord, liveDuring } from "./live.server";
import { overlapsWith } from "./overlap";
import { mayReverse, type ReversalGround } from "./record-state";
import { type StudySession, spanMinutes } from "./session";
import { keepStandingsOf } from "./standing-store.server";

export type NewStudyRecord = StudySession & {
  personIds: string[];
  unitId: string;
  /** The returned entry that this one takes the place of. */
  mendsId?: string | null;
  /** The session of the platform that was attended; what mends an entry is of the same. */
  sessionId?: string | null;
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
 * Enters one session for the people who took part, all or none. Refusals: those of `enteringRules`,
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
  const { unitId, mendsId = null, sessionId = await sessionMended(tx, mendsId), ...session } = entry;
  const personIds = [...new Set(entry.personIds)];
  const studied = { personIds, unitId, startAt: session.startAt, endAt: session.endAt };
  const mayEnter = await enteringRules(tx, [studied], now);
  const verdict = combine(mayEnter(session, studied), await belongTo(tx, personIds, unitId, session.startAt));
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
    sessionId,
  }));
  await insertRecords(tx, rows, actorId, now);
  await keepStandingsOf(tx, rows, now);
  const overlaps = live
    .filter((record) => made.has(record.personId))
    .map(({ personId, id, title }) => ({ personId, recordId: id, title }));
  return { ok: true, recordIds: personIds.map((id) => standing.get(id) ?? made.get(id)!), overlaps };
}

async function sessionMended(tx: Tx, mendsId: string | null): Promise<string | null> {
  if (mendsId === null) return null;
  const mended = await tx.studyRecord.findUnique({ where: { id: mendsId }, select: { sessionId: true } });
  return mended?.sessionId ?? null;
}

const ONCE = { title: "本平台默认设置", rule: "H4" };

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
): Promise<Reversed> {
  const [answer] = await reverseStudyRecords(tx, { recordIds: [recordId], reason, ground }, actorId, now);
  return answer!;
}

type Reversed = { ok: true; recordId: string } | { ok: false; refusals: Refusal[] };

/** Several, each by its own verdict; a reversing entry belongs to the import of the one it takes back. */
export async function reverseStudyRecords(
  tx: Tx,
  { recordIds, reason, ground }: { recordIds: readonly string[]; reason: string; ground: ReversalGround },
  actorId: string,
  now: Date,
): Promise<Reversed[]> {
  const records = await lockedRecords(tx, recordIds);
  const account = await tx.account.findUniqueOrThrow({ where: { id: actorId }, select: { personId: true } });
  const isOpen = await frozenOver(
    tx,
    records.map(({ row }) => studiedIn(row)),
  );
  const rows: Parameters<typeof insertRecords>[1] = [];
  const answers = records.map(({ state, row }): Reversed => {
    const possible = mayReverse({
      state,
      isReversal: row.reversesId !== null,
      alreadyReversed: row.reversedBy !== null,
    });
    const refusals = [
      ...(reason.trim() === "" ? [refusal("study-record.reason-missing")] : []),
      ...(account.personId === row.personId ? [refusal("study-record.own")] : []),
      ...refusalsOf(possible),
      ...refusalsOf(isOpen(studiedIn(row))),
    ];
    if (refusals.length > 0) return { ok: false, refusals };
    const id = newId();
    const { personId, unitId, importId } = row;
    const entry = { id, personId, unitId, importId, ...columnsOf(row) };
    rows.push({ ...entry, reversesId: row.id, reversalGround: ground });
    return { ok: true, recordId: id };
  });
  await insertRecords(tx, rows, actorId, now, reason);
  return answers;
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
  const [known] = await rowsOf<{ id: string }>(
    tx,
    Prisma.sql`/* prepared as study-of-attempt */
    SELECT id::text FROM study_record WHERE attempt_id = ${attemptId}::uuid`,
  );
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

const isSame = (row: LiveRecord, session: StudySession, unitId: string) =>
  row.unitId === unitId &&
  row.title === session.title.trim() &&
  row.mode === session.mode &&
  row.startAt.getTime() === session.startAt.getTime() &&
  row.endAt.getTime() === session.endAt.getTime();
