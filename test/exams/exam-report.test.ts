import fc from "fast-check";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import { CandidateFigures } from "~/components/exam-candidates";
import { inTransaction, prisma } from "~/db.server";
import {
  addedSums,
  levelLines,
  meanShare,
  NO_SUMS,
  REPORT_GROUPS,
  type ReportGroup,
  ratesOf,
  type Sums,
  treeLines,
} from "~/exams/exam-report";
import { earlierSitting, notEntered, reportSums, violationCodes } from "~/exams/exam-report.server";
import { findExam } from "~/exams/exams.server";
import { askExemption, grantExemption } from "~/exams/exemptions.server";
import { candidatesOf } from "~/exams/office.server";
import { releaseResults } from "~/exams/release.server";
import { reportPeople, reportPeopleMatching } from "~/exams/report-people.server";
import { requireExam } from "~/exams/requirements.server";
import { SIGNATURE_ROLES, type ViolationCode } from "~/exams/violation";
import { recordViolation, signViolation } from "~/exams/violations.server";
import { newId } from "~/ids";
import { examResults } from "~/plans/results.server";
import { pointsShown, rateShown } from "~/text/exam-reports";
import { smallBank } from "../questions/small-bank";
import { useDatabase } from "../support/database";
import { after, EARLY, examHall, type Hall, officer, planExam, register, start } from "./exam-hall";
import { sat } from "./sat-paper";

// What a report says of an exam: the rates by a table, the figures through the verbs and against a plain count.

const database = await useDatabase();
let hall: Hall;
const signers: string[] = [];
const ON = "2026-11-26" as const;

beforeAll(async () => {
  hall = await examHall(smallBank());
  for (const login of ["one", "two", "three", "four"])
    signers.push(
      await inTransaction((tx) =>
        createAccount(
          tx,
          { loginName: login, displayName: login, personId: null, passwordHash: "-" },
          null,
          EARLY,
        ),
      ),
    );
});

const scope = () => ({
  unitIds: [hall.root, hall.urban, hall.market, hall.legal],
  servedIds: [hall.root, hall.urban, hall.market, hall.legal],
});
const figures = async (examId: string) => (await reportSums(prisma, [examId], scope())).get(examId)!;
const totalOf = async (examId: string) => addedSums([...(await figures(examId)).values()]);
const namesOf = async (examId: string, group: ReportGroup | null, code: ViolationCode | null = null) =>
  (await reportPeople(prisma, { examId, ...scope(), group, code }, {}, ON)).people.map((one) => one.personId);

async function violates(examId: string, personId: string, code: ViolationCode): Promise<void> {
  const { id: registrationId } = await prisma.registration.findFirstOrThrow({
    where: { examId, personId, withdrawnAt: null },
  });
  const recorder = { accountId: signers[0]!, personId: null };
  const entry = { examId, registrationId, code, description: "经过", evidenceHash: null };
  const entered = await inTransaction((tx) => recordViolation(tx, entry, recorder, after(45)));
  if (!entered.ok) throw new Error("not entered");
  const roles = ["invigilator", "unit-training-officer", "unit-personnel-officer", "legal-affairs"] as const;
  for (const [at, role] of SIGNATURE_ROLES.entries()) {
    const signing = {
      ...{ violationId: entered.violationId, role, decisionNumber: role === "chief" ? "1号" : "" },
      banLastOn: "2027-11-25" as const,
    };
    const signer = { accountId: signers[at]!, roles: [roles[at]!], isCandidate: false };
    await inTransaction((tx) => signViolation(tx, signing, signer, after(200)));
  }
}

describe("the rates", () => {
  const all = null;
  it.each([
    ["nobody at all", { should: 0, sat: 0, passed: 0 }, [all, all, all], ["—", "—", "—"]],
    ["all absent", { should: 12, sat: 0, passed: 0 }, [0, 0, all], ["0%", "0%", "—"]],
    ["all exempt", { should: 0, sat: 0, passed: 0 }, [all, all, all], ["—", "—", "—"]],
    [
      "one absent, the others passed",
      { should: 12, sat: 11, passed: 11 },
      [11 / 12, 11 / 12, 1],
      ["91.7%", "91.7%", "100%"],
    ],
    ["all failed", { should: 4, sat: 4, passed: 0 }, [1, 0, 0], ["100%", "0%", "0%"]],
    [
      "one of five thousand missing",
      { should: 5000, sat: 4999, passed: 4999 },
      [0.9998, 0.9998, 1],
      ["99.9%", "99.9%", "100%"],
    ],
    [
      "one of five thousand passed",
      { should: 5000, sat: 5000, passed: 1 },
      [1, 0.0002, 0.0002],
      ["100%", "0.1%", "0.1%"],
    ],
  ])("%s", (_, sums, rates, shown) => {
    const found = ratesOf(sums);
    const given = [found.attendance, found.passedOfShould, found.passedOfSat];
    expect(given).toEqual(rates);
    expect(given.map(rateShown)).toEqual(shown);
  });

  it("an absentee never improves one, whatever the others did", () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), fc.nat(500), (absent, failed, passed) => {
        const before = ratesOf({ should: absent + failed + passed, sat: failed + passed, passed });
        const after = ratesOf({ should: absent + 1 + failed + passed, sat: failed + passed, passed });
        expect(after.attendance ?? 0).toBeLessThanOrEqual(before.attendance ?? 1);
        expect(after.passedOfShould ?? 0).toBeLessThanOrEqual(before.passedOfShould ?? 1);
        expect(after.passedOfSat).toBe(before.passedOfSat);
        expect(before.passedOfShould ?? 0).toBeLessThanOrEqual(before.passedOfSat ?? 1);
      }),
    );
  });

  it("differ by points, and by nothing where one of two is not known", () => {
    expect([
      pointsShown(0.917, 0.885),
      pointsShown(0.5, 0.62),
      pointsShown(0.5, 0.5),
      pointsShown(null, 1),
    ]).toEqual(["+3.2", "−12", "0", null]);
  });
});

describe("the tree", () => {
  const unit = (unitId: string, parentId: string | null, path: string) => ({
    unitId,
    shortName: unitId,
    parentId,
    path,
  });
  const units = [
    unit("d", null, "/d/"),
    unit("a", "d", "/d/a/"),
    unit("a1", "a", "/d/a/a1/"),
    unit("b", "d", "/d/b/"),
    unit("c", "d", "/d/c/"),
  ];
  const people = (should: number): Sums => ({
    ...NO_SUMS,
    should,
    histogram: NO_SUMS.histogram.map(() => should),
  });
  const direct = new Map([
    ["d", people(1)],
    ["a", people(2)],
    ["a1", people(4)],
    ["b", people(8)],
  ]);
  const told = (lines: ReturnType<typeof levelLines>) =>
    lines.map(({ unitId, isSelf, sums }) => [unitId, isSelf, sums.should]);

  it("is told a level at a time, each unit with all below it, and nobody twice", () => {
    expect(told(levelLines(units, direct, null))).toEqual([
      ["d", true, 1],
      ["a", false, 6],
      ["b", false, 8],
    ]);
    const below = units.slice(1, 3);
    expect(told(levelLines(below, direct, units[1]!))).toEqual([
      ["a", true, 2],
      ["a1", false, 4],
    ]);
    expect(told(levelLines([units[2]!], direct, units[2]!))).toEqual([["a1", false, 4]]);
    // A reader of two bureaus has no unit over both.
    expect(told(levelLines([units[1]!, units[2]!, units[3]!], direct, null))).toEqual([
      ["a", false, 6],
      ["b", false, 8],
    ]);
    expect(treeLines(units, direct).map(({ unitId, depth, sums }) => [unitId, depth, sums.should])).toEqual([
      ["d", 0, 15],
      ["a", 1, 6],
      ["a1", 2, 4],
      ["b", 1, 8],
    ]);
    expect(addedSums([...direct.values()]).histogram).toEqual(Array(10).fill(15));
  });
});

describe("a report", () => {
  it("counts who should have sat, did, was let off, passed, broke rules; by unit, by name, and each only once", async () => {
    const examId = await planExam(hall, {
      ...{ kind: "annual", part: null, title: "年度考试", attemptsAllowed: 2 },
      ...{ closesAt: after(300), lateEntryMinutes: 200 },
    });
    const person: Record<string, string> = {};
    for (const [who, unitId] of [
      ...["passes", "fails", "again", "talks", "copies", "late", "absent", "sick"].map((one) => [
        one,
        hall.urban,
      ]),
      ...["elsewhere", "named", "owes", "free"].map((one) => [one, hall.market]),
    ] as [string, string][])
      person[who] = await officer(unitId);
    const entered = ["passes", "fails", "again", "talks", "copies", "late", "absent", "sick", "elsewhere"];
    await register(examId, ...entered.map((who) => person[who]!));
    const annual = {
      ...{ kind: "annual" as const, part: null, field: null, regime: null, source: "office" as const },
      dueOn: "2026-12-31" as const,
    };
    const require = (personIds: string[], more: object = {}) =>
      inTransaction((tx) => requireExam(tx, { ...annual, ...more, personIds }, signers[0]!, EARLY));
    // Of one it is required to sit this very exam; of another only one of the kind; two are let off.
    await require([person.named!], { examId });
    await require([person.owes!, person.sick!, person.free!]);
    for (const who of ["sick", "free"]) {
      const { id: requirementId } = await prisma.examRequirement.findFirstOrThrow({
        where: { personId: person[who]! },
      });
      const evidence = { bytes: Buffer.from("%PDF-1.7"), mediaType: "application/pdf", fileName: "a.pdf" };
      const ground = who === "sick" ? ("long-sick-leave" as const) : ("retiring" as const);
      const asked = await inTransaction((tx) =>
        askExemption(tx, { requirementId, ground, note: "", evidence }, signers[0]!, EARLY),
      );
      if (!asked?.ok) throw new Error("not asked");
      await inTransaction((tx) => grantExemption(tx, asked, signers[1]!, EARLY));
    }
    await sat(examId, person.passes!, "all");
    await sat(examId, person.fails!, 2);
    await sat(examId, person.again!, "all");
    // The second paper is worse: any that passes passes, and the best one is shown.
    await sat(examId, person.again!, 3, after(30));
    await sat(examId, person.talks!, "all");
    await sat(examId, person.copies!, "all");
    const late = await sat(examId, person.late!, 1);
    await sat(examId, person.elsewhere!, "all");
    await database.ownerQuery(
      `INSERT INTO answer_step (attempt_id, epoch, seq, kind, slot, answer, received_at, hash)
       VALUES ($1, 1, 99, 'late', 2, '["A"]', now(), '\\x00')`,
      [late],
    );
    await violates(examId, person.talks!, "talking");
    await violates(examId, person.copies!, "copying");
    await inTransaction((tx) => releaseResults(tx, examId, null, after(400)));

    const sums = await totalOf(examId);
    expect(sums).toMatchObject({
      ...{ should: 9, sat: 7, absent: 2, exempt: 2, passed: 3, failed: 2, unmarked: 0, void: 2 },
      ...{ misconduct: 1, cheating: 1, late: 1, papers: 8 },
    });
    // Void results are in no distribution and no mean.
    expect(sums.histogram.reduce((sum, n) => sum + n, 0)).toBe(5);
    expect(sums.histogram[9]).toBe(3);
    expect(meanShare(sums)).toBeCloseTo((3 + 0.1 + 0.05) / 5, 10);
    const byUnit = await figures(examId);
    expect(byUnit.get(hall.market)).toMatchObject({ should: 2, sat: 1, absent: 1, exempt: 1, passed: 1 });
    expect(byUnit.get(hall.urban)).toMatchObject({ should: 7, sat: 6, absent: 1, exempt: 1, passed: 2 });

    // Every figure leads to as many people, and to the right ones.
    for (const group of REPORT_GROUPS) expect(await namesOf(examId, group)).toHaveLength(sums[group]);
    expect((await namesOf(examId, "absent")).sort()).toEqual([person.absent!, person.named!].sort());
    expect(await namesOf(examId, "late")).toEqual([person.late]);
    expect(await namesOf(examId, null, "copying")).toEqual([person.copies]);
    expect(await violationCodes(prisma, examId, scope())).toEqual([
      { code: "copying", people: 1 },
      { code: "talking", people: 1 },
    ]);
    expect(await notEntered(prisma, examId, scope())).toBe(1);
    const everybody = await reportPeople(prisma, { examId, ...scope(), group: null, code: null }, {}, ON);
    const of = (who: string) => everybody.people.find(({ personId }) => personId === person[who]);
    expect(of("again")).toMatchObject({ papers: 2, passed: true, mark: 100, fullMark: 100 });
    expect(of("copies")).toMatchObject({ passed: false, isVoid: true, mark: 100, codes: ["copying"] });
    expect(of("named")).toMatchObject({ isEntered: false, papers: 0, mark: null });
    expect(of("sick")).toMatchObject({ isEntered: true, ground: "long-sick-leave" });
    expect(of("free")).toMatchObject({ isEntered: false, ground: "retiring" });
    expect(of("owes")).toBeUndefined();

    // Whoever answers for one bureau counts its people only.
    const own = { unitIds: [hall.market], servedIds: [hall.market] };
    expect(addedSums([...(await reportSums(prisma, [examId], own)).get(examId)!.values()])).toMatchObject({
      should: 2,
      exempt: 1,
    });
  });

  it("finds the sitting before it, of the same kind and unit, and counts both at once", async () => {
    const spot = { kind: "spot-check" as const, part: null };
    const at = (days: number) => ({ opensAt: after(days * 1440), closesAt: after(days * 1440 + 120) });
    const first = await planExam(hall, { ...spot, ...at(1), title: "第一次抽考" });
    const other = await planExam(hall, { ...spot, ...at(2), unitId: hall.urban });
    const open = await planExam(hall, { ...spot, ...at(3) });
    const second = await planExam(hall, { ...spot, ...at(4) });
    const personId = await officer(hall.urban);
    await register(first, personId);
    await register(second, personId);
    for (const examId of [first, other, second])
      await inTransaction((tx) => releaseResults(tx, examId, null, after(30 * 1440)));
    const exam = (await findExam(prisma, second, ["/"]))!;
    expect(await earlierSitting(prisma, exam)).toEqual({
      ...{ examId: first, title: "第一次抽考", heldOn: "2026-11-27" },
    });
    expect(await earlierSitting(prisma, (await findExam(prisma, first, ["/"]))!)).toBeNull();
    expect(open).not.toBe(first);
    const both = await reportSums(prisma, [second, first], scope());
    expect([first, second].map((id) => both.get(id)?.get(hall.urban)?.absent)).toEqual([1, 1]);
  });

  it("turns its people page by page without losing or repeating anybody", async () => {
    const examId = await planExam(hall, { kind: "new-entrant", part: null });
    const people: string[] = [];
    for (let n = 0; n < 11; n += 1) people.push(await officer(hall.legal));
    await register(examId, ...people);
    const filter = { examId, ...scope(), group: "absent" as const, code: null };
    const seen: string[] = [];
    let after: string | undefined;
    for (;;) {
      const page = await reportPeople(prisma, filter, after ? { after } : {}, ON, 4);
      expect(page.total).toBe(11);
      seen.push(...page.people.map(({ personId }) => personId));
      if (!page.hasNext) break;
      after = page.people.at(-1)!.personId;
      const back = await reportPeople(prisma, filter, { before: after }, ON, 4);
      expect(back.people.map(({ personId }) => personId)).toEqual(seen.slice(-5, -1).slice(-4));
    }
    expect(new Set(seen).size).toBe(11);
    expect([...seen].sort()).toEqual([...people].sort());
    const all: string[] = [];
    for await (const { personId } of reportPeopleMatching(prisma, filter, ON)) all.push(personId);
    expect(all).toEqual(seen);
  });
});

describe("the SQL against a plain count", () => {
  it("over random exams", async () => {
    const { packVersionId } = await prisma.exam.findFirstOrThrow();
    const paper = fc.record({ mark: fc.nat(100), isMarked: fc.boolean() });
    const candidate = fc.record({
      unit: fc.constantFrom("urban" as const, "market" as const),
      papers: fc.array(paper, { maxLength: 3 }),
      isVoid: fc.boolean(),
      isWithdrawn: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(candidate, { maxLength: 12 }), async (candidates) => {
        const examId = await planExam(hall, { kind: "renewal", part: null });
        const rows = candidates.map((one) => ({ ...one, personId: newId(), registrationId: newId() }));
        await prisma.person.createMany({ data: rows.map((one) => ({ id: one.personId, createdAt: EARLY })) });
        await prisma.registration.createMany({
          data: rows.map(({ personId, registrationId, unit, isWithdrawn }) => ({
            ...{ id: registrationId, examId, personId, unitId: hall[unit], packVersionId },
            ...{ registeredAt: EARLY, withdrawnAt: isWithdrawn ? EARLY : null },
          })),
        });
        for (const { personId, registrationId, papers, isVoid } of rows) {
          for (const [at, { mark, isMarked }] of papers.entries()) {
            const id = newId();
            await prisma.attempt.create({ data: attemptOf(id, registrationId, personId, at + 1) });
            if (!isMarked) continue;
            await prisma.marking.create({
              data: {
                ...{ id: newId(), attemptId: id, mark, fullMark: 100, passed: mark >= 60, slots: [] },
                ...{ policy: "all-or-nothing", packVersionId, markedAt: EARLY },
              },
            });
          }
          if (isVoid) await voided(examId, registrationId);
        }
        const sums = await figures(examId);
        for (const unit of ["urban", "market"] as const) {
          const own = rows.filter((one) => one.unit === unit && !one.isWithdrawn);
          const best = (one: (typeof own)[number]) =>
            Math.max(-1, ...one.papers.filter(({ isMarked }) => isMarked).map(({ mark }) => mark));
          const count = (is: (one: (typeof own)[number]) => boolean) => own.filter(is).length;
          const expected = {
            should: own.length,
            sat: count(({ papers }) => papers.length > 0),
            absent: count(({ papers }) => papers.length === 0),
            exempt: 0,
            passed: count((one) => !one.isVoid && best(one) >= 60),
            failed: count((one) => !one.isVoid && best(one) >= 0 && best(one) < 60),
            unmarked: count((one) => !one.isVoid && one.papers.length > 0 && best(one) < 0),
            void: count((one) => one.isVoid && one.papers.length > 0),
            misconduct: count(({ isVoid }) => isVoid),
            cheating: 0,
            late: 0,
            papers: own.reduce((sum, { papers }) => sum + papers.length, 0),
            histogram: NO_SUMS.histogram.map((_, bar) =>
              count(
                (one) => !one.isVoid && best(one) >= 0 && Math.min(9, Math.floor(best(one) / 10)) === bar,
              ),
            ),
          };
          const found = sums.get(hall[unit]) ?? NO_SUMS;
          expect(found).toMatchObject(expected);
          expect(found.shares).toBeCloseTo(
            own.reduce((sum, one) => sum + (one.isVoid ? 0 : Math.max(0, best(one)) / 100), 0),
            10,
          );
          expect(found.should).toBe(found.sat + found.absent);
          expect(found.sat).toBe(found.passed + found.failed + found.unmarked + found.void);
        }
      }),
      { numRuns: 20 },
    );
  });
});

const attemptOf = (id: string, registrationId: string, personId: string, number: number) => ({
  ...{ id, registrationId, personId, number, startedAt: after(0), deadlineAt: after(90), graceSeconds: 5 },
  ...{ state: "submitted", epoch: 1, lastSeq: 0, lastHash: Buffer.alloc(32), answers: {}, flags: {} },
  ...{ deviceHash: Buffer.alloc(32), submittedAt: after(80), submittedBy: "candidate", receiptNumber: id },
});

async function voided(examId: string, registrationId: string): Promise<void> {
  const id = newId();
  await prisma.violation.create({
    data: {
      ...{ id, examId, registrationId, kind: "misconduct", code: "talking", description: "经过" },
      ...{ recordedById: signers[0]!, recordedAt: EARLY },
    },
  });
  await prisma.violationSignature.createMany({
    data: SIGNATURE_ROLES.map((role, at) => ({
      ...{ violationId: id, role, accountId: signers[at]!, signedAt: EARLY },
    })),
  });
  await prisma.violation.update({ where: { id }, data: { effectiveAt: EARLY, decisionNumber: "1号" } });
}

it("before anybody is marked there are no marks to tell", async () => {
  const examId = await planExam(hall, { kind: "annual", part: null });
  const personId = await officer(hall.urban);
  await register(examId, personId);
  await start(examId, personId);
  expect(await totalOf(examId)).toMatchObject({ sat: 1, unmarked: 1, passed: 0, failed: 0, shares: 0 });
});

describe("somebody entered and then let off", () => {
  const evidence = { bytes: Buffer.from("%PDF-1.7"), mediaType: "application/pdf", fileName: "证明.pdf" };
  const wanted = {
    ...{ kind: "annual" as const, part: null, field: null, regime: null },
    ...{ dueOn: "2026-12-31" as const, source: "office" as const },
  };

  it("who did not sit is exempt and not absent: in the report, on the exam's page and in a study plan", async () => {
    const examId = await planExam(hall, { kind: "annual", part: null });
    const [away, letOff, sits] = [
      await officer(hall.urban),
      await officer(hall.urban),
      await officer(hall.urban),
    ];
    const people = [away, letOff, sits];
    expect((await register(examId, ...people)).registered).toHaveLength(3);
    await inTransaction((tx) => requireExam(tx, { ...wanted, personIds: [letOff, sits] }, null, EARLY));
    for (const personId of [letOff, sits]) {
      const { id: requirementId } = await prisma.examRequirement.findFirstOrThrow({ where: { personId } });
      const asked = { requirementId, ground: "long-sick-leave" as const, note: "", evidence };
      const answer = await inTransaction((tx) => askExemption(tx, asked, signers[0]!, EARLY));
      const exemptionId = answer?.ok ? answer.exemptionId : "";
      const granted = await inTransaction((tx) => grantExemption(tx, { exemptionId }, signers[1]!, EARLY));
      expect(granted).toEqual({ ok: true });
    }
    await sat(examId, sits, "all");
    const over = after(200);
    expect(await inTransaction((tx) => releaseResults(tx, examId, null, over))).toEqual({ ok: true });
    expect(await totalOf(examId)).toMatchObject({ should: 2, sat: 1, absent: 1, passed: 1 });
    expect(await namesOf(examId, "absent")).toEqual([away]);
    expect(await namesOf(examId, "exempt")).toContain(letOff);
    const asked = { examId, paths: ["/linhu/"], on: ON, withMarks: true };
    const rows = await candidatesOf(prisma, asked);
    const exempt = rows.filter(({ isExempt }) => isExempt).map(({ personId }) => personId);
    expect(exempt).toEqual([letOff]);
    const page = renderToStaticMarkup(createElement(CandidateFigures, { rows, isReleased: true }));
    expect(page).toContain('<span class="k">缺考</span><span class="v">1</span>');
    expect(page).toContain('<span class="k">免考</span><span class="v">1</span>');
    const results = (await examResults(prisma, [{ examId, personIds: people }], over)).get(examId)!;
    expect(people.map((id) => results.get(id)?.outcome)).toEqual(["absent", "exempt", "passed"]);
  });
});
