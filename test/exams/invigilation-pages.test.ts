import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import type { Role } from "~/access/permissions";
import { openSession } from "~/access/session.server";
import { inTransaction, prisma } from "~/db.server";
import { startAttempt } from "~/exams/attempt.server";
import { action as take } from "~/routes/_staff.exams.$examId.invigilation.collections";
import { action as moreTime } from "~/routes/_staff.exams.$examId.invigilation.extra-time";
import { action as pause } from "~/routes/_staff.exams.$examId.invigilation.pauses";
import { action as makeCode } from "~/routes/_staff.exams.$examId.invigilation.take-over-codes";
import { action as addRoom, loader as rooms } from "~/routes/_staff.exams.$examId.rooms._index/route";
import { action as assign } from "~/routes/_staff.exams.$examId.rooms.invigilators";
import { action as seat } from "~/routes/_staff.exams.$examId.rooms.seats";
import { loader as violation } from "~/routes/_staff.exams.$examId.violations.$violationId._index";
import { loader as evidence } from "~/routes/_staff.exams.$examId.violations.$violationId.evidence";
import { action as enter } from "~/routes/_staff.exams.$examId.violations.new";
import { loader as board } from "~/routes/exams.$examId.invigilation._index/route";
import * as answers from "~/routes/my.attempts.$attemptId_.answers";
import { loader as events } from "~/routes/my.attempts.$attemptId_.events";
import { action as leave } from "~/routes/my.attempts.$attemptId_.leavings";
import { action as takeOver } from "~/routes/my.attempts.$attemptId_.take-over";
import { call, formOf, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { EARLY, examHall, type Hall, holdsSpecial, officer, planExam, register } from "./exam-hall";

await useDatabase();

const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000);
let hall: Hall;
let examId: string;
let person: string;
let registrationId: string;
let attemptId: string;
const cookies: Record<string, string> = {};
const accounts: Record<string, string> = {};

async function account(login: string, role?: Role, unitId?: string, personId: string | null = null) {
  accounts[login] = await inTransaction((tx) =>
    createAccount(tx, { loginName: login, displayName: login, personId, passwordHash: "-" }, null, EARLY),
  );
  cookies[login] = await signedIn(accounts[login], role, unitId);
}

beforeAll(async () => {
  hall = await examHall();
  const times = { opensAt: minutesFromNow(-10), closesAt: minutesFromNow(110), lateEntryMinutes: 60 };
  examId = await planExam(hall, times);
  person = await officer(hall.urban);
  await holdsSpecial(person);
  await register(examId, person);
  registrationId = (await prisma.registration.findFirstOrThrow({ where: { examId } })).id;
  const begun = await inTransaction((tx) =>
    startAttempt(tx, { examId, personId: person, device: "d".repeat(32), seed: "s" }, null, new Date()),
  );
  attemptId = begun.ok ? begun.attemptId : "";
  await account("legal", "legal-affairs", hall.root);
  await account("urban", "invigilator", hall.urban);
  await account("candidate", undefined, undefined, person);
});

const at = () => ({ examId });
const whom = () => `?candidate=${registrationId}`;
const post = (
  handler: Parameters<typeof call>[0],
  who: string,
  query: string,
  fields: Record<string, string>,
) => call(handler, cookies[who]!, `/anywhere${query}`, at(), formOf(fields));

describe("an invigilator of another unit", () => {
  it("sees nothing until assigned to a room, and then that room alone", async () => {
    expect((await call(board, cookies.urban!, "/x", at())).status).toBe(403);
    expect((await post(addRoom, "legal", "", { name: "", capacity: "x" })).status).toBe(422);
    expect((await post(addRoom, "legal", "", { name: "第 1 考场", capacity: "３０" })).location).toContain(
      "done=room",
    );
    expect((await post(addRoom, "legal", "", { name: "第 2 考场", capacity: "30" })).location).toContain(
      "done=room",
    );
    const made = (await call(rooms, cookies.legal!, "/x", at())).body as {
      rooms: { roomId: string; capacity: number }[];
    };
    const [first, second] = made.rooms;
    expect(first?.capacity).toBe(30);
    const roomId = first!.roomId;
    const assigned = await post(assign, "legal", `?room=${roomId}`, { accountId: accounts.urban! });
    expect(assigned.location).toContain("done=assigned");
    expect((await post(assign, "legal", `?room=${roomId}`, { accountId: accounts.legal! })).status).toBe(422);

    const empty = (await call(board, cookies.urban!, "/x", at())).body as {
      rows: unknown[];
      rooms: unknown[];
    };
    expect(empty).toMatchObject({ rows: [], rooms: [{ roomId }] });
    expect((await post(pause, "urban", whom(), { reason: "停电" })).status).toBe(404);
    await post(seat, "legal", whom(), { roomId: second!.roomId, number: "1" });
    expect((await post(pause, "urban", whom(), { reason: "停电" })).status).toBe(404);
    await post(seat, "legal", whom(), { roomId, number: "7" });
    const seen = (await call(board, cookies.urban!, "/x", at())).body as { rows: unknown[] };
    expect(seen.rows).toMatchObject([{ registrationId, seat: 7, standing: "answering" }]);
  });
});

describe("the pages of an act", () => {
  it("keep what was typed and give every reason; done, they lead back to the board", async () => {
    const refused = await post(moreTime, "urban", whom(), { minutes: "x", reason: " " });
    expect(refused).toMatchObject({ status: 422, body: { typed: { minutes: "x" } } });
    expect((refused.body as { refusals: { code: string }[] }).refusals.map(({ code }) => code)).toEqual([
      "invigilation.reason-missing",
      "invigilation.minutes",
    ]);
    const done = await post(moreTime, "urban", whom(), { minutes: "５", reason: "停电" });
    expect(done.location).toBe(`/exams/${examId}/invigilation?done=extra-time&n=1`);
    const page = await call(board, cookies.urban!, `/exams/${examId}/invigilation?done=extra-time&n=1`, at());
    expect(page.body).toMatchObject({
      done: { kind: "extra-time", n: 1 },
      log: [{ kind: "extra-time", minutes: 5 }],
    });
    // The page asks for itself again, without telling the same thing twice; held, it does not.
    const { refreshTo } = page.body as { refreshTo: string };
    expect(refreshTo).toBe(`/exams/${examId}/invigilation?`);
    const held = await call(board, cookies.urban!, "/x?still=1", at());
    expect(held.body).toMatchObject({ refreshTo: null });
  });

  it.each([
    "?candidate=nobody",
    `?candidate=${crypto.randomUUID()}`,
    `?room=${crypto.randomUUID()}`,
    "?room=x",
  ])("answer 404 to %s", async (query) => {
    expect((await post(take, "legal", query, { reason: "停电" })).status).toBe(404);
  });
});

describe("the candidate's side", () => {
  const ask = async (
    handler: (args: never) => Promise<unknown>,
    path: string,
    json?: unknown,
    who = "candidate",
  ) => {
    const request = new Request(`http://localhost${path}`, {
      headers: { Cookie: cookies[who] ?? "", ...(json ? { "Content-Type": "application/json" } : {}) },
      ...(json ? { method: "POST", body: JSON.stringify(json) } : {}),
    });
    return (await handler({ request, params: { attemptId }, context: {} } as never)) as Response;
  };

  it("tells a page that listens within seconds, and says nothing itself", async () => {
    const stream = await ask(events, "/x");
    expect(stream.headers.get("Content-Type")).toBe("text/event-stream");
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    let heard = "";
    const until = async (wanted: RegExp) => {
      while (!wanted.test(heard)) heard += (await reader.read()).value ?? "";
    };
    await until(/beat[\s\S]*changed/);
    heard = "";
    const began = performance.now();
    await post(moreTime, "legal", whom(), { minutes: "3", reason: "停电" });
    await until(/data: changed\n\n/);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(heard.replace(/data: (beat|changed)\n\n/g, "")).toBe("");
    await reader.cancel();
    expect((await ask(events, "/x", undefined, "urban")).status).toBe(401);
  });

  it("notes when the page is left, and shows it to the candidate", async () => {
    expect((await ask(leave, "/x", { kind: "left" })).status).toBe(204);
    expect((await ask(leave, "/x", { kind: "gone" })).status).toBe(400);
    expect((await ask(leave, "/x", { kind: "left" }, "nobody")).status).toBe(401);
    const standing = (await (await ask(answers.loader, "/x")).json()) as { leavings: number };
    expect(standing.leavings).toBe(1);
  });

  it("a device signed in long ago needs the invigilator's code to go on; one signed in just now does not", async () => {
    const old = await inTransaction((tx) =>
      openSession(tx, { id: accounts.candidate! }, "phone", minutesFromNow(-11)),
    );
    cookies.phone = old.split(";")[0]!;
    const tryIt = (code: string, who = "phone") =>
      call(takeOver, cookies[who]!, "/x", { attemptId }, formOf({ code }));
    expect(await tryIt("")).toMatchObject({
      status: 422,
      body: { refusals: [{ code: "take-over.code-missing" }] },
    });
    expect(await tryIt("123")).toMatchObject({ body: { refusals: [{ code: "take-over.code-wrong" }] } });
    expect((await prisma.attempt.findUniqueOrThrow({ where: { id: attemptId } })).epoch).toBe(1);
    const made = await post(makeCode, "legal", whom(), {});
    const { code } = made.body as { code: string };
    expect((await tryIt(` ${code.slice(0, 3)} ${code.slice(3)}`)).location).toBe(`/my/attempts/${attemptId}`);
    expect((await prisma.attempt.findUniqueOrThrow({ where: { id: attemptId } })).epoch).toBe(2);
    expect((await tryIt("", "candidate")).status).toBe(303);
    expect((await prisma.attempt.findUniqueOrThrow({ where: { id: attemptId } })).epoch).toBe(3);
  });
});

describe("a violation", () => {
  const filled = (file?: File) => {
    const form = formOf({ code: "device", description: "使用手机。" });
    if (file) form.append("file", file);
    return form;
  };
  it("is entered with evidence that is what its bytes say, and shown to who may read it", async () => {
    const wrong = await call(
      enter,
      cookies.urban!,
      `/x${whom()}`,
      at(),
      filled(new File(["<html>"], "a.png")),
    );
    expect(wrong).toMatchObject({ status: 422, body: { refusals: [{ code: "violation.evidence" }] } });
    const png = new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1])], "a.txt");
    const entered = await call(enter, cookies.urban!, `/x${whom()}`, at(), filled(png));
    const [, violationId = ""] = /violations\/([^?]+)/.exec(entered.location ?? "") ?? [];
    const params = { examId, violationId };
    const page = await call(violation, cookies.legal!, "/x", params);
    expect(page.body).toMatchObject({ violation: { kind: "cheating", hasEvidence: true, signatures: [] } });
    const file = (await call(evidence, cookies.legal!, "/x", params)).body as Response;
    expect(file.headers.get("Content-Type")).toBe("image/png");
    expect(file.headers.get("Content-Disposition")).toContain("attachment");
    expect((await call(violation, cookies.legal!, "/x", { examId, violationId: "x" })).status).toBe(404);
    expect((await post(enter, "urban", whom(), { code: "nothing" })).status).toBe(422);
    expect((await post(enter, "urban", "?candidate=x", { code: "device" })).status).toBe(404);
    expect((await post(enter, "urban", "", { code: "device" })).status).toBe(404);
  });
});
