/** Rooms of an exam: their seats, who invigilates, who sits where. */
import { accountNames } from "~/access/account-names.server";
import { record } from "~/audit/audit.server";
import { lockExam, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { type Refusal, refusal } from "~/verdict";
import { roomRefusals, spread } from "./seating";

type Answer<More = object> = ({ ok: true } & More) | { ok: false; refusals: Refusal[] };

export type ExamRoom = {
  roomId: string;
  name: string;
  capacity: number;
  seated: number;
  invigilators: { assignmentId: string; accountId: string; name: string }[];
};

/** The rooms of an exam, by name. */
export async function roomsOf(tx: Tx, examId: string): Promise<ExamRoom[]> {
  const rows = await tx.examRoom.findMany({
    where: { examId, withdrawnAt: null },
    select: {
      id: true,
      name: true,
      capacity: true,
      _count: { select: { seats: { where: { supersededAt: null, registration: { withdrawnAt: null } } } } },
      invigilators: {
        where: { withdrawnAt: null },
        orderBy: { assignedAt: "asc" },
        select: { id: true, accountId: true },
      },
    },
  });
  const names = await accountNames(
    tx,
    rows.flatMap(({ invigilators }) => invigilators.map(({ accountId }) => accountId)),
  );
  return rows
    .map(({ id, name, capacity, _count, invigilators }) => ({
      roomId: id,
      name,
      capacity,
      seated: _count.seats,
      invigilators: invigilators.map((one) => ({
        assignmentId: one.id,
        accountId: one.accountId,
        name: names[one.accountId] ?? "",
      })),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, "zh-CN", { numeric: true }));
}

/** Refusals: see `roomRefusals`; exam-room.name-taken. */
export async function createRoom(
  tx: Tx,
  { examId, name, capacity }: { examId: string; name: string; capacity: number | null },
  actorId: string | null,
  now: Date,
): Promise<Answer<{ roomId: string }>> {
  const wrong = roomRefusals({ name, capacity });
  if (wrong.length > 0 || capacity === null) return { ok: false, refusals: wrong };
  await lockExam(tx, examId);
  const known = await tx.examRoom.count({ where: { examId, name, withdrawnAt: null } });
  if (known > 0) return { ok: false, refusals: [refusal("exam-room.name-taken")] };
  const roomId = newId();
  await tx.examRoom.create({
    data: { id: roomId, examId, name, capacity, createdById: actorId, createdAt: now },
  });
  await record(tx, {
    type: "exam-room.created",
    at: now,
    actorId,
    subjectId: roomId,
    data: { examId, roomId, capacity },
  });
  return { ok: true, roomId };
}

/** Takes an empty room away again. Harmless to repeat. Refusals: exam-room.not-empty { seated }, exam-room.unknown. */
export async function withdrawRoom(
  tx: Tx,
  { examId, roomId }: { examId: string; roomId: string },
  actorId: string | null,
  now: Date,
): Promise<Answer> {
  await lockExam(tx, examId);
  const room = await tx.examRoom.findFirst({ where: { id: roomId, examId } });
  if (!room) return { ok: false, refusals: [refusal("exam-room.unknown")] };
  if (room.withdrawnAt) return { ok: true };
  const seated = await tx.examSeat.count({ where: { roomId, supersededAt: null } });
  if (seated > 0) return { ok: false, refusals: [refusal("exam-room.not-empty", { seated })] };
  await tx.examRoom.update({ where: { id: roomId }, data: { withdrawnAt: now } });
  await record(tx, {
    type: "exam-room.withdrawn",
    at: now,
    actorId,
    subjectId: roomId,
    data: { examId, roomId },
  });
  return { ok: true };
}

/** Everyone without a seat gets one, people of one unit apart. Answers how many are left over for want of seats. */
export async function seatEverybody(
  tx: Tx,
  examId: string,
  actorId: string | null,
  now: Date,
): Promise<Answer<{ seated: number; left: number }>> {
  await lockExam(tx, examId);
  const rooms = await tx.examRoom.findMany({
    where: { examId, withdrawnAt: null },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: { id: true, capacity: true, seats: { where: { supersededAt: null }, select: { number: true } } },
  });
  if (rooms.length === 0) return { ok: false, refusals: [refusal("exam-room.none")] };
  const unseated = await tx.registration.findMany({
    where: { examId, withdrawnAt: null, seats: { none: { supersededAt: null } } },
    orderBy: { id: "asc" },
    select: { id: true, unitId: true },
  });
  const { seats, left } = spread(
    unseated.map(({ id, unitId }) => ({ registrationId: id, unitId })),
    rooms.map(({ id, capacity, seats }) => ({
      roomId: id,
      capacity,
      taken: seats.map(({ number }) => number),
    })),
  );
  await tx.examSeat.createMany({
    data: seats.map((seat) => ({ id: newId(), ...seat, seatedById: actorId, seatedAt: now })),
  });
  if (seats.length > 0)
    await record(tx, {
      type: "exam-room.candidates-seated",
      at: now,
      actorId,
      subjectId: examId,
      data: { examId, rooms: rooms.length, seated: seats.length },
    });
  return { ok: true, seated: seats.length, left: left.length };
}

/**
 * Gives one candidate a certain seat. Sitting there already is harmless. Refusals: exam-room.unknown,
 * exam-room.no-such-seat { capacity }, exam-room.seat-taken { number }, registration.unknown-person.
 */
export async function seatCandidate(
  tx: Tx,
  wanted: { examId: string; registrationId: string; roomId: string; number: number },
  actorId: string | null,
  now: Date,
): Promise<Answer> {
  const { examId, registrationId, roomId, number } = wanted;
  const no = (reason: Refusal): Answer => ({ ok: false, refusals: [reason] });
  await lockExam(tx, examId);
  const room = await tx.examRoom.findFirst({ where: { id: roomId, examId, withdrawnAt: null } });
  if (!room) return no(refusal("exam-room.unknown"));
  const candidate = await tx.registration.findFirst({
    where: { id: registrationId, examId, withdrawnAt: null },
    select: { personId: true, unitId: true },
  });
  if (!candidate) return no(refusal("registration.unknown-person"));
  if (number < 1 || number > room.capacity)
    return no(refusal("exam-room.no-such-seat", { capacity: room.capacity }));
  const taken = await tx.examSeat.findFirst({ where: { roomId, number, supersededAt: null } });
  if (taken?.registrationId === registrationId) return { ok: true };
  if (taken) return no(refusal("exam-room.seat-taken", { number }));
  await tx.examSeat.updateMany({
    where: { registrationId, supersededAt: null },
    data: { supersededAt: now },
  });
  await tx.examSeat.create({
    data: { id: newId(), roomId, registrationId, number, seatedById: actorId, seatedAt: now },
  });
  await record(tx, {
    type: "exam-room.candidate-seated",
    at: now,
    actorId,
    ...candidate,
    subjectId: examId,
    data: { examId, roomId, number },
  });
  return { ok: true };
}
