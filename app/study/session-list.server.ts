/** Study sessions as they stand: for lists, for one page, for who is invited. */
import { chinaDateOf, type DateOn, fromDbDate, startOfDay } from "~/calendar";
import type { Tx } from "~/db.server";
import { PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import type { ReviewLevelWord, StudyCategoryWord } from "~/rulebook/words";
import type { Prisma } from "../../prisma/generated/client";
import type { SessionFileKind, SessionMode, SessionState, SessionStep } from "./session-state";

export type SessionFacts = {
  sessionId: string;
  unitId: string;
  title: string;
  mode: SessionMode;
  category: StudyCategoryWord;
  laws: string[];
  organiserLevel: ReviewLevelWord;
  place: string;
  startAt: Date;
  endAt: Date;
  minutes: number;
  leader: string | null;
  recorderPersonId: string | null;
  state: SessionState;
  makesUpId: string | null;
  /** Of a monthly meeting: the day its rule names. */
  slotOn: DateOn | null;
};

type Row = Prisma.StudySessionGetPayload<object>;

export function sessionFrom(row: Row): SessionFacts {
  const { id, unitId, title, laws, place, startAt, endAt, minutes, leader, recorderPersonId } = row;
  return {
    ...{ sessionId: id, unitId, title, laws, place, startAt, endAt, minutes, leader, recorderPersonId },
    mode: row.mode as SessionMode,
    category: row.category as StudyCategoryWord,
    organiserLevel: row.organiserLevel as ReviewLevelWord,
    state: row.state as SessionState,
    makesUpId: row.makesUpId,
    slotOn: row.slotOn && fromDbDate(row.slotOn),
  };
}

export async function findSession(tx: Tx, sessionId: string): Promise<SessionFacts | null> {
  const row = await tx.studySession.findUnique({ where: { id: sessionId } });
  return row && sessionFrom(row);
}

/** Who is named, and whose record was not merged into another's. */
const standing = { removed: false, person: { mergedIntoId: null } } as const;

export type SessionFilter = {
  unitIds: readonly string[];
  mode?: SessionMode;
  state?: SessionState;
  /** The first day of a month. */
  monthOn?: DateOn;
};
export type SessionListed = SessionFacts & { people: number; attended: number };

/** A page, the latest first. */
export async function sessionPage(
  tx: Tx,
  filter: SessionFilter,
  asked: PageAsked,
): Promise<{ rows: SessionListed[] } & PageTurned> {
  const where = conditions(filter);
  const at = asked.before ?? asked.after;
  const known = at ? await tx.studySession.findUnique({ where: { id: at }, select: { id: true } }) : null;
  const take = (PAGE_SIZE + 1) * (known && asked.before ? -1 : 1);
  const read = await tx.studySession.findMany({
    where,
    ...(known ? { cursor: known, skip: 1 } : {}),
    take,
    orderBy: [{ startAt: "desc" }, { id: "desc" }],
    include: {
      _count: {
        select: { people: { where: standing }, records: { where: { reversesId: null, mendsId: null } } },
      },
    },
  });
  const rows = (take < 0 ? read.reverse() : read).map(({ _count, ...row }) => ({
    ...sessionFrom(row),
    people: _count.people,
    attended: _count.records,
  }));
  const { found, page } = turned(rows, known ? asked : {}, await tx.studySession.count({ where }));
  return { rows: found, ...page };
}

function conditions({ unitIds, mode, state, monthOn }: SessionFilter): Prisma.StudySessionWhereInput {
  return {
    unitId: { in: [...unitIds] },
    ...(mode ? { mode } : {}),
    ...(state ? { state } : {}),
    ...(monthOn ? { startAt: { gte: startOfDay(monthOn), lt: startOfDay(nextMonth(monthOn)) } } : {}),
  };
}

const nextMonth = (monthOn: DateOn): DateOn => {
  const [year, month] = monthOn.split("-").map(Number) as [number, number];
  return (month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, "0")}-01`) as DateOn;
};

export type NamedInSession = { personId: string; walkIn: boolean };

export async function peopleOf(tx: Tx, sessionId: string): Promise<NamedInSession[]> {
  const rows = await tx.studySessionPerson.findMany({ where: { sessionId, ...standing } });
  return rows.map(({ personId, walkIn }) => ({ personId, walkIn }));
}

/** What a person is invited to and what is over, the next first; cancelled ones while they are still to come. */
export async function sessionsFor(
  tx: Tx,
  personId: string,
  now: Date,
): Promise<{ ahead: SessionFacts[]; past: SessionFacts[] }> {
  const mine = { people: { some: { personId, removed: false } } };
  const ahead = await tx.studySession.findMany({
    where: { ...mine, endAt: { gte: now } },
    orderBy: [{ startAt: "asc" }, { id: "asc" }],
    take: 50,
  });
  const past = await tx.studySession.findMany({
    where: { ...mine, endAt: { lt: now }, state: { not: "cancelled" } },
    orderBy: [{ startAt: "desc" }, { id: "desc" }],
    take: 50,
  });
  return { ahead: ahead.map(sessionFrom), past: past.map(sessionFrom) };
}

export type SessionStepFact = { step: SessionStep; byId: string | null; at: Date; reason: string | null };

export async function stepsOf(tx: Tx, sessionId: string): Promise<SessionStepFact[]> {
  const rows = await tx.studySessionStep.findMany({ where: { sessionId }, orderBy: { id: "asc" } });
  return rows.map(({ step, byId, at, reason }) => ({ step: step as SessionStep, byId, at, reason }));
}

export type SessionMinutes = { text: string; writtenById: string; writtenAt: Date };
export type SessionFile = {
  id: string;
  kind: SessionFileKind;
  name: string;
  bytes: number;
  width: number | null;
  height: number | null;
};

/** What a session left behind; of its minutes the last that was written. */
export async function papersOf(
  tx: Tx,
  sessionId: string,
): Promise<{ files: SessionFile[]; minutes: SessionMinutes | null }> {
  const files = await tx.studySessionFile.findMany({
    where: { sessionId },
    orderBy: [{ addedAt: "asc" }, { id: "asc" }],
  });
  const minutes = await tx.studySessionMinutes.findFirst({ where: { sessionId }, orderBy: { id: "desc" } });
  return {
    files: files.map(({ id, kind, name, bytes, width, height }) => ({
      ...{ id, kind: kind as SessionFileKind, name, bytes, width, height },
    })),
    minutes,
  };
}

/** Sessions of these units in a span, for those who choose one. */
export async function sessionsBetween(
  tx: Tx,
  unitIds: readonly string[],
  { fromOn, toOn }: { fromOn: DateOn; toOn: DateOn },
): Promise<SessionFacts[]> {
  const rows = await tx.studySession.findMany({
    where: {
      unitId: { in: [...unitIds] },
      state: { not: "cancelled" },
      startAt: { gte: startOfDay(fromOn), lt: startOfDay(toOn) },
    },
    orderBy: [{ startAt: "asc" }, { id: "asc" }],
    take: 300,
  });
  return rows.map(sessionFrom);
}

/** The day of a session. */
export const dayOf = ({ startAt }: Pick<SessionFacts, "startAt">): DateOn => chinaDateOf(startAt);
