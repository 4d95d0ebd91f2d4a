import { deflateSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import type { Role } from "~/access/permissions";
import { inTransaction, prisma } from "~/db.server";
import { assignInvigilator } from "~/exams/room-invigilators.server";
import { createRoom, seatEverybody } from "~/exams/rooms.server";
import { storeFile } from "~/files.server";
import { newId } from "~/ids";
import { maskedNumbers, namesOn } from "~/personnel/person.server";
import { loader as doorList } from "~/routes/_staff.exams.$examId.rooms.door-list";
import { loader as signInSheets } from "~/routes/_staff.exams.$examId.rooms.sign-in-sheets";
import { loader as tickets } from "~/routes/_staff.exams.$examId.tickets";
import { loader as ownTicket } from "~/routes/my.exams.$examId.ticket";
import { readPages, readStructure } from "../certificates/read-pdf";
import { EARLY, examHall, type Hall, officer, planExam, register } from "../exams/exam-hall";
import { call, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";

// What is printed for the day of an exam, read back with a reader that had no part in writing it.

await useDatabase();

const PEOPLE = 60;
let hall: Hall;
let examId: string;
let otherExam: string;
let strangers: string[];
const people: string[] = [];
const cookies: Record<string, string> = {};
let names: Map<string, string>;
let roomOf: Map<string, { room: string; number: number }>;

async function account(login: string, role?: Role, unitId?: string, personId: string | null = null) {
  const id = await inTransaction((tx) =>
    createAccount(tx, { loginName: login, displayName: login, personId, passwordHash: "-" }, null, EARLY),
  );
  cookies[login] = await signedIn(id, role, unitId);
  return id;
}

beforeAll(async () => {
  hall = await examHall();
  const annual = { kind: "annual", part: null, lateEntryMinutes: 25 } as const;
  examId = await planExam(hall, { ...annual, title: "年度考试甲" });
  otherExam = await planExam(hall, { ...annual, title: "年度考试乙" });
  for (let n = 0; n < PEOPLE; n += 1) people.push(await officer(n % 2 === 0 ? hall.urban : hall.market));
  strangers = [await officer(hall.urban), await officer(hall.market)];
  await register(examId, ...people);
  await register(otherExam, ...strangers);
  const invigilator = await account("李监考", "invigilator", hall.urban);
  await inTransaction(async (tx) => {
    for (const [name, capacity] of [
      ["第 10 考场", 20],
      ["第 2 考场", 35],
    ] as const) {
      const room = await createRoom(tx, { examId, name, capacity }, null, EARLY);
      if (!room.ok) throw new Error("no room");
      await assignInvigilator(tx, { examId, roomId: room.roomId, accountId: invigilator }, null, EARLY);
    }
    await seatEverybody(tx, examId, null, EARLY);
  });
  await account("legal", "legal-affairs", hall.root);
  await account("urban-hr", "unit-personnel-officer", hall.urban);
  await account("candidate", undefined, undefined, people[0]!);
  await account("stranger", undefined, undefined, strangers[0]!);
  names = await namesOn(prisma, [...people, ...strangers], "2026-11-22");
  const seats = await prisma.examSeat.findMany({
    where: { supersededAt: null },
    select: { number: true, room: { select: { name: true } }, registration: { select: { personId: true } } },
  });
  roomOf = new Map(
    seats.map((seat) => [seat.registration.personId, { room: seat.room.name, number: seat.number }]),
  );
});

const bytesFrom = async (
  loader: Parameters<typeof call>[0],
  who: string,
  query = "",
  exam = examId,
): Promise<Uint8Array> => {
  const { status, body } = await call(loader, cookies[who]!, `/x${query}`, { examId: exam });
  expect(status).toBe(200);
  const file = body as Response;
  expect(file.headers.get("Content-Type")).toBe("application/pdf");
  expect(file.headers.get("Cache-Control")).toBe("no-store");
  return new Uint8Array(await file.arrayBuffer());
};
const nameOf = (personId: string) => names.get(personId)!;

describe("the tickets of an exam", () => {
  it("are a page for each candidate, by room and seat, each in the right room", async () => {
    const pages = await readPages(await bytesFrom(tickets, "legal"));
    expect(pages).toHaveLength(PEOPLE);
    const found = pages.map((texts) => people.filter((id) => texts.includes(nameOf(id))));
    expect(found.map((ids) => ids.length)).toEqual(pages.map(() => 1));
    expect(new Set(found.flat()).size).toBe(PEOPLE);
    for (const [index, texts] of pages.entries()) {
      const seat = roomOf.get(found[index]![0]!);
      expect(texts).toContain(seat?.room ?? "未编排");
      expect(texts).toContain(seat ? String(seat.number) : "—");
      expect(texts).toContain("年度考试甲");
      expect(texts).toContain("09:25（开考后 25 分钟）");
      expect(texts).toContain("2026年11月26日 星期四");
    }
    // 2 before 10, and who has no seat behind both.
    expect(
      pages.map((texts) => texts.find((text) => /考场$|^未编排$/.test(text) && text !== "考场")),
    ).toEqual([...Array(35).fill("第 2 考场"), ...Array(20).fill("第 10 考场"), ...Array(5).fill("未编排")]);
    const everything = pages.flat().join(" ");
    for (const stranger of strangers) expect(everything).not.toContain(nameOf(stranger));
  });

  it("show no whole identity number, and a photograph where the file has one", async () => {
    const [first] = people;
    const photo = { bytes: png(50, 70), mediaType: "image/png", purpose: "photo", now: EARLY };
    const photoHash = await inTransaction((tx) => storeFile(tx, photo as never));
    await prisma.person.update({ where: { id: first! }, data: { photoHash } });
    const bytes = await bytesFrom(ownTicket, "candidate");
    const [texts] = await readPages(bytes);
    expect(texts).toContain((await maskedNumbers(prisma, [first!])).get(first!));
    expect(texts!.join(" ")).not.toMatch(/\d{17}[\dX]/);
    expect(texts).not.toContain("贴照片处");
    const { marked, structure } = await readStructure(bytes);
    expect(marked).toBe(true);
    expect(JSON.stringify(structure)).toContain(`${nameOf(first!)}的照片`);
    const [without] = await readPages(await bytesFrom(ownTicket, "stranger", "", otherExam));
    expect(without).toContain("贴照片处");
  });

  it("of one room, or of one candidate", async () => {
    const { id: room } = await prisma.examRoom.findFirstOrThrow({ where: { examId, name: "第 10 考场" } });
    expect(await readPages(await bytesFrom(tickets, "legal", `?room=${room}`))).toHaveLength(20);
    const { id } = await prisma.registration.findFirstOrThrow({ where: { examId, personId: people[1]! } });
    const [page, more] = await readPages(await bytesFrom(tickets, "legal", `?candidate=${id}`));
    expect(page).toContain(nameOf(people[1]!));
    expect(more).toBeUndefined();
  });
});

describe("who may fetch tickets", () => {
  it("a candidate their own, in exams they are entered for", async () => {
    expect((await readPages(await bytesFrom(ownTicket, "candidate"))).flat()).toContain(nameOf(people[0]!));
    expect((await call(ownTicket, cookies.candidate!, "/x", { examId: otherExam })).status).toBe(404);
    expect((await call(ownTicket, cookies.stranger!, "/x", { examId })).status).toBe(404);
    expect((await call(ownTicket, cookies.candidate!, "/x", { examId: "x" })).status).toBe(404);
    expect((await call(tickets, cookies.candidate!, "/x", { examId })).status).toBe(403);
  });

  it("an officer those of the own unit, who arranges the exam all of them", async () => {
    const pages = await readPages(await bytesFrom(tickets, "urban-hr"));
    const urban = people.filter((_, n) => n % 2 === 0).map(nameOf);
    expect(pages.map((texts) => urban.find((name) => texts.includes(name))).sort()).toEqual(
      [...urban].sort(),
    );
    const { id } = await prisma.registration.findFirstOrThrow({ where: { examId, personId: people[1]! } });
    const other = await call(tickets, cookies["urban-hr"]!, `/x?candidate=${id}`, { examId });
    expect(other.status).toBe(404);
    expect((await call(tickets, cookies.legal!, "/x?candidate=1", { examId })).status).toBe(404);
    const stranger = await prisma.registration.findFirstOrThrow({ where: { examId: otherExam } });
    const ofOther = await call(tickets, cookies.legal!, `/x?candidate=${stranger.id}`, { examId });
    expect(ofOther.status).toBe(404);
  });
});

describe.each([
  ["the list on the door", doorList, "考生名单", "room-list"],
  ["the sheet to sign", signInSheets, "签到表", "sign-in-sheet"],
] as const)("%s", (_, loader, title, list) => {
  it("names everybody seated once, in the right room, and nobody of another exam", async () => {
    const pages = await readPages(await bytesFrom(loader, "legal"));
    const seen = new Map<string, string>();
    for (const texts of pages) {
      const room = ["第 2 考场", "第 10 考场"].find((name) => texts.includes(name) && texts.includes(title));
      expect(room).toBeDefined();
      expect(texts).toContain("年度考试甲");
      expect(texts).toContain("座位号");
      for (const id of [...people, ...strangers].filter((one) => texts.includes(nameOf(one)))) {
        expect(seen.has(id)).toBe(false);
        seen.set(id, room!);
        // Seat and name stand in one row, one after the other.
        expect(texts[texts.indexOf(nameOf(id)) - 1]).toBe(String(roomOf.get(id)?.number));
      }
    }
    expect([...seen].sort()).toEqual([...roomOf].map(([id, { room }]) => [id, room]).sort());
    expect(pages.flat().join(" ")).not.toMatch(/\d{6}\*/);
  });

  it("counts its pages by room and repeats its head", async () => {
    const pages = await readPages(await bytesFrom(loader, "legal"));
    const counted = pages.map((texts) => texts.find((text) => /^第 \d+ 页，共 \d+ 页$/.test(text)));
    expect(counted).toEqual(["第 1 页，共 2 页", "第 2 页，共 2 页", "第 1 页，共 1 页"]);
    if (list === "sign-in-sheet") {
      const signing = pages.map((texts) => texts.filter((text) => text.startsWith("监考人员")));
      expect(signing).toEqual([
        [],
        ["监考人员 李监考（签名）", "监考人员（签名）"],
        ["监考人员 李监考（签名）", "监考人员（签名）"],
      ]);
    }
  });

  it("is for who arranges the exam, room by room if wanted, and is recorded as it leaves the house", async () => {
    for (const who of ["urban-hr", "candidate", "李监考"])
      expect((await call(loader, cookies[who]!, "/x", { examId })).status).toBe(403);
    const { id: room } = await prisma.examRoom.findFirstOrThrow({ where: { examId, name: "第 10 考场" } });
    expect(await readPages(await bytesFrom(loader, "legal", `?room=${room}`))).toHaveLength(1);
    const last = await prisma.auditEvent.findFirstOrThrow({
      where: { type: "list.exported" },
      orderBy: { id: "desc" },
    });
    expect(last).toMatchObject({ subjectId: examId, personId: null });
    expect(last.data).toMatchObject({ list, rows: 20, filters: [`exam:${examId}`, `room:${room}`] });
    expect((await call(loader, cookies.legal!, `/x?room=${newId()}`, { examId })).status).toBe(404);
    // Nobody is seated in the other exam: the page on which that is done.
    expect(await call(loader, cookies.legal!, "/x", { examId: otherExam })).toMatchObject({
      location: `/exams/${otherExam}/rooms`,
    });
  });
});

/** A grey picture. */
function png(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height, 0x99);
  for (let row = 0; row < height; row += 1) rows[row * (width + 1)] = 0;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function crc(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
