/** How the exam that is open now is watched: two rooms, an invigilator, an entry that waits for signatures. */
import { assignInvigilator } from "~/exams/room-invigilators.server";
import { createRoom, seatEverybody } from "~/exams/rooms.server";
import { recordViolation, signViolation } from "~/exams/violations.server";
import type { Person } from "./cast.ts";
import { granted } from "./chronicle.ts";
import { actor, type District } from "./district.ts";

const ROOMS = [
  { name: "第 1 考场 区委党校 301", capacity: 30 },
  { name: "第 2 考场 区委党校 302", capacity: 30 },
];

/** Everyone entered by then has a seat, and one invigilator answers for both rooms. */
export function tellRooms(district: District, exam: { id: string }, at: Date): void {
  district.chronicle.on(at, async (tx, now) => {
    const by = actor(district, "legal");
    const accountId = actor(district, "invigilator");
    for (const room of ROOMS) {
      const made = await createRoom(tx, { examId: exam.id, ...room }, by, now);
      const { roomId } = granted(made, "adding a room");
      const assigned = await assignInvigilator(tx, { examId: exam.id, roomId, accountId }, by, now);
      granted(assigned, "assigning an invigilator");
    }
    granted(await seatEverybody(tx, exam.id, by, now), "seating");
  });
}

/** The invigilator has entered it and signed; entry clerk, checker and chief have yet to. */
export function tellViolation(district: District, exam: { id: string }, person: Person, at: Date): void {
  district.chronicle.on(at, async (tx, now) => {
    const { id: registrationId } = await tx.registration.findFirstOrThrow({
      where: { examId: exam.id, personId: person.id },
      select: { id: true },
    });
    const entry = {
      examId: exam.id,
      registrationId,
      code: "talking" as const,
      description: "09:40 与邻座考生交谈，提醒两次后停止。",
      evidenceHash: null,
    };
    const accountId = actor(district, "invigilator");
    const entered = await recordViolation(tx, entry, { accountId, personId: null }, now);
    const { violationId } = granted(entered, "entering a violation");
    const signing = { violationId, role: "invigilator" as const, decisionNumber: "", banLastOn: null };
    const signer = { accountId, roles: ["invigilator" as const], isCandidate: false };
    granted(await signViolation(tx, signing, signer, now), "signing");
  });
}
