/**
 * Closing the attendance of a session: who was there is entered in the ledger, who was not owes a make-up. What the ledger
 * refuses of one person is told and does not hold up the others.
 */
import { record, recordAll } from "~/audit/audit.server";
import { chinaDateOf, toDbDate } from "~/calendar";
import { lockPeople, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { packFor } from "~/rulebook/packs.server";
import { addWorkingDays } from "~/rulebook/working-days";
import { studySessionsText } from "~/text/study-sessions";
import { combine, type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";
import { attendedOf, NOWHERE } from "./attendance";
import { presencesOf } from "./attendance.server";
import { ownUnitsOn } from "./drafts.server";
import { mayRestOn } from "./evidence";
import { type NewStudyRecord, type SubmittedRecords, submitStudyRecord } from "./ledger.server";
import { settleByAttendance } from "./make-ups.server";
import type { Evidence } from "./session";
import { isHeld, mayChange, OF_SESSIONS, type SessionMode, type SessionState } from "./session-state";
import { addSessionStep, lockedSession } from "./sessions.server";

export type NotEntered = { personId: string; refusals: Refusal[] };
export type Closed =
  | { ok: true; entered: number; absent: number; notEntered: NotEntered[] }
  | { ok: false; refusals: Refusal[] };

/**
 * Refusals: those of `mayChange`; study-session.not-over { endAt }; study-session.nobody; study-session.undecided
 * { personId, missing } for each whose coming or going nobody has seen; study-record.evidence-kind-missing. Closing again
 * answers what was done.
 */
export async function closeAttendance(
  tx: Tx,
  { sessionId }: { sessionId: string },
  actorId: string,
  now: Date,
): Promise<Closed> {
  const { row, state } = await lockedSession(tx, sessionId);
  if (isHeld(state)) return closedAlready(tx, sessionId);
  const lines = await linesOf(tx, row);
  const evidence = await evidenceOf(tx, sessionId);
  const verdict = combine(mayClose(row, state, lines, now), await restsOn(tx, row, evidence));
  if (!verdict.ok) return verdict;
  // The ledger looks at the session as it was held; nobody writes to it any more.
  await tx.studySession.update({ where: { id: sessionId }, data: { state: "held" } });
  await addSessionStep(tx, sessionId, "held", null, actorId, now);
  await lockPeople(tx, ...lines.map(({ personId }) => personId));
  const units = await ownUnitsOn(
    tx,
    lines.map(({ personId }) => personId),
    chinaDateOf(row.startAt),
  );
  const { entered, notEntered } = await enterAll(tx, { row, lines, units, evidence }, actorId, now);
  const absent = lines.filter(({ attended }) => attended.kind === "absent").map(({ personId }) => personId);
  await oweMakeUps(tx, row, absent, units, actorId, now);
  if (row.makesUpId) await settleByAttendance(tx, row.makesUpId, entered, actorId, now);
  const figures = { recorded: entered.size, refused: notEntered.length, absent: absent.length };
  await record(tx, {
    ...{ type: "study-session.held", at: now, actorId, unitId: row.unitId, subjectId: sessionId },
    data: { sessionId, ...figures },
  });
  return { ok: true, entered: entered.size, absent: absent.length, notEntered };
}

type Row = Awaited<ReturnType<typeof lockedSession>>["row"];
type Line = { personId: string; attended: ReturnType<typeof attendedOf> };

/** Those named, by what was seen of them. Whoever scanned without being named counts for nothing. */
async function linesOf(tx: Tx, session: Row): Promise<Line[]> {
  const people = await tx.studySessionPerson.findMany({
    where: { sessionId: session.id, removed: false, person: { mergedIntoId: null } },
    orderBy: { personId: "asc" },
  });
  const presences = await presencesOf(tx, session.id);
  return people.map(({ personId }) => ({
    personId,
    attended: attendedOf(session, presences.get(personId) ?? NOWHERE),
  }));
}

function mayClose({ endAt }: Row, state: SessionState, lines: readonly Line[], now: Date): Verdict {
  const refusals: Refusal[] = [];
  const add = (code: string, facts = {}) =>
    refusals.push(refusal(`study-session.${code}`, facts, OF_SESSIONS));
  if (now < endAt) add("not-over", { endAt: endAt.toISOString() });
  if (lines.length === 0) add("nobody");
  for (const { personId, attended } of lines)
    if (attended.kind === "undecided") add("undecided", { personId, missing: attended.missing });
  return combine(mayChange(state), verdictOf(refusals));
}

/** What everybody's entry rests on: that they signed, and what the session left behind. */
async function evidenceOf(tx: Tx, sessionId: string): Promise<Evidence[]> {
  const files = await tx.studySessionFile.findMany({ where: { sessionId }, orderBy: { addedAt: "asc" } });
  const minutes = await tx.studySessionMinutes.findFirst({ where: { sessionId }, select: { id: true } });
  const kinds = new Set<Evidence["kind"]>(["sign-in", ...(minutes ? (["minutes"] as const) : [])]);
  for (const { kind } of files) kinds.add(kind as Evidence["kind"]);
  const reference = studySessionsText["zh-CN"].onPaper.reference(sessionId.slice(-12).toUpperCase());
  return [...kinds].map((kind) => ({ kind, reference }));
}

async function restsOn(tx: Tx, { unitId, startAt, mode }: Row, evidence: Evidence[]): Promise<Verdict> {
  const { pack } = await packFor(tx, unitId, chinaDateOf(startAt));
  const evidenceKinds = evidence.map(({ kind }) => kind);
  return mayRestOn({ mode: mode as SessionMode, evidenceKinds }, pack);
}

type Entering = {
  row: Row;
  lines: readonly Line[];
  units: ReadonlyMap<string, string>;
  evidence: Evidence[];
};

/**
 * People of one unit who were there for the same time are entered together. Each for the unit where they worked on that
 * day, which need not be the one that held the session.
 */
async function enterAll(
  tx: Tx,
  { row, lines, units, evidence }: Entering,
  actorId: string,
  now: Date,
): Promise<{ entered: Map<string, string>; notEntered: NotEntered[] }> {
  const entered = new Map<string, string>();
  const notEntered: NotEntered[] = [];
  const words = row as Pick<NewStudyRecord, "title" | "laws" | "mode" | "category" | "organiserLevel">;
  const { title, laws, mode, category, organiserLevel } = words;
  const present = lines.flatMap(({ personId, attended }) =>
    attended.kind === "present" ? [{ personId, attended }] : [],
  );
  const alike = new Map<string, typeof present>();
  for (const line of present) {
    const { startAt, endAt } = line.attended;
    const key = [units.get(line.personId), startAt.getTime(), endAt.getTime()].join(" ");
    alike.set(key, [...(alike.get(key) ?? []), line]);
  }
  for (const group of alike.values()) {
    const { startAt, endAt, minutes } = group[0]!.attended;
    const unitId = units.get(group[0]!.personId);
    let personIds = group.map(({ personId }) => personId);
    while (personIds.length > 0) {
      const session = { title, laws, mode, category, organiserLevel, startAt, endAt, minutes, evidence };
      const answer: SubmittedRecords = unitId
        ? await submitStudyRecord(tx, { ...session, personIds, unitId, sessionId: row.id }, actorId, now)
        : { ok: false, refusals: [refusal("study-record.no-unit", { onDate: chinaDateOf(startAt) })] };
      if (answer.ok) for (const [index, id] of personIds.entries()) entered.set(id, answer.recordIds[index]!);
      const refused = answer.ok ? [] : refusedOf(personIds, answer.refusals);
      notEntered.push(...refused);
      personIds = answer.ok ? [] : personIds.filter((id) => !refused.some(({ personId }) => personId === id));
    }
  }
  return { entered, notEntered };
}

/** Whom the ledger's refusals are about: those they name, else everybody. */
function refusedOf(personIds: readonly string[], refusals: readonly Refusal[]): NotEntered[] {
  const about = (personId: string) => refusals.filter(({ facts }) => facts.personId === personId);
  const named = personIds.filter((personId) => about(personId).length > 0);
  return named.length > 0
    ? named.map((personId) => ({ personId, refusals: about(personId) }))
    : personIds.map((personId) => ({ personId, refusals: [...refusals] }));
}

/** Counted from the day of the session, under the rules of the unit that held it. */
async function oweMakeUps(
  tx: Tx,
  { id: sessionId, unitId, startAt }: Row,
  personIds: readonly string[],
  units: ReadonlyMap<string, string>,
  actorId: string,
  now: Date,
): Promise<void> {
  if (personIds.length === 0) return;
  const on = chinaDateOf(startAt);
  const { pack } = await packFor(tx, unitId, on);
  const dueOn = addWorkingDays(on, pack.study.makeUpWorkingDays.value);
  const owed = personIds.map((personId) => ({
    ...{ id: newId(), sessionId, personId, unitId: units.get(personId) ?? unitId },
    ...{ dueOn: toDbDate(dueOn), createdAt: now },
  }));
  await tx.studyMakeUp.createMany({ data: owed });
  await recordAll(
    tx,
    owed.map(({ id, personId, unitId: own }) => ({
      ...{ type: "study-make-up.opened", at: now, actorId, personId, unitId: own, subjectId: id },
      data: { makeUpId: id, sessionId, dueOn },
    })),
  );
}

async function closedAlready(tx: Tx, sessionId: string): Promise<Closed> {
  const entered = await tx.studyRecord.count({ where: { sessionId, reversesId: null, mendsId: null } });
  const absent = await tx.studyMakeUp.count({ where: { sessionId } });
  return { ok: true, entered, absent, notEntered: [] };
}
