import { beforeAll, describe, expect, it } from "vitest";
import { addDays, type DateOn, instantAt } from "~/calendar";
import { inTransaction, prisma } from "~/db.server";
import { createUnit } from "~/organisation/organisation.server";
import { enterRoster, recordScan } from "~/study/attendance.server";
import { attendanceOf, notInLedger } from "~/study/attendance-lines.server";
import { confirmStudyRecord, returnStudyRecord } from "~/study/checks.server";
import { submitStudyRecord } from "~/study/ledger.server";
import { makeUpsOf, recordsMakingUp, settleMakeUp, waiveMakeUp } from "~/study/make-ups.server";
import { slotsOf } from "~/study/series";
import { planSeries } from "~/study/series.server";
import { closeAttendance } from "~/study/session-closing.server";
import type { Phase, Scan } from "~/study/session-codes.server";
import { writeMinutes } from "~/study/session-files.server";
import { findSession, peopleOf, sessionPage, sessionsFor } from "~/study/session-list.server";
import {
  addWalkIns,
  cancelSession,
  changeSession,
  namePeople,
  planSession,
  type SessionPlan,
} from "~/study/sessions.server";
import { smallDistrict } from "../personnel/district";
import { useDatabase } from "../support/database";
import { toCome } from "./sessions";
import { account, morning, officer } from "./study-district";

const database = await useDatabase();
const on: DateOn = "2026-03-24";
const before = instantAt("2026-03-20", "10:00");
const at = (clock: string) => instantAt(on, clock);
const evening = at("18:00");

let urban: string;
let team: string;
let market: string;
let clerk: string;
let reviewer: string;
beforeAll(async () => {
  ({ urban, market } = await smallDistrict());
  team = await inTransaction((tx) =>
    createUnit(
      tx,
      {
        ...{ code: "team", parentId: urban, name: "执法一中队", shortName: "一中队" },
        ...{ kind: "enforcement-bureau", fromOn: "2020-01-01" },
      },
      null,
      before,
    ),
  );
  clerk = await account("clerk");
  reviewer = await account("reviewer");
});

type Answer = { ok: true } | { ok: false; refusals: { code: string }[] };
const codes = (answer: Answer) => (answer.ok ? [] : answer.refusals.map(({ code }) => code));
let titles = 0;
async function planned(personIds: string[], change: Partial<SessionPlan> = {}, unitId = urban) {
  titles += 1;
  const plan = toCome(on, { title: `活动 ${titles}`, ...change });
  const answer = await inTransaction((tx) => planSession(tx, { ...plan, personIds, unitId }, clerk, before));
  if (!answer.ok) throw new Error(codes(answer).join());
  return answer.sessionId;
}
const device = (n: number) => new Uint8Array(32).fill(n);
const scan = (
  sessionId: string,
  personId: string,
  phase: Phase,
  clock: string,
  n = 1,
  scanned: Partial<Scan> = {},
) =>
  inTransaction((tx) =>
    recordScan(
      tx,
      { sessionId, phase, scannedAt: at(clock), ...scanned },
      { personId, accountId: clerk, deviceHash: device(n) },
      at(clock),
    ),
  );
const said = (sessionId: string, lines: [string, string | null, string | null][], now = evening) =>
  inTransaction((tx) =>
    enterRoster(
      tx,
      {
        sessionId,
        lines: lines.map(([personId, inAt, outAt]) => ({
          ...{ personId, inAt: inAt === null ? null : at(inAt), outAt: outAt === null ? null : at(outAt) },
        })),
      },
      clerk,
      now,
    ),
  );
const close = (sessionId: string, now = evening) =>
  inTransaction((tx) => closeAttendance(tx, { sessionId }, clerk, now));
const seen = async (sessionId: string) =>
  attendanceOf(prisma, (await findSession(prisma, sessionId))!, "2026-03-25");
const events = (subjectId: string) =>
  database
    .ownerQuery<{ type: string }>("SELECT type FROM audit_event WHERE subject_id = $1 ORDER BY id", [
      subjectId,
    ])
    .then((rows) => rows.map(({ type }) => type));

describe("a session to come", () => {
  it("names people of the unit and below it, and tells each of them", async () => {
    const [own, below] = [await officer("许文竹", urban), await officer("吕志宏", team)];
    const sessionId = await planned([own, below, own]);
    expect(await peopleOf(prisma, sessionId)).toHaveLength(2);
    const { ahead } = await sessionsFor(prisma, below, before);
    expect(ahead.map((session) => session.sessionId)).toEqual([sessionId]);
    expect(await events(sessionId)).toEqual(["study-session.planned"]);
  });

  it("is refused whole: a stranger, times that cannot be, a title that is none", async () => {
    const stranger = await officer("钱多", market);
    const plan = toCome(on, { title: " ", endAt: at("08:00"), minutes: 0 });
    const answer = await inTransaction((tx) =>
      planSession(tx, { ...plan, personIds: [stranger], unitId: urban }, clerk, before),
    );
    expect(codes(answer)).toEqual([
      "study-record.title-missing",
      "study-record.ends-before-start",
      "study-record.minutes-missing",
      "study-session.not-in-unit",
    ]);
  });

  it("sent twice, or by many at once, is one", async () => {
    const plan = { ...toCome(on, { title: "同一次" }), personIds: [], unitId: urban };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => inTransaction((tx) => planSession(tx, plan, clerk, before))),
    );
    expect(new Set(answers.map((answer) => answer.ok && answer.sessionId)).size).toBe(1);
    const [first] = answers;
    if (!first?.ok) throw new Error();
    expect(await events(first.sessionId)).toEqual(["study-session.planned"]);
    await inTransaction((tx) =>
      cancelSession(tx, { sessionId: first.sessionId, reason: "改期" }, clerk, before),
    );
    const again = await inTransaction((tx) => planSession(tx, plan, clerk, before));
    expect(again.ok && again.sessionId !== first.sessionId).toBe(true);
  });

  it("is changed with a trace of what, and only until it is over", async () => {
    const sessionId = await planned([]);
    const { title } = (await findSession(prisma, sessionId))!;
    const change = (plan: Partial<SessionPlan>) =>
      inTransaction((tx) =>
        changeSession(tx, { sessionId, ...toCome(on, { title, ...plan }) }, clerk, before),
      );
    expect(await change({})).toEqual({ ok: true });
    expect(await change({ place: "礼堂", endAt: at("11:00"), minutes: 120 })).toEqual({ ok: true });
    const steps = await prisma.studySessionStep.findMany({ where: { sessionId }, orderBy: { id: "asc" } });
    expect(steps.map(({ step, reason }) => [step, reason])).toEqual([
      ["planned", null],
      ["changed", "place,endAt,minutes"],
    ]);
    const twin = await planned([], { title: "另一次" });
    expect(
      codes(
        await inTransaction((tx) =>
          changeSession(tx, { sessionId: twin, ...toCome(on, { title }) }, clerk, before),
        ),
      ),
    ).toEqual(["study-session.planned-already"]);
    expect(
      codes(await inTransaction((tx) => cancelSession(tx, { sessionId, reason: "  " }, clerk, before))),
    ).toEqual(["study-session.reason-missing"]);
    const cancel = () =>
      inTransaction((tx) => cancelSession(tx, { sessionId, reason: "改期" }, clerk, before));
    expect([await cancel(), await cancel()]).toEqual([{ ok: true }, { ok: true }]);
    expect(codes(await change({ place: "别处" }))).toEqual(["study-session.over"]);
    expect(codes(await close(sessionId))).toContain("study-session.over");
    // Not even past the verbs.
    await expect(
      database.ownerQuery("UPDATE study_session SET place = '别处' WHERE id = $1", [sessionId]),
    ).rejects.toThrow("study_session_is_over");
  });

  it("keeps whoever was seen on its list", async () => {
    const [came, other, late] = [
      await officer("来了", urban),
      await officer("没来", urban),
      await officer("后加", urban),
    ];
    const sessionId = await planned([came, other]);
    await scan(sessionId, came, "in", "08:50");
    expect(
      await inTransaction((tx) => namePeople(tx, { sessionId, personIds: [late] }, clerk, before)),
    ).toEqual({ ok: true });
    const ids = (await peopleOf(prisma, sessionId)).map(({ personId }) => personId);
    expect(ids.sort()).toEqual([came, late].sort());
    await inTransaction((tx) => namePeople(tx, { sessionId, personIds: [other, late] }, clerk, before));
    expect(await peopleOf(prisma, sessionId)).toHaveLength(3);
  });
});

describe("a scan", () => {
  it("before the window says from when on, and locks nobody out", async () => {
    const person = await officer("早到", urban);
    const sessionId = await planned([person]);
    const early = await scan(sessionId, person, "in", "08:29");
    expect(early).toMatchObject({
      ok: false,
      refusals: [{ code: "study-session.too-early", facts: { opensAt: at("08:30").toISOString() } }],
    });
    expect(await scan(sessionId, person, "in", "08:30")).toMatchObject({ ok: true, isRepeated: false });
    expect(codes(await scan(sessionId, person, "out", "08:45"))).toEqual(["study-session.not-begun"]);
    expect(codes(await scan(sessionId, await officer("太晚", urban), "in", "12:00"))).toEqual([
      "study-session.too-late",
    ]);
  });

  it("twice at once signs in once", async () => {
    const person = await officer("连点", urban);
    const sessionId = await planned([person]);
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => scan(sessionId, person, "in", "08:55")),
    );
    expect(answers.filter((answer) => answer.ok && !answer.isRepeated)).toHaveLength(1);
    expect(await prisma.studyAttendance.count({ where: { sessionId, personId: person } })).toBe(1);
  });

  it("of somebody who is not named is kept, and counts once the recorder has added them", async () => {
    const [named, guest, stranger] = [
      await officer("在册", urban),
      await officer("旁听", urban),
      await officer("外单位", market),
    ];
    const sessionId = await planned([named]);
    expect(await scan(sessionId, guest, "in", "08:58")).toMatchObject({ ok: true, isInvited: false });
    await scan(sessionId, stranger, "in", "08:59", 2);
    const attendance = await seen(sessionId);
    expect(attendance.lines).toHaveLength(1);
    expect(attendance.strangers.map(({ name }) => name).sort()).toEqual(["外单位", "旁听"]);
    const add = (personId: string) =>
      inTransaction((tx) => addWalkIns(tx, { sessionId, personIds: [personId] }, clerk, at("09:30")));
    expect(await add(guest)).toEqual({ ok: true });
    expect(codes(await add(stranger))).toEqual(["study-session.not-in-unit"]);
    expect((await seen(sessionId)).lines.find(({ personId }) => personId === guest)).toMatchObject({
      walkIn: true,
      inAt: at("08:58"),
    });
  });

  it("with one device for two is told, not refused", async () => {
    const [a, b, c] = [
      await officer("张甲", urban),
      await officer("李乙", urban),
      await officer("王丙", urban),
    ];
    const sessionId = await planned([a, b, c]);
    for (const [person, n] of [
      [a, 7],
      [b, 7],
      [c, 8],
    ] as const)
      expect(await scan(sessionId, person, "in", "08:56", n)).toMatchObject({ ok: true });
    const shares = new Map((await seen(sessionId)).lines.map((line) => [line.name, line.sharesWith]));
    expect([shares.get("张甲"), shares.get("李乙"), shares.get("王丙")]).toEqual([["李乙"], ["张甲"], []]);
  });

  it("after attendance was closed is refused, by the tables too", async () => {
    const person = await officer("迟了", urban);
    const sessionId = await planned([person]);
    await said(sessionId, [[person, "09:00", "12:00"]]);
    expect(await close(sessionId)).toMatchObject({ ok: true });
    expect(codes(await scan(sessionId, person, "out", "12:30"))).toEqual(["study-session.over"]);
    await expect(
      database.ownerQuery(
        "INSERT INTO study_attendance (session_id, person_id, event, at, how, recorded_at) VALUES ($1, $2, 'in', now(), 'roster', now())",
        [sessionId, person],
      ),
    ).rejects.toThrow("study_session_is_over");
  });
});

describe("the roster", () => {
  it("corrects scans, and what it does not change is not said again", async () => {
    const [a, b] = [await officer("迟到", urban), await officer("早退", urban)];
    const sessionId = await planned([a, b]);
    await scan(sessionId, a, "in", "09:20");
    expect(
      await said(sessionId, [
        [a, "09:10", "12:00"],
        [b, "09:00", "11:30"],
      ]),
    ).toEqual({ ok: true });
    expect(
      await said(sessionId, [
        [a, "09:10", "12:00"],
        [b, "09:00", "11:30"],
      ]),
    ).toEqual({ ok: true });
    expect(await prisma.studyAttendance.count({ where: { sessionId } })).toBe(5);
    const lines = new Map((await seen(sessionId)).lines.map((line) => [line.name, line.attended]));
    expect(lines.get("迟到")).toMatchObject({ minutes: 170, lateMinutes: 10, earlyMinutes: 0 });
    expect(lines.get("早退")).toMatchObject({ minutes: 150, lateMinutes: 0, earlyMinutes: 30 });
    // Taken back: absent again.
    await said(sessionId, [[a, null, null]]);
    expect((await seen(sessionId)).lines.find(({ personId }) => personId === a)?.attended.kind).toBe(
      "absent",
    );
  });

  it("is refused for who is not named, and before the doors open", async () => {
    const [a, b] = [await officer("名单内", urban), await officer("名单外", urban)];
    const sessionId = await planned([a]);
    expect(codes(await said(sessionId, [[b, "09:00", "12:00"]]))).toEqual(["study-session.not-named"]);
    expect(codes(await said(sessionId, [[a, "09:00", "12:00"]], before))).toEqual([
      "study-session.not-begun",
    ]);
  });
});

describe("closing attendance", () => {
  it("enters everybody for the time they were there, for the unit they work in, and owes the absent a make-up", async () => {
    const [whole, late, below, absent] = [
      await officer("全程", urban),
      await officer("晚来", urban),
      await officer("中队", team),
      await officer("缺席", urban),
    ];
    const sessionId = await planned([whole, late, below, absent]);
    await said(sessionId, [
      [whole, "09:00", "12:00"],
      [late, "09:30", "12:00"],
      [below, "09:00", "12:00"],
    ]);
    expect(await close(sessionId)).toEqual({ ok: true, entered: 3, absent: 1, notEntered: [] });
    const records = await prisma.studyRecord.findMany({
      where: { sessionId },
      include: { steps: { orderBy: { id: "asc" } } },
    });
    const of = (personId: string) => records.find((one) => one.personId === personId)!;
    expect(of(whole)).toMatchObject({ minutes: 180, unitId: urban, startAt: at("09:00") });
    expect(of(late)).toMatchObject({ minutes: 150, startAt: at("09:30"), endAt: at("12:00") });
    expect(of(below)).toMatchObject({ minutes: 180, unitId: team });
    expect(of(whole).evidence).toMatchObject([{ kind: "sign-in" }]);
    // The unit's officer speaks for the unit; legal affairs still accepts.
    expect(of(whole).steps.map(({ step }) => step)).toEqual(["submitted", "confirmed"]);
    const [owed] = await makeUpsOf(prisma, { personId: absent });
    // Twenty working days from Tuesday 24 March, over Qingming.
    expect(owed).toMatchObject({ sessionId, dueOn: "2026-04-22", outcome: null });
    const standing = await prisma.studyStanding.findFirst({ where: { personId: whole, year: 2026 } });
    expect(standing?.pendingMinutes).toBeGreaterThanOrEqual(180);
    expect(await events(sessionId)).toEqual([
      "study-session.planned",
      "study-session.attendance-entered",
      "study-session.held",
    ]);
  });

  it("by two at once, or again, does it once", async () => {
    const people = [await officer("并发一", urban), await officer("并发二", urban)];
    const sessionId = await planned(people);
    await said(sessionId, [[people[0]!, "09:00", "12:00"]]);
    const answers = await Promise.all(Array.from({ length: 5 }, () => close(sessionId)));
    for (const answer of answers) expect(answer).toMatchObject({ ok: true, entered: 1, absent: 1 });
    expect(await prisma.studyRecord.count({ where: { sessionId } })).toBe(1);
    expect(await prisma.studyMakeUp.count({ where: { sessionId } })).toBe(1);
    expect((await events(sessionId)).filter((type) => type === "study-session.held")).toHaveLength(1);
  });

  it("meets a scan at the last moment: either it counts or it is refused", async () => {
    const people = [await officer("抢先", urban), await officer("在场", urban)];
    const sessionId = await planned(people);
    await said(sessionId, [[people[1]!, "09:00", "12:00"]]);
    const [scanned, closed] = await Promise.all([
      scan(sessionId, people[0]!, "in", "11:59"),
      close(sessionId),
    ]);
    if (scanned.ok) expect(codes(closed)).toEqual(["study-session.undecided"]);
    else expect(codes(scanned)).toEqual(["study-session.over"]);
  });

  it("waits for its end, for people, and for who is seen coming or going only", async () => {
    const person = await officer("没签退", urban);
    const sessionId = await planned([person]);
    await scan(sessionId, person, "in", "08:55");
    expect(codes(await close(sessionId, at("11:00")))).toEqual([
      "study-session.not-over",
      "study-session.undecided",
    ]);
    expect(codes(await close(await planned([])))).toEqual(["study-session.nobody"]);
    await said(sessionId, [[person, "08:55", "11:00"]]);
    expect(await close(sessionId)).toMatchObject({ ok: true, entered: 1 });
    const [record] = await prisma.studyRecord.findMany({ where: { sessionId } });
    expect(record).toMatchObject({ minutes: 120, endAt: at("11:00") });
  });

  it("goes on where the ledger refuses one, and says who and why for as long as it is so", async () => {
    const [busy, free] = [await officer("占用", urban), await officer("空闲", urban)];
    await inTransaction((tx) =>
      submitStudyRecord(
        tx,
        {
          ...{ ...morning, title: "市里的培训", personIds: [busy], unitId: urban },
          ...{ startAt: at("08:00"), endAt: at("13:00"), minutes: 300 },
        },
        clerk,
        evening,
      ),
    );
    const sessionId = await planned([busy, free]);
    await said(sessionId, [
      [busy, "09:00", "12:00"],
      [free, "09:00", "12:00"],
    ]);
    const closed = await close(sessionId);
    expect(closed).toMatchObject({ ok: true, entered: 1, absent: 0 });
    expect(closed.ok && closed.notEntered.map(({ personId }) => personId)).toEqual([busy]);
    const session = (await findSession(prisma, sessionId))!;
    const told = await notInLedger(prisma, session, (await seen(sessionId)).lines);
    expect(told.map(({ name, refusals }) => [name, codes({ ok: false, refusals })])).toEqual([
      ["占用", ["study-record.wholly-covered"]],
    ]);
  });

  it("of a trip wants the papers of a trip first", async () => {
    const person = await officer("外出", urban);
    const sessionId = await planned([person], { mode: "outside-visit" });
    await said(sessionId, [[person, "09:00", "12:00"]]);
    expect(codes(await close(sessionId))).toEqual([
      "study-record.evidence-kind-missing",
      "study-record.evidence-kind-missing",
    ]);
    expect((await findSession(prisma, sessionId))?.state).toBe("planned");
  });

  it("gives the minutes as evidence too", async () => {
    const person = await officer("例会", urban);
    const sessionId = await planned([person], { mode: "meeting", minutes: 60 });
    const write = (text: string) =>
      inTransaction((tx) => writeMinutes(tx, { sessionId, text }, clerk, evening));
    expect(codes(await write(""))).toEqual(["study-session.minutes-empty"]);
    expect([await write("学习行政处罚法"), await write("学习行政处罚法")]).toEqual([
      { ok: true },
      { ok: true },
    ]);
    expect(await prisma.studySessionMinutes.count({ where: { sessionId } })).toBe(1);
    await said(sessionId, [[person, "10:30", "12:00"]]);
    await close(sessionId);
    const [record] = await prisma.studyRecord.findMany({ where: { sessionId } });
    expect(record).toMatchObject({ minutes: 30 });
    expect(record!.evidence).toMatchObject([{ kind: "sign-in" }, { kind: "minutes" }]);
  });
});

describe("a make-up", () => {
  async function missed(name: string) {
    const personId = await officer(name, urban);
    const sessionId = await planned([personId]);
    await close(sessionId);
    const [owed] = await makeUpsOf(prisma, { personId });
    return { personId, sessionId, owed: owed! };
  }
  const later = instantAt("2026-03-26", "18:00");
  const studied = async (personId: string, actor = clerk) => {
    const span = { startAt: instantAt("2026-03-26", "14:00"), endAt: instantAt("2026-03-26", "17:00") };
    const entry = { ...morning, ...span, title: "自学行政处罚法", personIds: [personId], unitId: urban };
    const answer = await inTransaction((tx) => submitStudyRecord(tx, entry, actor, later));
    if (!answer.ok) throw new Error();
    return answer.recordIds[0]!;
  };
  const settle = (makeUpId: string, recordId: string | null) =>
    inTransaction((tx) => settleMakeUp(tx, { makeUpId, recordId }, clerk, later));

  it("is done by later study that the unit stands for, once, and by none other", async () => {
    const { personId, owed } = await missed("补学");
    const other = await missed("另一人");
    const recordId = await studied(personId);
    expect((await recordsMakingUp(prisma, owed, later)).map(({ id }) => id)).toEqual([recordId]);
    expect(codes(await settle(owed.makeUpId, null))).toEqual(["study-make-up.others"]);
    expect(codes(await settle(other.owed.makeUpId, recordId))).toEqual(["study-make-up.others"]);
    const answers = await Promise.all([settle(owed.makeUpId, recordId), settle(owed.makeUpId, recordId)]);
    expect(answers).toEqual([{ ok: true }, { ok: true }]);
    expect(await events(owed.makeUpId)).toEqual(["study-make-up.opened", "study-make-up.done"]);
    expect(await recordsMakingUp(prisma, owed, later)).toEqual([]);
    expect(codes(await settle(owed.makeUpId, await studied(personId)))).toEqual([]);
  });

  it("is not done by what nobody confirmed, nor by what was returned", async () => {
    const { personId, owed } = await missed("待确认");
    const self = await account(`self-${personId}`, personId);
    const recordId = await studied(personId, self);
    expect(codes(await settle(owed.makeUpId, recordId))).toEqual(["study-make-up.not-confirmed"]);
    await inTransaction((tx) => confirmStudyRecord(tx, { recordId }, reviewer, later));
    expect(await settle(owed.makeUpId, recordId)).toEqual({ ok: true });
    const second = await missed("退回");
    const returned = await studied(second.personId);
    await inTransaction((tx) => returnStudyRecord(tx, { recordId: returned, reason: "-" }, reviewer, later));
    expect(codes(await settle(second.owed.makeUpId, returned))).toEqual(["study-make-up.not-confirmed"]);
  });

  it("is done by coming to the session held for the absent", async () => {
    const { personId, sessionId, owed } = await missed("补会");
    const again = await planned([personId], {
      ...{ makesUpId: sessionId, startAt: at("14:00"), endAt: at("17:00") },
    });
    await said(again, [[personId, "14:00", "17:00"]]);
    await close(again);
    const [now] = await makeUpsOf(prisma, { personId });
    expect(now).toMatchObject({ makeUpId: owed.makeUpId, outcome: "done" });
    expect(now?.recordId).not.toBeNull();
  });

  it("is waived with a reason, and settled once whoever comes first", async () => {
    const { personId, owed } = await missed("免补");
    const waive = (reason: string) =>
      inTransaction((tx) => waiveMakeUp(tx, { makeUpId: owed.makeUpId, reason }, reviewer, later));
    expect(codes(await waive(" "))).toEqual(["study-make-up.reason-missing"]);
    const recordId = await studied(personId);
    const answers = await Promise.all([waive("公派出差"), settle(owed.makeUpId, recordId)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.flatMap(codes)).toEqual(["study-make-up.settled"]);
    await expect(
      database.ownerQuery("UPDATE study_make_up SET reason = 'x' WHERE id = $1", [owed.makeUpId]),
    ).rejects.toThrow("study_make_up_once");
  });
});

describe("a series", () => {
  it("plans every month once, however often it is sent", async () => {
    const person = await officer("例会人员", urban);
    const months = Array.from(
      { length: 12 },
      (_, m) => `2026-${String(m + 1).padStart(2, "0")}-01` as DateOn,
    );
    const slots = slotsOf(months, 24, "next-working-day");
    const series = {
      ...{ unitId: urban, day: 24, shift: "next-working-day" as const, slots, personIds: [person] },
      plan: toCome(slots[0]!.heldOn, { title: "综治工作例会", mode: "meeting", minutes: 60 }),
    };
    const plan = () => inTransaction((tx) => planSeries(tx, series, clerk, before));
    const answers = await Promise.all([plan(), plan(), plan()]);
    expect(answers.map((answer) => answer.ok && answer.planned).sort()).toEqual([0, 0, 12]);
    const rows = await prisma.studySession.findMany({
      where: { unitId: urban, title: "综治工作例会" },
      orderBy: { startAt: "asc" },
    });
    expect(rows[0]).toMatchObject({ startAt: instantAt("2026-01-26", "09:00") });
    expect(rows[0]!.slotOn?.toISOString().slice(0, 10)).toBe("2026-01-24");
    expect(await prisma.studySeries.count({ where: { title: "综治工作例会" } })).toBe(1);
    const bad = { ...series, plan: { ...series.plan, title: "坏", minutes: 999 } };
    const refused = await inTransaction((tx) => planSeries(tx, bad, clerk, before));
    expect(codes(refused)).toEqual(["study-record.minutes-over-span"]);
    expect(await prisma.studySeries.count({ where: { title: "坏" } })).toBe(0);
  });
});

describe("the list", () => {
  it("pages by key in both directions and keeps its filters", async () => {
    const unit = await inTransaction((tx) =>
      createUnit(
        tx,
        {
          ...{ code: "many", parentId: market, name: "很多", shortName: "很多" },
          ...{ kind: "enforcement-bureau", fromOn: "2020-01-01" },
        },
        null,
        before,
      ),
    );
    for (let day = 0; day < 53; day += 1) {
      const date = addDays("2026-05-01", day);
      await planned([], { startAt: instantAt(date, "09:00"), endAt: instantAt(date, "12:00") }, unit);
    }
    const filter = { unitIds: [unit] };
    const first = await sessionPage(prisma, filter, {});
    expect(first).toMatchObject({ total: 53, hasPrevious: false, hasNext: true });
    const second = await sessionPage(prisma, filter, { after: first.rows.at(-1)!.sessionId });
    expect(second.rows).toHaveLength(3);
    const back = await sessionPage(prisma, filter, { before: second.rows[0]!.sessionId });
    expect(back.rows.map(({ sessionId }) => sessionId)).toEqual(first.rows.map(({ sessionId }) => sessionId));
    const june = await sessionPage(prisma, { ...filter, monthOn: "2026-06-01" }, {});
    expect(june.total).toBe(22);
    expect((await sessionPage(prisma, { ...filter, state: "held" }, {})).total).toBe(0);
  });
});
