/** What happened to a person and who looked at their file, from the audit log, as far as a reader may be told. */
import { accountNames } from "~/access/account-names.server";
import type { DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import { untoldAttempts } from "~/exams/untold-marks.server";
import { idsOf } from "~/personnel/alias.server";
import { trueDaysOf } from "./true-days.server";
import { laterFirst, type StoryOrder, trueFrom } from "./true-from";

const READING = ["person.file-viewed", "person.file-printed", "person.identity-number-shown"];
const THIRTY_DAYS = 30 * 24 * 60 * 60 * 1000;

export type FileEvent = { id: string; at: Date; type: string; data: unknown; actorName: string | null };
/** With the day it was true from. */
export type StoryEvent = FileEvent & { trueOn: DateOn };

/** Whose file it is, somebody who may read proposals for posts, or any other reader. */
export type FileReader = "own" | "proposing" | "other";
const MARKED = ["attempt.marked", "attempt.marked-again"];

/**
 * What happened to a person, the latest first in either order, with how often each type of event did, as far as the reader may be told: no
 * mark before its release, and nothing of an appointment but to who may know. `types` narrows the list only.
 */
export async function eventsOf(
  tx: Tx,
  personId: string,
  {
    types,
    most,
    until,
    reader,
    order = "happened",
  }: { types?: readonly string[]; most: number; until?: Date; reader: FileReader; order?: StoryOrder },
): Promise<{ events: StoryEvent[]; counts: Map<string, number> }> {
  const personIds = await idsOf(tx, personId);
  const untold = await untoldAttempts(tx, personIds, { isOwn: reader === "own" });
  const of = {
    personId: { in: personIds },
    ...(until ? { at: { lte: until } } : {}),
    NOT: [
      { type: { in: MARKED }, subjectId: { in: untold } },
      ...(reader === "other" ? [{ type: { startsWith: "appointment." } }] : []),
    ],
  };
  const counted = await tx.auditEvent.groupBy({
    by: ["type"],
    where: { ...of, type: { notIn: READING } },
    _count: { _all: true },
  });
  // The day is the program's to read from an event, so that order is made here of all of them, a life's at most.
  const rows = await tx.auditEvent.findMany({
    where: { ...of, type: types ? { in: [...types] } : { notIn: READING } },
    orderBy: { id: "desc" },
    ...(order === "recorded" || most === 0 ? { take: most } : {}),
  });
  const days = rows.length === 0 ? new Map<string, DateOn>() : await trueDaysOf(tx, personIds);
  const told = rows.map((row) => ({ ...row, trueOn: trueFrom(row, days) }));
  const shown = (order === "happened" ? told.sort(laterFirst) : told).slice(0, most);
  const named = await withActors(tx, shown);
  return {
    events: named.map((event, index) => ({ ...event, trueOn: shown[index]!.trueOn })),
    counts: new Map(counted.map((row) => [row.type, row._count._all])),
  };
}

/** Nothing about signing in belongs in a file. */
const NOT_IN_FILE = /^account\./;

/** All that a file tells of what happened, the latest first, and how much that is. */
export async function wholeStory(
  tx: Tx,
  personId: string,
  asked: { most: number; until?: Date; reader: FileReader; order?: StoryOrder },
): Promise<{ events: StoryEvent[]; total: number }> {
  const { counts } = await eventsOf(tx, personId, { ...asked, types: [], most: 0 });
  const types = [...counts.keys()].filter((type) => !NOT_IN_FILE.test(type));
  const { events } = await eventsOf(tx, personId, { ...asked, types });
  return { events, total: types.reduce((sum, type) => sum + (counts.get(type) ?? 0), 0) };
}

/** Who opened the file or saw the whole number in the last thirty days. */
export async function readersOf(
  tx: Tx,
  personId: string,
  now: Date,
): Promise<{ total: number; latest: FileEvent[] }> {
  const at = { gte: new Date(now.getTime() - THIRTY_DAYS) };
  const where = { personId: { in: await idsOf(tx, personId) }, type: { in: READING }, at };
  const total = await tx.auditEvent.count({ where });
  const rows = await tx.auditEvent.findMany({ where, orderBy: { id: "desc" }, take: 5 });
  return { total, latest: await withActors(tx, rows) };
}

const A_YEAR = 365 * 24 * 60 * 60 * 1000;

/** Who looked at a person's file or whole number within a year, for that person: not what they noted. Own looks do not count. */
export async function looksAt(
  tx: Tx,
  personId: string,
  ownAccountId: string,
  { most, now }: { most: number; now: Date },
): Promise<{ total: number; latest: FileEvent[] }> {
  const where = {
    personId: { in: await idsOf(tx, personId) },
    type: { in: READING },
    at: { gte: new Date(now.getTime() - A_YEAR) },
    OR: [{ actorId: null }, { actorId: { not: ownAccountId } }],
  };
  const total = await tx.auditEvent.count({ where });
  const rows = await tx.auditEvent.findMany({ where, orderBy: { id: "desc" }, take: most });
  return { total, latest: await withActors(tx, rows) };
}

/** Events with the name of who acted. */
export async function withActors(
  tx: Tx,
  rows: { id: bigint; at: Date; type: string; data: unknown; actorId: string | null }[],
): Promise<FileEvent[]> {
  const names = await accountNames(
    tx,
    rows.map(({ actorId }) => actorId),
  );
  return rows.map(({ id, at, type, data, actorId }) => ({
    id: String(id),
    at,
    type,
    data,
    actorName: actorId && (names[actorId] ?? null),
  }));
}
