import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeAmendment, openAmendment } from "~/casework/study-amendment.server";
import { decideFreeze, proposeFreeze } from "~/casework/study-freeze.server";
import {
  districtOf,
  findFreeze,
  frozenPage,
  personFrozen,
  signedChain,
  unitsFrozen,
} from "~/casework/study-frozen.server";
import { frozenYear, yearWorkbook } from "~/casework/study-year-files.server";
import { yearPaper } from "~/casework/study-year-paper.server";
import { inTransaction, prisma } from "~/db.server";
import { receiptPublicKeys } from "~/exams/receipt.server";
import { newId } from "~/ids";
import { createUnit } from "~/organisation/organisation.server";
import { endEmployment, recordEmployment } from "~/personnel/employment.server";
import { addPlanItem, createPlan } from "~/plans/plan-drafting.server";
import { takePlanStep } from "~/plans/plan-steps.server";
import {
  acceptStudyRecord,
  confirmStudyRecord,
  resubmitStudyRecord,
  returnStudyRecord,
} from "~/study/checks.server";
import { recordExamStudy, reverseStudyRecord, submitStudyRecord } from "~/study/ledger.server";
import { recordsOfYear } from "~/study/records.server";
import type { UnitFigures } from "~/study/year-figures";
import { refusalsOf, type Verdict } from "~/verdict";
import { smallDistrict } from "../personnel/district";
import { textOfPart } from "../personnel/workbook-file";
import { monthlyExam, sat } from "../plans/monthly-exam";
import { account, morning, officer } from "../study/study-district";
import { useDatabase } from "../support/database";

const database = await useDatabase();
const during = new Date("2026-12-20T10:00:00Z");
const after = new Date("2027-01-10T02:00:00Z");
const later = new Date("2027-02-10T02:00:00Z");

const TWELVE = "甲乙丙丁戊己庚辛壬癸子丑";

let root: string;
let urban: string;
let clerk: string;
let legal: string;
let second: string;
let supervisor: string;
beforeAll(async () => {
  ({ root, urban } = await smallDistrict());
  clerk = await account("clerk");
  legal = await account("legal");
  second = await account("second");
  supervisor = await account("supervisor");
});

const at = (day: string, clock: string) => new Date(`${day}T${clock}:00+08:00`);
async function enter(personIds: string[], day: string, unitId = urban, now = during, change = {}) {
  const times = { startAt: at(day, "09:00"), endAt: at(day, "15:00"), minutes: 360 };
  return inTransaction((tx) =>
    submitStudyRecord(tx, { ...morning, ...times, ...change, personIds, unitId }, clerk, now),
  );
}
async function entered(
  personIds: string[],
  day: string,
  unitId = urban,
  now = during,
  change = {},
): Promise<string[]> {
  const made = await enter(personIds, day, unitId, now, change);
  if (!made.ok) throw new Error(codes(made).join());
  return made.recordIds;
}
const accept = (recordId: string, who = legal, now = during) =>
  inTransaction((tx) => acceptStudyRecord(tx, { recordId }, who, now));
async function studied(personIds: string[], day: string, unitId = urban, change = {}): Promise<string[]> {
  const ids = await entered(personIds, day, unitId, during, change);
  for (const id of ids) expect(await accept(id)).toEqual({ ok: true });
  return ids;
}
const codes = (verdict: Verdict) => refusalsOf(verdict).map(({ code }) => code);
const propose = async (unitId: string, year = 2026, now = after) => {
  const answer = await inTransaction((tx) => proposeFreeze(tx, { unitId, year }, legal, now));
  if (!answer.ok) throw new Error(codes(answer).join());
  return answer.freezeId;
};
const decide = (
  freezeId: string,
  decision: "approved" | "returned" | "withdrawn",
  who: string,
  reason = "",
) => inTransaction((tx) => decideFreeze(tx, { freezeId, decision, reason }, who, after));
async function frozen(unitId: string): Promise<string> {
  const freezeId = await propose(unitId);
  expect(await decide(freezeId, "approved", second)).toEqual({ ok: true });
  return freezeId;
}
const bureau = (code: string) =>
  inTransaction((tx) =>
    createUnit(
      tx,
      {
        ...{ code, parentId: root, name: code, shortName: code, kind: "enforcement-bureau" },
        fromOn: "2020-01-01",
      },
      null,
      during,
    ),
  );
const unitOf = async (freezeId: string, unitId: string): Promise<UnitFigures> =>
  (await unitsFrozen(prisma, freezeId)).find(({ latest }) => latest.unitId === unitId)!.latest;

describe("a year", () => {
  it("is frozen by two people, once it is over", async () => {
    const unitId = await bureau("two-people");
    const early = await inTransaction((tx) => proposeFreeze(tx, { unitId, year: 2027 }, legal, after));
    expect(codes(early as Verdict)).toEqual(["study-year.not-over"]);
    const [one, two] = await Promise.all([propose(unitId), propose(unitId)]);
    expect(one).toBe(two);
    expect(codes(await decide(one, "approved", legal))).toEqual(["study-year.own-proposal"]);
    expect(codes(await decide(one, "returned", second))).toEqual(["study-year.reason-missing"]);
    expect(codes(await decide(one, "withdrawn", second))).toEqual(["study-year.not-yours"]);
    expect(await decide(one, "returned", second, "还有记录没有认定")).toEqual({ ok: true });
    expect(codes(await decide(one, "approved", second))).toEqual(["study-year.settled"]);
    const again = await propose(unitId);
    expect(again).not.toBe(one);
    const answers = await Promise.all([decide(again, "approved", second), decide(again, "approved", second)]);
    expect(answers).toEqual([{ ok: true }, { ok: true }]);
    await expect(
      database.ownerQuery("UPDATE study_freeze SET decision_reason = 'x' WHERE id = $1", [again]),
    ).rejects.toThrow(/settled/);
    const alone = newId();
    await expect(
      prisma.studyFreeze.create({
        data: {
          ...{ id: alone, unitId, year: 2020, proposedById: legal, proposedAt: after },
          ...{ decision: "approved", decidedById: legal, decidedAt: after, signed: {} },
        },
      }),
    ).rejects.toThrow(/study_freeze_by_two/);
  });

  it("counts sessions, attendances and people apart, leaders apart from the rest, and minutes by the unit of the time (scenario 18)", async () => {
    const unitId = await bureau("counting");
    const next = await bureau("counting-next");
    const leader = await officer("领导甲", unitId, { category: "leading-cadre" });
    const absent = await officer("领导乙", unitId, { category: "leading-cadre" });
    const staff = await officer("执法甲", unitId);
    const mover = await officer("调动者", unitId);
    await studied([leader, staff, mover], "2026-03-03", unitId);
    await studied([staff], "2026-03-04", unitId);
    await studied([mover], "2026-04-01", unitId, {
      mode: "self-study",
      evidence: [{ kind: "notes", reference: "笔记" }],
    });
    await inTransaction(async (tx) => {
      const left = { personId: mover, relation: "home" as const, toOn: "2026-07-01" as const };
      expect(await endEmployment(tx, left, null, during)).toMatchObject({ ok: true });
      const moved = await recordEmployment(
        tx,
        {
          ...{
            personId: mover,
            unitId: next,
            relation: "home",
            identity: "civil-servant",
            status: "in-post",
          },
          ...{ title: null, document: null, fromOn: "2026-07-01" },
        },
        null,
        during,
      );
      if (!moved.ok) throw new Error(codes(moved).join());
    });
    await studied([mover], "2026-08-03", next);
    const here = await frozen(unitId);
    expect(await unitOf(here, unitId)).toMatchObject({
      ...{ sessions: 2, attendances: 4, people: 3, minutes: 360 * 5 },
      leaders: { people: 2, attended: 1 },
      staff: { people: 1, attended: 1 },
    });
    const away = await personFrozen(prisma, here, mover);
    expect(away?.latest).toMatchObject({
      movedOut: true,
      result: "none",
      minutes: { [unitId]: 720, [next]: 360 },
    });
    const there = await frozen(next);
    expect(await unitOf(there, next)).toMatchObject({ sessions: 1, attendances: 1, people: 1, minutes: 360 });
    const own = await personFrozen(prisma, there, mover);
    // The hours follow the person.
    expect(own?.latest.quotas.find(({ quotaId }) => quotaId === "enforcement-15-days")).toMatchObject({
      creditedMinutes: 1080,
      isMet: false,
    });
    expect(own?.latest.quotas[0]?.reasons.map(({ code }) => code)).toContain("study.short");
    const nobody = await personFrozen(prisma, here, absent);
    expect(nobody?.latest).toMatchObject({ attendances: 0, statement: "missing" });
    const page = await frozenPage(prisma, { freezeId: here, unitIds: [unitId], group: "leaders" }, {});
    expect(page.rows.map(({ name }) => name).sort()).toEqual(["领导乙", "领导甲"].sort());
  });

  it("leaves nothing of the ledger to change, in words and in the tables", async () => {
    const unitId = await bureau("nothing-changes");
    const person = await officer("冻结者", unitId);
    const [accepted] = await studied([person], "2026-03-03", unitId);
    const [waiting] = await entered([person], "2026-03-04", unitId);
    const [returned] = await entered([person], "2026-03-05", unitId);
    await inTransaction((tx) =>
      returnStudyRecord(tx, { recordId: returned!, reason: "缺页" }, legal, during),
    );
    await frozen(unitId);
    const refused = ["study-record.year-frozen"];
    expect(codes((await enter([person], "2026-03-06", unitId, after)) as Verdict)).toEqual(refused);
    // Over the turn of the year it is the same.
    const night = { startAt: at("2026-12-31", "20:00"), endAt: at("2027-01-01", "02:00") };
    expect(codes((await enter([person], "2026-12-31", unitId, after, night)) as Verdict)).toEqual(refused);
    expect(codes(await accept(waiting!, legal, after))).toEqual(refused);
    expect(
      codes(
        await inTransaction((tx) => returnStudyRecord(tx, { recordId: waiting!, reason: "x" }, legal, after)),
      ),
    ).toEqual(refused);
    expect(
      codes(
        await inTransaction((tx) =>
          resubmitStudyRecord(tx, { recordId: returned!, reason: "x" }, clerk, after),
        ),
      ),
    ).toEqual(refused);
    expect(
      codes(
        (await inTransaction((tx) =>
          reverseStudyRecord(
            tx,
            { recordId: accepted!, reason: "代签", ground: "false-record" },
            legal,
            after,
          ),
        )) as Verdict,
      ),
    ).toEqual(refused);
    await expect(
      prisma.studyRecordStep.create({
        data: { recordId: waiting!, step: "accepted", byId: legal, at: after },
      }),
    ).rejects.toThrow(/study_year_frozen/);
    // Of the next year nothing is frozen.
    expect((await enter([person], "2027-01-04", unitId, after)).ok).toBe(true);
  });

  it("keeps an exam's entry waiting, and no exam fails for it", async () => {
    const unitId = await bureau("exam-at-the-end");
    const personId = await officer("年末考试", unitId);
    await frozen(unitId);
    const exam = {
      attemptId: newId(),
      personId,
      unitId,
      minutes: 40,
      title: "年末测试",
      laws: ["行政处罚法"],
    };
    const times = { startAt: at("2026-12-31", "09:00"), endAt: at("2026-12-31", "09:40") };
    await inTransaction((tx) => recordExamStudy(tx, { ...exam, ...times }, after));
    const [record] = await recordsOfYear(prisma, [personId], 2026);
    expect(record).toMatchObject({ mode: "exam", status: "submitted" });
  });

  it("holds every entry that was accepted at the same instant, or refused it: never neither", async () => {
    for (let round = 0; round < 8; round += 1) {
      const unitId = await bureau(`race-${round}`);
      const person = await officer(`竞争者${TWELVE[round]}`, unitId);
      const [recordId] = await entered([person], "2026-03-03", unitId);
      const freezeId = await propose(unitId);
      const [checked] = await Promise.all([
        accept(recordId!, legal, after),
        decide(freezeId, "approved", second),
      ]);
      const { latest } = (await personFrozen(prisma, freezeId, person))!;
      expect([checked.ok, latest.minutes[unitId] ?? 0]).toEqual(checked.ok ? [true, 360] : [false, 0]);
      if (!checked.ok) expect(codes(checked)).toEqual(["study-record.year-frozen"]);
    }
  });
});

describe("the year-end export", () => {
  it("scenario 1: twelve named leaders, eleven passed and one absent count 11 of 12, for the unit and for each of them", async () => {
    const unitId = await bureau("eleven");
    const people: string[] = [];
    for (let n = 0; n < 12; n += 1)
      people.push(await officer(`班子${TWELVE[n]}`, unitId, { category: "leading-cadre" }));
    const march = await monthlyExam(unitId, 3, ["published", "released"]);
    for (const person of people.slice(0, 11)) await sat(march, person, [86]);
    await inTransaction(async (tx) => {
      const wanted = { unitId, year: 2026, audience: "leading-cadres" as const, title: "每月一法" };
      const { planId } = await createPlan(tx, { ...wanted, document: "1号" }, clerk, during);
      for (let month = 1; month <= 12; month += 1) {
        const item = {
          ...{
            planId,
            month,
            law: "行政处罚法",
            materials: ["讲义"],
            heldOn: "2026-03-20" as const,
            minutes: 90,
          },
          ...{ examId: month === 3 ? march : null, ownerPersonId: people[0]!, personIds: people },
        };
        expect((await addPlanItem(tx, item, clerk, during)).ok).toBe(true);
      }
      expect(await takePlanStep(tx, { planId, step: "submitted" }, clerk, during)).toEqual({ ok: true });
      expect(await takePlanStep(tx, { planId, step: "confirmed" }, second, during)).toEqual({ ok: true });
      expect(await takePlanStep(tx, { planId, step: "approved" }, legal, during)).toEqual({ ok: true });
    });
    const freezeId = await frozen(unitId);
    const unit = await unitOf(freezeId, unitId);
    expect(unit.exams).toEqual({ required: 12, passed: 11, failed: 0, exempt: 0, absent: 1, pending: 0 });
    expect(unit.plan).toEqual({ planned: 12, done: 0 });
    expect((await personFrozen(prisma, freezeId, people[11]!))?.latest.exams).toMatchObject({
      required: 1,
      absent: 1,
    });
    const freeze = (await findFreeze(prisma, freezeId))!;
    const asked = await frozenYear(prisma, {
      ...{ freeze, district: "eleven", units: [unit], locale: "zh-CN" as const },
    });
    const { bytes } = await inTransaction((tx) => yearWorkbook(tx, asked, legal, after));
    const rowsOf = (n: number) =>
      [...textOfPart(bytes, `xl/worksheets/sheet${n}.xml`).matchAll(/<row [^>]*>(.*?)<\/row>/g)].map(
        ([, row]) => [...row!.matchAll(/<t [^>]*>([^<]*)<\/t>/g)].map(([, text]) => text),
      );
    const [head, row] = rowsOf(1) as [string[], string[]];
    const cell = (name: string) => row[head.indexOf(name)];
    expect([cell("考试合格"), cell("应考"), cell("缺考"), cell("领导干部人数")]).toEqual([
      "11",
      "12",
      "1",
      "12",
    ]);
    expect(
      new Set(
        rowsOf(2)
          .slice(1)
          .map(([name]) => name),
      ).size,
    ).toBe(12);
    const paper = await inTransaction((tx) => yearPaper(tx, asked, legal, after));
    expect(paper.bytes.subarray(0, 5).toString()).toBe("%PDF-");
    expect(await prisma.auditEvent.count({ where: { type: "list.exported", subjectId: freezeId } })).toBe(2);
  });
});

describe("an amendment", () => {
  const folder = mkdtempSync(join(tmpdir(), "chizheng-year-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  function verified(chain: unknown) {
    const [file, keys] = ["year.json", "keys.json"].map((name) => join(folder, name)) as [string, string];
    writeFileSync(file, JSON.stringify(chain));
    writeFileSync(keys, JSON.stringify({ keys: receiptPublicKeys() }));
    const done = spawnSync(process.execPath, ["scripts/verify-receipt.mjs", file, keys], {
      encoding: "utf8",
    });
    return { status: done.status, out: done.stdout, err: done.stderr };
  }

  it("lets the ledger change under a notice, is closed by another, and shows what was and what is", async () => {
    const unitId = await bureau("amended");
    const person = await officer("更正者", unitId);
    const untouched = await officer("不动者", unitId);
    const [wrong] = await studied([person], "2026-03-03", unitId);
    await studied([untouched], "2026-03-03", unitId);
    const freezeId = await frozen(unitId);
    const open = (reason: string, notice: string) =>
      inTransaction((tx) => openAmendment(tx, { freezeId, reason, notice }, supervisor, later));
    expect(codes((await open("", "")) as Verdict)).toEqual([
      "study-year.reason-missing",
      "study-year.notice-missing",
    ]);
    const opened = await open("签到表有误", "临司督〔2027〕3号");
    if (!opened.ok) throw new Error(codes(opened).join());
    expect(codes((await open("再开一项", "4号")) as Verdict)).toEqual(["study-year.not-frozen"]);
    const { amendmentId } = opened;
    const undo = await inTransaction((tx) =>
      reverseStudyRecord(tx, { recordId: wrong!, reason: "未到会", ground: "mistake" }, clerk, later),
    );
    if (!undo.ok) throw new Error(codes(undo).join());
    const [right] = await entered([person], "2026-03-09", unitId, later);
    const close = (who: string) => inTransaction((tx) => closeAmendment(tx, { amendmentId }, who, later));
    expect(codes(await close(supervisor))).toEqual([
      "study-year.own-amendment",
      "study-year.amendment-waiting",
    ]);
    expect(await accept(undo.recordId, legal, later)).toEqual({ ok: true });
    expect(await accept(right!, legal, later)).toEqual({ ok: true });
    const extra = await entered([person], "2026-03-10", unitId, later);
    expect(await accept(extra[0]!, legal, later)).toEqual({ ok: true });
    expect(await close(second)).toEqual({ ok: true });
    expect(await close(second)).toEqual({ ok: true });
    const steps = await prisma.studyRecordStep.findMany({ where: { amendmentId } });
    // Entered and confirmed in one breath, then accepted: three entries of three steps.
    expect(steps).toHaveLength(9);
    const figures = (await personFrozen(prisma, freezeId, person))!;
    expect([figures.frozen?.minutes, figures.latest.minutes]).toEqual([{ [unitId]: 360 }, { [unitId]: 720 }]);
    expect(await personFrozen(prisma, freezeId, untouched)).toMatchObject({
      frozen: { minutes: { [unitId]: 360 } },
    });
    expect(await prisma.studyFrozenPerson.count({ where: { amendmentId } })).toBe(1);
    const freeze = (await findFreeze(prisma, freezeId))!;
    expect(freeze.state).toBe("frozen");
    expect(districtOf(freeze)).toMatchObject({
      frozen: { sessions: 1, minutes: 720 },
      latest: { sessions: 3, minutes: 1080 },
    });
    expect(codes(await accept(right!, legal, later))).toEqual([]);
    expect(codes((await enter([person], "2026-03-11", unitId, later)) as Verdict)).toEqual([
      "study-record.year-frozen",
    ]);

    const chain = await signedChain(prisma, freeze);
    const genuine = verified(chain);
    expect(genuine.status).toBe(0);
    for (const word of ["临司督〔2027〕3号", "更正 Amendment 1", "封账 Freeze"])
      expect(genuine.out).toContain(word);
    const [first, last] = chain.chain as unknown as { people: { attendances: number }[] }[];
    const better = {
      chain: [{ ...first, people: first!.people.map((one) => ({ ...one, attendances: 99 })) }, last],
    };
    expect(verified(better)).toMatchObject({ status: 1, out: "" });
    expect(verified({ chain: [last] })).toMatchObject({ status: 1, out: "" });
    expect(verified({ chain: [] }).status).toBe(2);
    expect(verified({ chain: [null] }).status).toBe(2);
  });

  it("takes in the exam that waited for it", async () => {
    const unitId = await bureau("amended-exam");
    const personId = await officer("补认考试", unitId);
    const freezeId = await frozen(unitId);
    const exam = { attemptId: newId(), personId, unitId, minutes: 40, title: "年末测试", laws: [] };
    const times = { startAt: at("2026-12-31", "09:00"), endAt: at("2026-12-31", "09:40") };
    const recordId = await inTransaction((tx) => recordExamStudy(tx, { ...exam, ...times }, after));
    const opened = await inTransaction((tx) =>
      openAmendment(tx, { freezeId, reason: "考试时间漏计", notice: "5号" }, supervisor, later),
    );
    if (!opened.ok) throw new Error();
    await inTransaction((tx) => confirmStudyRecord(tx, { recordId }, clerk, later));
    expect(await accept(recordId, legal, later)).toEqual({ ok: true });
    await inTransaction((tx) => closeAmendment(tx, { amendmentId: opened.amendmentId }, second, later));
    expect((await personFrozen(prisma, freezeId, personId))?.latest.minutes).toEqual({ [unitId]: 40 });
  });

  it("holds every entry accepted as it was closed, or refused it", async () => {
    for (let round = 0; round < 5; round += 1) {
      const unitId = await bureau(`close-race-${round}`);
      const person = await officer(`更正竞争${TWELVE[round]}`, unitId);
      const [recordId] = await entered([person], "2026-03-03", unitId);
      const freezeId = await frozen(unitId);
      const opened = await inTransaction((tx) =>
        openAmendment(tx, { freezeId, reason: "漏认", notice: "6号" }, supervisor, later),
      );
      if (!opened.ok) throw new Error();
      const [checked, closed] = await Promise.all([
        accept(recordId!, legal, later),
        inTransaction((tx) => closeAmendment(tx, { amendmentId: opened.amendmentId }, second, later)),
      ]);
      expect(closed).toEqual({ ok: true });
      const { latest } = (await personFrozen(prisma, freezeId, person))!;
      expect(latest.minutes[unitId] ?? 0).toBe(checked.ok ? 360 : 0);
    }
  });
});
