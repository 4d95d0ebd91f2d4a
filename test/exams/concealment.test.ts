import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import type { Role } from "~/access/permissions";
import { addDays, chinaDateOf } from "~/calendar";
import { inTransaction, prisma } from "~/db.server";
import { saveAnswer } from "~/exams/answer.server";
import { addCandidate, createBatch, enterBatch } from "~/exams/appointments.server";
import { startAttempt } from "~/exams/attempt.server";
import { objectTo } from "~/exams/objections.server";
import { releaseResults } from "~/exams/release.server";
import { assignInvigilator } from "~/exams/room-invigilators.server";
import { createRoom, seatEverybody } from "~/exams/rooms.server";
import { submitAttempt } from "~/exams/submission.server";
import { recordViolation } from "~/exams/violations.server";
import { createPosition } from "~/positions/positions.server";
import { loader as examPage } from "~/routes/_staff.exams.$examId._index";
import { loader as lateAnswers } from "~/routes/_staff.exams.$examId.late-answers._index";
import { loader as lateAnswersOfOne } from "~/routes/_staff.exams.$examId.late-answers.$attemptId._index";
import { loader as redraws } from "~/routes/_staff.exams.$examId.redraws";
import { action as registering, loader as registrations } from "~/routes/_staff.exams.$examId.registrations";
import { loader as rooms } from "~/routes/_staff.exams.$examId.rooms._index/route";
import { loader as seat } from "~/routes/_staff.exams.$examId.rooms.seats";
import { loader as register } from "~/routes/_staff.exams.$examId.violations._index";
import { loader as violation } from "~/routes/_staff.exams.$examId.violations.$violationId._index";
import { loader as signing } from "~/routes/_staff.exams.$examId.violations.$violationId.signatures";
import { loader as entry } from "~/routes/_staff.exams.$examId.violations.new";
import { loader as objections } from "~/routes/_staff.objections._index";
import { loader as objection } from "~/routes/_staff.objections.$objectionId";
import { loader as board } from "~/routes/exams.$examId.invigilation._index/route";
import { smallBank } from "../questions/small-bank";
import { call, formOf, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { EARLY, examHall, type Hall, keyFor, officer, planExam } from "./exam-hall";

// Who is proposed for a post: known to the departments that propose, and in the room to who invigilates it.

await useDatabase();

const NOW = new Date();
const minutes = (n: number) => new Date(NOW.getTime() + n * 60_000);
let hall: Hall;
let examId: string;
let person: string;
let name: string;
let registrationId: string;
let violationId: string;
let attemptId: string;
let objectionId: string;
const cookies: Record<string, string> = {};
const accounts: Record<string, string> = {};

async function account(login: string, role: Role, unitId: string) {
  const entry = { loginName: login, displayName: login, personId: null, passwordHash: "-" };
  accounts[login] = await inTransaction((tx) => createAccount(tx, entry, null, EARLY));
  cookies[login] = await signedIn(accounts[login], role, unitId);
}

beforeAll(async () => {
  hall = await examHall(smallBank());
  await account("legal", "legal-affairs", hall.root);
  await account("personnel", "personnel-department", hall.root);
  await account("assigned", "invigilator", hall.legal);
  await account("unassigned", "invigilator", hall.legal);
  await account("bureau", "unit-training-officer", hall.urban);
  person = await officer(hall.urban);
  ({ name } = await prisma.personName.findFirstOrThrow({ where: { personId: person } }));
  const today = chinaDateOf(NOW);
  const by = accounts.personnel!;
  const position = { unitId: hall.urban, title: "局长", family: "party-appointed", field: null } as const;
  const positionId = await inTransaction((tx) => createPosition(tx, position, null, EARLY));
  const batch = {
    ...{ regime: "party" as const, title: "任免案", documentNumber: "1号", unitId: hall.root },
    ...{ dueOn: addDays(today, 20), termEndsOn: null },
  };
  const made = await inTransaction((tx) => createBatch(tx, batch, by, NOW));
  if (!made.ok) throw new Error("no batch");
  const { batchId } = made;
  await inTransaction((tx) =>
    addCandidate(tx, { batchId, personId: person, positionId, postTitle: "局长" }, by, NOW),
  );
  examId = await planExam(hall, {
    ...{ kind: "pre-appointment", part: null, regime: "party", title: "任前考试", minutes: 120 },
    ...{ opensAt: minutes(-10), closesAt: minutes(200), lateEntryMinutes: 60 },
  });
  const entered = await inTransaction((tx) => enterBatch(tx, { batchId, examId }, by, NOW));
  expect(entered).toMatchObject({ ok: true, registered: [person] });
  ({ id: registrationId } = await prisma.registration.findFirstOrThrow({ where: { examId } }));
  await inTransaction(async (tx) => {
    const room = await createRoom(tx, { examId, name: "第 1 考场", capacity: 30 }, null, NOW);
    if (!room.ok) throw new Error("no room");
    await seatEverybody(tx, examId, null, NOW);
    await assignInvigilator(tx, { examId, roomId: room.roomId, accountId: accounts.assigned! }, null, NOW);
    const begins = { examId, personId: person, device: "d".repeat(32), seed: "s" };
    const begun = await startAttempt(tx, begins, null, NOW);
    if (!begun.ok) throw new Error("not begun");
    attemptId = begun.attemptId;
  });
  const recorded = await inTransaction((tx) =>
    recordViolation(
      tx,
      { examId, registrationId, code: "talking", description: "交谈", evidenceHash: null },
      { accountId: accounts.assigned!, personId: null },
      NOW,
    ),
  );
  violationId = recorded.ok ? recorded.violationId : "";
});

const look = (loader: Parameters<typeof call>[0], who: string, query = "") =>
  call(loader, cookies[who]!, `/x${query}`, {
    examId,
    violationId,
    attemptId,
    objectionId: objectionId ?? "",
  });
const code = () => registrationId.slice(-6).toUpperCase();
const names = async (loader: Parameters<typeof call>[0], who: string, query = "") => {
  const { status, body } = await look(loader, who, query);
  const told = JSON.stringify(body);
  return { status, name: told.includes(name), person: told.includes(person) };
};
const HIDDEN = { status: 200, name: false, person: false };

describe("an exam before an appointment", () => {
  it("opens its board to who invigilates a room, that room alone, and to who may read proposals nothing more", async () => {
    expect((await look(board, "legal")).status).toBe(403);
    expect((await look(board, "unassigned")).status).toBe(403);
    expect(await names(board, "assigned")).toMatchObject({ status: 200, name: true });
    expect((await look(entry, "unassigned", `?candidate=${registrationId}`)).status).toBe(403);
    expect(await names(entry, "assigned", `?candidate=${registrationId}`)).toMatchObject({
      status: 200,
      name: true,
    });
  });

  it("shows in its register codes to who signs, names to the room and to the personnel department, nothing to a bureau", async () => {
    for (const loader of [register, violation, signing]) {
      expect(await names(loader, "legal")).toEqual(HIDDEN);
      expect(JSON.stringify((await look(loader, "legal")).body)).toContain(code());
      expect(await names(loader, "personnel")).toMatchObject({ status: 200, name: true });
    }
    expect((await look(violation, "legal")).body).toMatchObject({ violation: { unit: { name: "" } } });
    expect((await look(register, "bureau")).body).toMatchObject({ violations: [], total: 0 });
    expect((await look(violation, "bureau")).status).toBe(404);
  });

  it("seats, draws again and lists its candidates without their names, and lets nobody guess them by registering", async () => {
    expect(await names(rooms, "legal")).toEqual(HIDDEN);
    expect(await names(seat, "legal", `?candidate=${registrationId}`)).toEqual(HIDDEN);
    expect(await names(redraws, "legal")).toEqual(HIDDEN);
    expect(await names(examPage, "legal")).toEqual(HIDDEN);
    expect((await look(registrations, "bureau")).status).toBe(403);
    const guess = formOf({ names: name });
    expect((await call(registering, cookies.bureau!, "/x", { examId }, guess)).status).toBe(403);
    expect(await names(redraws, "personnel")).toMatchObject({ status: 200, name: true });
  });

  it("shows late answers and objections under a code to who decides on them and may not read its batch", async () => {
    const candidate = { attemptId, personId: person };
    const [key] = await keyFor(attemptId);
    const step = {
      ...candidate,
      device: "d".repeat(32),
      epoch: 1,
      seq: 1,
      slot: 1,
      change: { answer: key! },
    };
    await saveAnswer(prisma, step, minutes(121));
    await inTransaction((tx) => submitAttempt(tx, candidate, null, minutes(122)));
    for (const loader of [lateAnswers, lateAnswersOfOne]) {
      expect(await names(loader, "legal")).toEqual(HIDDEN);
      expect(JSON.stringify((await look(loader, "legal")).body)).toContain(code());
      expect(await names(loader, "personnel")).toMatchObject({ status: 200, name: true });
    }
    const released = await inTransaction((tx) => releaseResults(tx, examId, null, minutes(220)));
    expect(released).toEqual({ ok: true });
    const wanted = { ...candidate, slot: 1, reason: "第十二条已修改" };
    const made = await inTransaction((tx) => objectTo(tx, wanted, null, minutes(230)));
    objectionId = made.ok ? made.objectionId : "";
    for (const loader of [objections, objection]) {
      expect(await names(loader, "legal")).toEqual(HIDDEN);
      expect(JSON.stringify((await look(loader, "legal")).body)).toContain(code());
      expect(await names(loader, "personnel")).toMatchObject({ status: 200, name: true });
    }
  });
});
