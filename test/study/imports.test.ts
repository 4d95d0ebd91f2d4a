import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import { compareStandings } from "~/casework/study-standings.server";
import { inTransaction, prisma } from "~/db.server";
import { acceptStudyRecord } from "~/study/checks.server";
import { tallyOf } from "~/study/import-acts.server";
import { enterImport } from "~/study/import-entry.server";
import { reverseStudyRecord, submitStudyRecord } from "~/study/ledger.server";
import { importWords } from "~/text/study-import-words";
import { smallDistrict } from "../personnel/district";
import { useDatabase } from "../support/database";
import { found, type Line, number, run, table, upload, worker } from "./import-scene";
import { account, morning } from "./study-district";

const database = await useDatabase();
const now = new Date("2026-11-20T02:00:00Z");

let urban: string;
let market: string;
let root: string;
let clerk: string;
let legal: string;
let second: string;
const people: string[] = [];
beforeAll(async () => {
  ({ root, urban, market } = await smallDistrict());
  clerk = await account("clerk");
  legal = await account("legal");
  second = await account("second");
  for (const [n, name] of ["许文竹", "吕志宏", "韩立新", "高建平"].entries())
    people.push(await worker(name, urban, n + 1));
  people.push(await worker("钱多", market, 5));
});

let day = 0;
/** Days nobody has used yet. */
const freshDay = () => {
  day += 1;
  return new Date(Date.UTC(2026, 0, 5 + day)).toISOString().slice(0, 10);
};
const send = (...lines: Line[]) => upload(table(...lines), urban, clerk, now);
const enter = (importId: string, mode: "all" | "good-rows" = "all", actor = clerk) =>
  run(importId, { kind: "entry", mode }, actor, now);
const accept = (importId: string, actor = legal) => run(importId, { kind: "acceptance" }, actor, now);
const undo = (importId: string, actor = clerk, reason = "表是草稿") =>
  run(importId, { kind: "undoing", reason }, actor, now);
const tally = (importId: string) => tallyOf(prisma, importId);
const standings = () =>
  prisma.studyStanding.findMany({ orderBy: [{ personId: "asc" }, { year: "asc" }, { quotaId: "asc" }] });
const clean = async () => {
  for (const year of [2024, 2025, 2026])
    expect((await compareStandings(year, now)).differences.filter(({ stored }) => stored !== null)).toEqual(
      [],
    );
};

describe("looking at a table", () => {
  it("writes nothing into the ledger", async () => {
    const before = await prisma.studyRecord.count();
    const importId = await send({ 身份证件号码: number(1), 日期: freshDay() });
    expect((await found(importId)).counts).toEqual({ new: 1, overlapping: 0, known: 0, bad: 0 });
    expect(await prisma.studyRecord.count()).toBe(before);
    // The same file again, not entered yet, is the same import.
    expect(await send({ 身份证件号码: number(1), 日期: freshDay() })).not.toBe(importId);
  });

  it("finds people by number, or by name and unit", async () => {
    const on = freshDay();
    const { good } = await found(
      await send({ 身份证件号码: number(1), 日期: on }, { 姓名: "吕志宏", 单位: "urban", 日期: on }),
    );
    expect(good.map(({ name }) => name)).toEqual(["许文竹", "吕志宏"]);
  });

  it("names every cell that is wrong with its row and column", async () => {
    const on = freshDay();
    await worker("许文竹", urban, 31);
    const { problems, counts } = await found(
      await send(
        { 身份证件号码: number(99), 日期: on },
        { 身份证件号码: number(5), 日期: on },
        { 身份证件号码: number(5), 单位: "城市管理局", 日期: on },
        { 姓名: "钱多", 单位: "城市管理局", 日期: on },
        { 姓名: "许文竹", 单位: "城市管理局", 日期: on },
        { 身份证件号码: number(1), 姓名: "许文松", 日期: on },
        { 身份证件号码: number(1), 单位: "市场监督管理局", 日期: on },
        { 身份证件号码: number(1), 日期: "2023-05-05" },
        { 身份证件号码: number(1), 日期: "2026-12-01" },
        { 身份证件号码: number(1), 日期: freshDay(), 结束时间: "8:00" },
        { 身份证件号码: number(1), 日期: freshDay(), 学法分钟: "181" },
        { 身份证件号码: number(1), 日期: freshDay(), 证据种类: "证人", 形式: "自学" },
        { 身份证件号码: number(1), 日期: freshDay(), 证据种类: "签到签退", 形式: "自学" },
        { 身份证件号码: number(2), 日期: on },
        { 身份证件号码: number(2), 日期: on, 学法分钟: "90" },
      ),
    );
    expect(problems).toEqual([
      "2 identityNumber study-import.person-unknown",
      "3 identityNumber study-import.out-of-scope",
      "4 unit study-import.not-in-unit",
      "5 name study-import.nobody-of-name",
      "6 name study-import.name-ambiguous",
      "7 name person.exists-under-another-name",
      "8 unit roster.unit-unknown",
      "9 date study-import.no-job",
      "10 date study-record.future",
      "11 end study-record.ends-before-start",
      "12 minutes study-record.minutes-over-span",
      "13 evidenceKind study-import.word-unknown",
      "14 evidenceKind study-record.evidence-kind-missing",
      "15 title study-import.row-twice",
      "16 title study-import.row-twice",
    ]);
    expect(counts).toEqual({ new: 0, overlapping: 0, known: 0, bad: 15 });
  });

  it("knows what stands in the ledger, what overlaps it in part, and what it covers wholly", async () => {
    const on = freshDay();
    const times = { startAt: new Date(`${on}T09:00:00+08:00`), endAt: new Date(`${on}T12:00:00+08:00`) };
    await inTransaction((tx) =>
      submitStudyRecord(tx, { ...morning, ...times, personIds: [people[2]!], unitId: urban }, clerk, now),
    );
    const who = { 身份证件号码: number(3), 日期: on };
    const { counts, good, problems } = await found(
      await send(
        who,
        { ...who, 活动名称: "午间学习", 开始时间: "11:00", 结束时间: "13:00", 学法分钟: "120" },
        { ...who, 活动名称: "重复登记", 开始时间: "10:00", 结束时间: "11:00", 学法分钟: "60" },
        // What the row before it holds together with the ledger.
        { ...who, 活动名称: "又一次", 开始时间: "11:30", 结束时间: "12:30", 学法分钟: "60" },
      ),
    );
    expect(counts).toEqual({ new: 0, overlapping: 1, known: 1, bad: 2 });
    expect(good.map(({ row, state, shared }) => `${row} ${state} ${shared}`)).toEqual([
      "2 known 0",
      "3 overlapping 60",
    ]);
    expect(problems).toEqual(["4 start study-record.wholly-covered", "5 start study-record.wholly-covered"]);
  });
});

describe("entering", () => {
  it("all of it, once, confirmed by the unit, with an event each", async () => {
    const on = freshDay();
    const importId = await send(
      { 身份证件号码: number(1), 日期: on },
      { 姓名: "吕志宏", 单位: "城市管理局", 日期: on },
    );
    expect(await enter(importId)).toEqual([]);
    expect(await enter(importId)).toEqual([]);
    expect(await tally(importId)).toMatchObject({ confirmed: 2, submitted: 0, acceptable: 2 });
    const records = await prisma.studyRecord.findMany({ where: { importId }, orderBy: { personId: "asc" } });
    expect(records.map(({ personId }) => personId).sort()).toEqual([people[0], people[1]].sort());
    expect(records[0]).toMatchObject({
      unitId: urban,
      minutes: 180,
      mode: "concentrated",
      recordedById: clerk,
    });
    const events = await database.ownerQuery(
      "SELECT type, count(*)::int AS n FROM audit_event WHERE subject_id = ANY($1) GROUP BY type ORDER BY type",
      [[importId, ...records.map(({ id }) => id)]],
    );
    expect(events).toEqual([
      { type: "study-import.entered", n: 1 },
      { type: "study-import.uploaded", n: 1 },
      { type: "study-record.confirmed", n: 2 },
      { type: "study-record.submitted", n: 2 },
    ]);
    await clean();
  });

  it("refuses to take a part where all was asked for, takes the good rows where those were", async () => {
    const on = freshDay();
    const importId = await send(
      { 身份证件号码: number(1), 日期: on },
      { 身份证件号码: number(99), 日期: on },
    );
    const before = await prisma.studyRecord.count();
    expect(await enter(importId)).toEqual(["study-import.has-bad-rows"]);
    expect(await prisma.studyRecord.count()).toBe(before);
    expect(await enter(importId, "good-rows")).toEqual([]);
    expect(await prisma.studyImportEntry.findUnique({ where: { importId } })).toMatchObject({
      entered: 1,
      known: 0,
      refused: 1,
    });
    // The same table again: all that is good stands there already.
    const again = await upload(
      table({ 身份证件号码: number(1), 日期: on }, { 身份证件号码: number(99), 日期: on }),
      urban,
      clerk,
      now,
    );
    expect(again).not.toBe(importId);
    expect(await enter(again, "good-rows")).toEqual(["study-import.nothing-to-enter"]);
  });

  it("by many at once enters once", async () => {
    const importId = await send({ 身份证件号码: number(1), 日期: freshDay() });
    await Promise.all(
      Array.from({ length: 6 }, () =>
        inTransaction((tx) => enterImport(tx, { importId, mode: "all", words: importWords }, clerk, now)),
      ),
    );
    expect(await prisma.studyRecord.count({ where: { importId } })).toBe(1);
  });

  it("of two tables with the same study at once, one enters it and the other knows it", async () => {
    const on = freshDay();
    const imports = await Promise.all(
      [clerk, second].map((actor) =>
        upload(table(...[1, 2, 3].map((n) => ({ 身份证件号码: number(n), 日期: on }))), urban, actor, now),
      ),
    );
    const answers = await Promise.all(
      imports.map((importId, at) => enter(importId, "all", [clerk, second][at]!)),
    );
    expect(answers.flat()).toEqual(["study-import.nothing-to-enter"]);
    expect(await prisma.studyRecord.count({ where: { importId: { in: imports } } })).toBe(3);
  });

  it("one's own study waits for somebody of the unit", async () => {
    const own = await inTransaction((tx) =>
      createAccount(
        tx,
        { loginName: "own", displayName: "许文竹", personId: people[0]!, passwordHash: "-" },
        null,
        now,
      ),
    );
    const importId = await upload(
      table(...[1, 2].map((n) => ({ 身份证件号码: number(n), 日期: freshDay() }))),
      urban,
      own,
      now,
    );
    expect(await enter(importId, "all", own)).toEqual([]);
    expect(await tally(importId)).toMatchObject({ submitted: 1, confirmed: 1 });
    expect(await undo(importId, own)).toEqual(["study-import.undo-own"]);
    expect(await undo(importId)).toEqual([]);
    expect(await tally(importId)).toMatchObject({ submitted: 0, confirmed: 0, returned: 2 });
  });

  it("is done by the job where it is large", async () => {
    const lines = Array.from({ length: 301 }, (_, at) => ({
      身份证件号码: number(1 + (at % 4)),
      日期: `2025-${String(1 + Math.floor(at / 112)).padStart(2, "0")}-${String(1 + (Math.floor(at / 4) % 28)).padStart(2, "0")}`,
    }));
    const importId = await send(...lines);
    expect((await found(importId)).counts).toMatchObject({ new: 301, bad: 0 });
    expect(await enter(importId)).toEqual([]);
    const jobs = await database.ownerQuery("SELECT data FROM pgboss.job WHERE name = 'study-import-run'");
    expect(jobs.length).toBeGreaterThan(0);
    expect(await prisma.studyRecord.count({ where: { importId } })).toBe(301);
    await clean();
  });
});

describe("acceptance of the whole", () => {
  it("is legal affairs', never whoever entered it; what is left is told with how many", async () => {
    const importId = await send(...[1, 2].map((n) => ({ 身份证件号码: number(n), 日期: freshDay() })));
    await enter(importId);
    expect(await accept(importId, clerk)).toEqual(["study-record.own-entry"]);
    expect(await tally(importId)).toMatchObject({ accepted: 0, confirmed: 2 });
    expect(await accept(importId)).toEqual([]);
    expect(await accept(importId)).toEqual([]);
    expect(await tally(importId)).toMatchObject({ accepted: 2, confirmed: 0, acceptable: 0 });
    await clean();
  });
});

/** One entry of an import, by the acts on single entries. */
async function takeBack(recordId: string) {
  const taken = { recordId, reason: "代签", ground: "false-record" as const };
  const made = await inTransaction((tx) => reverseStudyRecord(tx, taken, legal, now));
  if (!made.ok) throw new Error();
  await inTransaction((tx) => acceptStudyRecord(tx, { recordId: made.recordId }, second, now));
}

describe("undoing", () => {
  let before: Awaited<ReturnType<typeof standings>>;
  beforeEach(async () => {
    before = await standings();
  });

  it("returns what waits, takes back what was accepted by two, and is done once", async () => {
    const lines = [1, 2, 3].map((n) => ({ 身份证件号码: number(n), 日期: freshDay() }));
    const importId = await send(...lines);
    expect(await undo(importId)).toEqual(["study-import.not-entered"]);
    await enter(importId);
    const [first] = await prisma.studyRecord.findMany({ where: { importId } });
    await inTransaction((tx) => acceptStudyRecord(tx, { recordId: first!.id }, legal, now));
    expect(await undo(importId)).toEqual([]);
    expect(await undo(importId)).toEqual([]);
    expect(await tally(importId)).toMatchObject({ returned: 2, accepted: 1, taking: 1, acceptable: 1 });
    const undoing = await prisma.studyImportUndoing.findUnique({ where: { importId } });
    expect(undoing).toMatchObject({ returned: 2, reversing: 1, reason: "表是草稿" });
    const steps = await prisma.studyRecordStep.findMany({
      where: { record: { importId }, step: "returned" },
    });
    expect(steps.map(({ reason }) => reason)).toEqual(["表是草稿", "表是草稿"]);
    // Whoever undid it does not accept that it is undone.
    expect(await accept(importId, clerk)).toEqual(["study-record.own-entry"]);
    expect(await accept(importId)).toEqual([]);
    expect(await tally(importId)).toMatchObject({ reversed: 1, accepted: 0, taking: 0 });
    expect(await standings()).toEqual(before);
    // What was undone can be entered anew.
    expect((await found(await send(...lines))).counts).toMatchObject({ new: 3, known: 0 });
  });

  it("whatever was accepted, returned or taken back in between, every standing is as it was", async () => {
    // Rows for both years, so that none comes into being by looking.
    const seed = await send(
      ...[1, 2, 3, 4].flatMap((n) =>
        ["2025-12-30", "2026-09-09"].map((on) => ({ 身份证件号码: number(n), 日期: on })),
      ),
    );
    await enter(seed);
    await accept(seed);
    let turn = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            n: fc.integer({ min: 1, max: 4 }),
            month: fc.integer({ min: 1, max: 10 }),
            lastYear: fc.boolean(),
            start: fc.integer({ min: 6, max: 18 }),
            hours: fc.integer({ min: 1, max: 4 }),
            mode: fc.constantFrom("集中培训", "旁听庭审", "以案释法"),
            fate: fc.constantFrom("wait", "accept", "take back"),
          }),
          { minLength: 1, maxLength: 8 },
        ),
        async (rows) => {
          turn += 1;
          const untouched = await standings();
          const importId = await send(
            ...rows.map(({ n, month, lastYear, start, hours, mode }, at) => ({
              身份证件号码: number(n),
              活动名称: `第 ${turn} 次 ${at}`,
              日期: `${lastYear ? 2025 : 2026}-${String(month).padStart(2, "0")}-2${turn % 8}`,
              开始时间: `${start}:00`,
              结束时间: `${start + hours}:00`,
              学法分钟: String(hours * 60 - 7),
              形式: mode,
            })),
          );
          if ((await enter(importId, "good-rows")).length > 0) return;
          const records = await prisma.studyRecord.findMany({ where: { importId }, orderBy: { id: "asc" } });
          for (const [at, { id: recordId }] of records.entries()) {
            const fate = rows[at]?.fate;
            if (fate === "wait") continue;
            await inTransaction((tx) => acceptStudyRecord(tx, { recordId }, legal, now));
            if (fate === "take back") await takeBack(recordId);
          }
          await clean();
          expect(await undo(importId)).toEqual([]);
          await accept(importId, second);
          expect(await standings()).toEqual(untouched);
          await clean();
        },
      ),
      { numRuns: 12 },
    );
  }, 180_000);
});

it("a table for a unit speaks of those below it, not of those beside it", async () => {
  const lines = table({ 身份证件号码: number(5), 日期: freshDay() });
  for (const [unitId, good] of [
    [root, 1],
    [market, 1],
    [urban, 0],
  ] as const)
    expect((await found(await upload(lines, unitId, clerk, now))).counts.new).toBe(good);
});
