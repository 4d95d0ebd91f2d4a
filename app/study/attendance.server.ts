/** Attendance of a session 签到签退 as it is seen: by codes on the screen, and by what the recorder says from the roster. */
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import { lockPeople, lockStudySessionToAttend, type Tx } from "~/db.server";
import { packFor } from "~/rulebook/packs.server";
import { combine, type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";
import { type AttendanceEvent, NOWHERE, type Presence, presenceOf } from "./attendance";
import type { Scan } from "./session-codes.server";
import { isPlanned, mayChange, OF_SESSIONS, type SessionState } from "./session-state";
import { lockedSession } from "./sessions.server";

export type Scanned =
  | { ok: true; at: Date; isInvited: boolean; isRepeated: boolean }
  | { ok: false; refusals: Refusal[] };

/**
 * What a scan says of somebody. Who is not invited is noted all the same, and counts once the recorder has added them: the
 * time at the door is known only now. Refusals: study-session.over; study-session.too-early { opensAt },
 * study-session.too-late (signing in after its end), study-session.not-begun (signing out before its start).
 */
export async function recordScan(
  tx: Tx,
  { sessionId, phase, scannedAt }: Scan,
  who: { personId: string; accountId: string; deviceHash: Uint8Array<ArrayBuffer> },
  now: Date,
): Promise<Scanned> {
  await lockStudySessionToAttend(tx, sessionId);
  const session = await tx.studySession.findUniqueOrThrow({ where: { id: sessionId } });
  const verdict = combine(
    mayChange(session.state as SessionState),
    mayScan(session, phase, scannedAt, await opensAtOf(tx, session)),
  );
  if (!verdict.ok) return verdict;
  const { personId, accountId, deviceHash } = who;
  await lockPeople(tx, personId);
  const invited = await tx.studySessionPerson.findFirst({ where: { sessionId, personId, removed: false } });
  const isInvited = invited !== null;
  const { inAt } = presenceOf(await eventsOf(tx, sessionId, personId));
  if (phase === "in" && inAt) return { ok: true, at: inAt, isInvited, isRepeated: true };
  await tx.studyAttendance.create({
    data: {
      ...{ sessionId, personId, event: phase, at: scannedAt, how: "qr" },
      ...{ byId: accountId, deviceHash, recordedAt: now },
    },
  });
  await record(tx, {
    type: phase === "in" ? "study-session.signed-in" : "study-session.signed-out",
    ...{ at: now, actorId: accountId, personId, unitId: session.unitId, subjectId: sessionId },
    data: { sessionId },
  });
  return { ok: true, at: scannedAt, isInvited, isRepeated: false };
}

/** From when on the codes of a session can be scanned. */
export async function opensAtOf(
  tx: Tx,
  { unitId, startAt }: { unitId: string; startAt: Date },
): Promise<Date> {
  const { pack } = await packFor(tx, unitId, chinaDateOf(startAt));
  return new Date(startAt.getTime() - pack.study.signInOpensMinutes.value * 60_000);
}

function mayScan(
  { startAt, endAt }: { startAt: Date; endAt: Date },
  phase: Scan["phase"],
  at: Date,
  opensAt: Date,
): Verdict {
  const refusals: Refusal[] = [];
  const add = (code: string, facts = {}) =>
    refusals.push(refusal(`study-session.${code}`, facts, OF_SESSIONS));
  if (phase === "in" && at < opensAt) add("too-early", { opensAt: opensAt.toISOString() });
  if (phase === "in" && at >= endAt) add("too-late");
  if (phase === "out" && at < startAt) add("not-begun", { startAt: startAt.toISOString() });
  return verdictOf(refusals);
}

async function eventsOf(tx: Tx, sessionId: string, personId: string): Promise<AttendanceEvent[]> {
  const rows = await tx.studyAttendance.findMany({ where: { sessionId, personId }, orderBy: { id: "asc" } });
  return rows.map(eventFrom);
}

const eventFrom = ({ event, at, how }: { event: string; at: Date; how: string }): AttendanceEvent => ({
  event: event as AttendanceEvent["event"],
  at,
  how: how as AttendanceEvent["how"],
});

/** Each person's presence as far as it is known, and by which devices they scanned. Who was not seen is left out. */
export async function presencesOf(
  tx: Tx,
  sessionId: string,
): Promise<Map<string, Presence & { devices: string[]; isScanned: boolean }>> {
  const rows = await tx.studyAttendance.findMany({
    where: { sessionId, person: { mergedIntoId: null } },
    orderBy: { id: "asc" },
  });
  const of = new Map<string, typeof rows>();
  for (const row of rows) of.set(row.personId, [...(of.get(row.personId) ?? []), row]);
  return new Map(
    [...of].map(([personId, own]) => {
      const devices = own.flatMap(({ deviceHash }) =>
        deviceHash ? [Buffer.from(deviceHash).toString("base64url")] : [],
      );
      const isScanned = own.some(({ how }) => how === "qr");
      return [personId, { ...presenceOf(own.map(eventFrom)), devices: [...new Set(devices)], isScanned }];
    }),
  );
}

export type RosterLine = Presence & { personId: string };

/**
 * What the recorder says of people, where it differs from what is known. Refusals: those of `mayChange`;
 * study-session.not-begun { startAt } before its codes could be scanned; study-session.not-named { personId }.
 */
export async function enterRoster(
  tx: Tx,
  { sessionId, lines }: { sessionId: string; lines: readonly RosterLine[] },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const { row, state } = await lockedSession(tx, sessionId);
  const people = await tx.studySessionPerson.findMany({ where: { sessionId, removed: false } });
  const named = new Set(people.map(({ personId }) => personId));
  const refusals = lines.flatMap(({ personId }) =>
    named.has(personId) ? [] : [refusal("study-session.not-named", { personId }, OF_SESSIONS)],
  );
  if (isPlanned(state) && lines.length > 0 && now < (await opensAtOf(tx, row)))
    refusals.push(refusal("study-session.not-begun", { startAt: row.startAt.toISOString() }, OF_SESSIONS));
  const verdict = combine(mayChange(state), verdictOf(refusals));
  if (!verdict.ok) return verdict;
  const known = await presencesOf(tx, sessionId);
  const events = lines.flatMap((line) =>
    said(line, known.get(line.personId) ?? NOWHERE).map((event) => ({ personId: line.personId, ...event })),
  );
  if (events.length === 0) return { ok: true };
  await tx.studyAttendance.createMany({
    data: events.map((event) => ({ ...event, sessionId, how: "roster", byId: actorId, recordedAt: now })),
  });
  const data = { sessionId, people: new Set(events.map(({ personId }) => personId)).size };
  const { unitId } = row;
  await record(tx, {
    ...{ type: "study-session.attendance-entered", at: now, actorId, unitId, subjectId: sessionId },
    data,
  });
  return { ok: true };
}

const minuteOf = (at: Date | null) => at && Math.floor(at.getTime() / 60_000);

/** The events that lead from what is known to what is said. A time taken back takes all back, and the rest is said anew. */
function said({ inAt, outAt }: Presence, known: Presence): { event: AttendanceEvent["event"]; at: Date }[] {
  // The form shows minutes: what was scanned within the same one stands.
  const same = (a: Date | null, b: Date | null) => minuteOf(a) === minuteOf(b);
  const takenBack = (known.inAt !== null && inAt === null) || (known.outAt !== null && outAt === null);
  const before = takenBack ? NOWHERE : known;
  return [
    ...(takenBack ? [{ event: "absent" as const, at: (known.inAt ?? known.outAt)! }] : []),
    ...(inAt && !same(inAt, before.inAt) ? [{ event: "in" as const, at: inAt }] : []),
    ...(outAt && !same(outAt, before.outAt) ? [{ event: "out" as const, at: outAt }] : []),
  ];
}
