import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { acceptStudyRecord, resubmitStudyRecord, returnStudyRecord } from "~/study/checks.server";
import { recordExamStudy, reverseStudyRecord, submitStudyRecord } from "~/study/ledger.server";
import { countRecords, findRecord, listRecords, recordsOfYear } from "~/study/records.server";
import type { StudySession } from "~/study/session";
import { refusalsOf, type Verdict } from "~/verdict";
import { smallDistrict } from "../personnel/district";
import { useDatabase } from "../support/database";
import { account, morning, officer, restingOn } from "./study-district";

const database = await useDatabase();
const now = new Date("2026-03-10T02:00:00Z");

let urban: string;
let market: string;
let clerk: string;
let legal: string;
let second: string;
let shen: string;
beforeAll(async () => {
  ({ urban, market } = await smallDistrict());
  shen = await officer("沈若岚", market, { category: "legal" });
  clerk = await account("clerk");
  legal = await account("legal", shen);
  second = await account("second");
});

const submit = (personIds: string[], change: Partial<StudySession> = {}, unitId = urban, actor = clerk) =>
  inTransaction((tx) => submitStudyRecord(tx, { personIds, unitId, ...morning, ...change }, actor, now));
const accept = (recordId: string, actor = legal) =>
  inTransaction((tx) => acceptStudyRecord(tx, { recordId }, actor, now));
const codes = (verdict: Verdict) => refusalsOf(verdict).map(({ code }) => code);
const status = async (recordId: string) => (await inTransaction((tx) => findRecord(tx, recordId)))?.status;

async function one(personId: string, change: Partial<StudySession> = {}): Promise<string> {
  const made = await submit([personId], change);
  if (!made.ok) throw new Error(codes(made).join());
  return made.recordIds[0]!;
}

describe("a session", () => {
  it("is entered for everyone who took part, with their events", async () => {
    const people = [await officer("许文竹", urban), await officer("吕志宏", urban)];
    const made = await submit(people);
    expect(made).toMatchObject({ ok: true, overlaps: [] });
    if (!made.ok) return;
    expect(made.recordIds).toHaveLength(2);
    // Entered for others by the unit's own officer: the unit's word is given with it.
    expect(await status(made.recordIds[0]!)).toBe("confirmed");
    const events = await database.ownerQuery(
      "SELECT type, person_id FROM audit_event WHERE subject_id = ANY($1) ORDER BY id",
      [made.recordIds],
    );
    expect(events).toEqual(
      ["study-record.submitted", "study-record.confirmed"].flatMap((type) =>
        people.map((person_id) => ({ type, person_id })),
      ),
    );
  });

  it("entered twice, or by two at once, stands once", async () => {
    const people = [await officer("韩立新", urban), await officer("高建平", urban)];
    const answers = await Promise.all(Array.from({ length: 8 }, () => submit(people)));
    const ids = answers.flatMap((answer) => (answer.ok ? answer.recordIds : []));
    expect(new Set(ids).size).toBe(2);
    expect(await prisma.studyRecord.count({ where: { personId: { in: people } } })).toBe(2);
  });

  it("is refused whole, with every reason", async () => {
    const own = await officer("顾长青", urban);
    const stranger = await officer("钱多", market);
    const refused = await submit([own, stranger], { minutes: 300, title: "" });
    expect(codes(refused as Verdict)).toEqual([
      "study-record.title-missing",
      "study-record.minutes-over-span",
      "study-record.not-in-unit",
    ]);
    expect(await prisma.studyRecord.count({ where: { personId: own } })).toBe(0);
    expect(codes((await submit([])) as Verdict)).toEqual(["study-record.no-people"]);
  });

  it("that overlaps another is taken, and says so (H4)", async () => {
    const person = await officer("马上", urban);
    const first = await one(person);
    const answer = await submit([person], {
      title: "网络学习",
      mode: "online",
      startAt: new Date("2026-03-03T11:30:00+08:00"),
      endAt: new Date("2026-03-03T12:30:00+08:00"),
      minutes: 60,
      evidence: restingOn("online"),
    });
    expect(answer).toMatchObject({ ok: true, overlaps: [{ personId: person, recordId: first }] });
  });
});

describe("one check", () => {
  it("accepts once, however often it is asked", async () => {
    const recordId = await one(await officer("冯一", urban));
    const answers = await Promise.all([accept(recordId), accept(recordId), accept(recordId, second)]);
    expect(answers).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
    expect(await prisma.studyRecordStep.count({ where: { recordId, step: "accepted" } })).toBe(1);
    expect(await status(recordId)).toBe("accepted");
  });

  it("is not for the person nor for who entered it", async () => {
    const made = await submit([shen], {}, market);
    if (!made.ok) throw new Error();
    const [recordId] = made.recordIds;
    expect(codes(await accept(recordId!))).toEqual(["study-record.own"]);
    expect(codes(await accept(recordId!, clerk))).toEqual(["study-record.own-entry"]);
    expect(await status(recordId!)).toBe("confirmed");
  });

  it("returns with reasons; put right, it is accepted", async () => {
    const recordId = await one(await officer("陈二", urban));
    const sendBack = (reason: string) =>
      inTransaction((tx) => returnStudyRecord(tx, { recordId, reason }, legal, now));
    expect(codes(await sendBack(" "))).toEqual(["study-record.reason-missing"]);
    expect(await sendBack("签到表缺页")).toEqual({ ok: true });
    expect(codes(await accept(recordId))).toEqual(["study-record.step-impossible"]);
    const again = await inTransaction((tx) =>
      resubmitStudyRecord(tx, { recordId, reason: "已补第 2 页" }, clerk, now),
    );
    expect(again).toEqual({ ok: true });
    expect(await accept(recordId)).toEqual({ ok: true });
    const whole = await inTransaction((tx) => findRecord(tx, recordId));
    expect(whole?.steps.map(({ step, reason, by }) => [step, reason, by])).toEqual([
      ["submitted", null, "clerk"],
      ["confirmed", null, "clerk"],
      ["returned", "签到表缺页", "legal"],
      ["submitted", "已补第 2 页", "clerk"],
      ["confirmed", null, "clerk"],
      ["accepted", null, "legal"],
    ]);
  });

  it("and a return that meet leave one of them", async () => {
    const recordId = await one(await officer("楚三", urban));
    const [accepted, returned] = await Promise.all([
      accept(recordId),
      inTransaction((tx) => returnStudyRecord(tx, { recordId, reason: "缺证据" }, second, now)),
    ]);
    expect([accepted.ok, returned.ok].filter(Boolean)).toHaveLength(1);
  });
});

describe("taking back (H20)", () => {
  it("is an entry of its own that another person accepts; until then the first counts", async () => {
    const person = await officer("卫四", urban);
    const recordId = await one(person);
    const reverse = (reason: string) =>
      inTransaction((tx) => reverseStudyRecord(tx, { recordId, reason, ground: "false-record" }, legal, now));
    expect(codes((await reverse("")) as Verdict)).toEqual([
      "study-record.reason-missing",
      "study-record.not-accepted",
    ]);
    await accept(recordId);
    const made = await reverse("签到由他人代签");
    if (!made.ok) throw new Error();
    expect(await status(recordId)).toBe("accepted");
    expect(codes(await accept(made.recordId, legal))).toEqual(["study-record.own-entry"]);
    expect(await accept(made.recordId, second)).toEqual({ ok: true });
    expect(await status(recordId)).toBe("reversed");
    expect(codes((await reverse("再来一次")) as Verdict)).toEqual(["study-record.already-reversed"]);
  });

  it("is not an edit: the tables refuse one", async () => {
    const recordId = await one(await officer("蒋五", urban));
    await expect(
      prisma.studyRecord.update({ where: { id: recordId }, data: { minutes: 1 } }),
    ).rejects.toThrow();
    await expect(prisma.studyRecordStep.deleteMany({ where: { recordId } })).rejects.toThrow();
  });
});

describe("an exam (H12)", () => {
  it("is entered once per attempt and needs no check", async () => {
    const personId = await officer("沈六", urban);
    const exam = {
      attemptId: newId(),
      personId,
      unitId: urban,
      startAt: new Date("2026-03-05T01:00:00Z"),
      endAt: new Date("2026-03-05T01:41:30Z"),
      minutes: 90,
      title: "行政处罚法测试",
      laws: ["行政处罚法"],
    };
    const ids = await Promise.all(
      Array.from({ length: 6 }, () => inTransaction((tx) => recordExamStudy(tx, exam, now))),
    );
    expect(new Set(ids).size).toBe(1);
    const [record] = await inTransaction((tx) => recordsOfYear(tx, [personId], 2026));
    expect(record).toMatchObject({ mode: "exam", minutes: 42, status: "accepted", recordedById: null });
  });
});

describe("the database", () => {
  const later = {
    startAt: new Date("2026-03-06T09:00:00+08:00"),
    endAt: new Date("2026-03-06T12:00:00+08:00"),
  };
  const step = (recordId: string, name: string, byId: string | null) =>
    prisma.studyRecordStep.create({ data: { recordId, step: name, byId, at: now } });

  it("refuses what the verbs refuse: one's own check, one person twice, steps out of turn", async () => {
    const made = await submit([shen, await officer("陶九", market)], { ...later, title: "两人" }, market);
    if (!made.ok) throw new Error(codes(made).join());
    const [own, other] = made.recordIds as [string, string];
    await expect(step(own, "accepted", legal)).rejects.toThrow(/study_record_step_own/);
    await expect(step(other, "accepted", clerk)).rejects.toThrow(/study_record_step_by_two/);
    await expect(step(other, "accepted", null)).rejects.toThrow(/study_record_step_by_two/);
    await expect(step(other, "submitted", second)).rejects.toThrow(/study_record_step_order/);
    await step(other, "accepted", legal);
    await expect(step(other, "returned", second)).rejects.toThrow(/study_record_step_order/);
  });

  it("lets an entry take the place of a returned one only, and of nobody else's", async () => {
    const recordId = await one(await officer("邹十", urban));
    const row = await prisma.studyRecord.findUniqueOrThrow({ where: { id: recordId } });
    const { id: _, attemptId: __, evidence, ...columns } = row;
    const mending = (change: object) =>
      prisma.studyRecord.create({
        data: { ...columns, evidence: evidence as object, id: newId(), mendsId: recordId, ...change },
      });
    await expect(mending({})).rejects.toThrow(/study_record_follows/);
    await inTransaction((tx) => returnStudyRecord(tx, { recordId, reason: "缺页" }, legal, now));
    await expect(mending({ personId: shen })).rejects.toThrow(/study_record_follows/);
    await mending({});
    await expect(mending({})).rejects.toThrow();
  });
});

describe("the list", () => {
  it("pages by key and keeps its filters", async () => {
    const person = await officer("列表", urban);
    for (let day = 1; day <= 5; day += 1) {
      const at = `2026-02-0${day}`;
      await one(person, {
        startAt: new Date(`${at}T09:00:00+08:00`),
        endAt: new Date(`${at}T10:00:00+08:00`),
        minutes: 60,
      });
    }
    const filter = { unitIds: [urban], personId: person, year: 2026 };
    const read = (after?: { startAt: Date; id: string }) =>
      inTransaction((tx) => listRecords(tx, filter, { after, limit: 2 }));
    const first = await read();
    const next = await read(first.at(-1));
    const last = await read(next.at(-1));
    expect([...first, ...next, ...last].map(({ startAt }) => startAt.toISOString().slice(8, 10))).toEqual([
      "05",
      "04",
      "03",
      "02",
      "01",
    ]);
    await accept(first[0]!.id);
    expect(await inTransaction((tx) => countRecords(tx, filter))).toEqual({ all: 5, waiting: 4 });
    const accepted = await inTransaction((tx) =>
      listRecords(tx, { ...filter, status: "accepted" }, { limit: 10 }),
    );
    expect(accepted.map(({ id }) => id)).toEqual([first[0]!.id]);
    expect(await inTransaction((tx) => countRecords(tx, { ...filter, unitIds: [market] }))).toEqual({
      all: 0,
      waiting: 0,
    });
  });
});
