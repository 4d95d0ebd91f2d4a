/** Whom an invigilator's act is about: one candidate, a room, everyone. Locked, so that nobody begins or ends meanwhile. */
import { lockExam, lockPeople, type Tx } from "~/db.server";
import { type LockedAttempt, lockAttempts } from "./submission.server";

export type Target = {
  examId: string;
  /** One candidate; without it the room; without both everyone who is entered. */
  registrationId?: string;
  roomId?: string;
  /** Rooms the actor answers for; null: the whole exam. */
  rooms: readonly string[] | null;
  /** The person the actor is: nobody invigilates a paper of their own. */
  actorPersonId?: string | null;
};

export type Targeted = {
  registrationId: string;
  personId: string;
  unitId: string;
  /** The latest; null: has not begun. */
  attempt: LockedAttempt | null;
  /** The actor's own paper. */
  isOwn: boolean;
};

/**
 * The candidates an act is about, with their latest attempts locked. The exam's lock first, which holds off who is about
 * to begin; then, where papers are collected, the people; then the attempts: the order of everyone else.
 */
export async function lockTargets(
  tx: Tx,
  { examId, registrationId, roomId, rooms, actorPersonId = null }: Target,
  { withPeople = false } = {},
): Promise<Targeted[]> {
  await lockExam(tx, examId);
  const rows = await tx.registration.findMany({
    where: {
      examId,
      withdrawnAt: null,
      ...(registrationId ? { id: registrationId } : {}),
      ...(roomId ? { seats: { some: { roomId, supersededAt: null } } } : {}),
      ...(rooms ? { AND: { seats: { some: { roomId: { in: [...rooms] }, supersededAt: null } } } } : {}),
    },
    orderBy: { id: "asc" },
    select: {
      id: true,
      personId: true,
      unitId: true,
      attempts: { orderBy: { number: "desc" }, take: 1, select: { id: true } },
    },
  });
  if (withPeople) await lockPeople(tx, ...rows.map((row) => row.personId));
  const locked = await lockAttempts(
    tx,
    rows.flatMap((row) => row.attempts.map((attempt) => attempt.id)),
  );
  const attemptOf = new Map(locked.map((attempt) => [attempt.id, attempt]));
  return rows.map(({ id, personId, unitId, attempts: [latest] }) => ({
    registrationId: id,
    personId,
    unitId,
    attempt: (latest && attemptOf.get(latest.id)) ?? null,
    isOwn: personId === actorPersonId,
  }));
}
