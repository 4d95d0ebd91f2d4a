import { beforeAll, describe, expect, it } from "vitest";
import { type DateOn, toDbDate } from "~/calendar";
import { inTransaction, prisma, violates } from "~/db.server";
import { newId } from "~/ids";
import { endLegalDuty, recordLegalDuty } from "~/personnel/duty.server";
import { changeEmployment, endEmployment, recordEmployment } from "~/personnel/employment.server";
import { fullTimeLegalStaffOf, personnelFacts } from "~/personnel/facts.server";
import { recordAnnualGrade, recordSanction, recordStudyCategory } from "~/personnel/record.server";
import { recordSecondment, transferEmployment } from "~/personnel/transfer.server";
import { useDatabase } from "../support/database";
import { smallDistrict, someone } from "./district";

await useDatabase();
let district: Awaited<ReturnType<typeof smallDistrict>>;
beforeAll(async () => {
  district = await smallDistrict();
});

const day = (on: DateOn) => new Date(`${on}T04:00:00Z`);
const codes = (answer: { ok: boolean; refusals?: { code: string }[] }) =>
  answer.refusals?.map((refusal) => refusal.code);
const onDay = async (personId: string, trueOn: DateOn, knownAt?: Date) =>
  (await personnelFacts(prisma, [personId], { trueOn, ...(knownAt ? { knownAt } : {}) })).get(personId);

async function officer(name: string, fromOn: DateOn = "2022-03-01") {
  const personId = await someone(name);
  const answer = await inTransaction((tx) =>
    recordEmployment(
      tx,
      {
        personId,
        unitId: district.market,
        relation: "home",
        identity: "civil-servant",
        status: "in-post",
        title: "四级主办",
        fromOn,
      },
      null,
      day("2026-01-06"),
    ),
  );
  expect(answer.ok).toBe(true);
  return personId;
}

describe("employment", () => {
  it("is refused when it overlaps, with the days in the way", async () => {
    const personId = await officer("吕志宏");
    const second = await inTransaction((tx) =>
      recordEmployment(
        tx,
        {
          personId,
          unitId: district.urban,
          relation: "home",
          identity: "public-institution",
          status: "in-post",
          title: null,
          fromOn: "2026-02-01",
          toOn: "2026-02-01",
        },
        null,
        day("2026-02-01"),
      ),
    );
    expect(codes(second)).toEqual(["employment.range"]);
    const third = await inTransaction((tx) =>
      recordEmployment(
        tx,
        {
          personId,
          unitId: newId(),
          relation: "home",
          identity: "public-institution",
          status: "seconded-in",
          title: null,
          fromOn: "2026-02-01",
        },
        null,
        day("2026-02-01"),
      ),
    );
    expect(codes(third)).toEqual([
      "employment.status-of-relation",
      "employment.overlaps",
      "employment.unknown-unit",
    ]);
  });

  it("is refused by the database even to a caller who never asked", async () => {
    const personId = await officer("彭春生");
    const direct = prisma.employment.create({
      data: {
        id: newId(),
        factId: newId(),
        personId,
        unitId: district.urban,
        relation: "home",
        identity: "civil-servant",
        status: "in-post",
        fromOn: toDbDate("2030-01-01"),
        recordedAt: day("2026-02-01"),
      },
    });
    const error = await direct.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(violates(error, "employment_no_overlap")).toBe(true);
  });

  it("changes from a day on and keeps what was", async () => {
    const personId = await officer("董雪峰");
    await inTransaction((tx) =>
      changeEmployment(
        tx,
        { personId, relation: "home", status: "suspended", fromOn: "2026-03-01", toOn: "2026-04-01" },
        null,
        day("2026-03-01"),
      ),
    );
    const status = async (on: DateOn, knownAt?: Date) =>
      (await onDay(personId, on, knownAt))?.employments.map((job) => job.status);
    expect(await status("2026-02-28")).toEqual(["in-post"]);
    expect(await status("2026-03-01")).toEqual(["suspended"]);
    expect(await status("2026-04-01")).toEqual(["in-post"]);
    expect(await status("2026-03-15", day("2026-02-20"))).toEqual(["in-post"]);
  });

  it("ends with how it ended, and a later one may begin", async () => {
    const personId = await officer("曹德胜");
    await inTransaction((tx) =>
      endEmployment(
        tx,
        { personId, relation: "home", toOn: "2026-06-01", status: "resigned" },
        null,
        day("2026-05-20"),
      ),
    );
    expect((await onDay(personId, "2026-07-01"))?.employments.map((job) => job.status)).toEqual(["resigned"]);
    const again = await inTransaction((tx) =>
      endEmployment(tx, { personId, relation: "home", toOn: "2026-08-01" }, null, day("2026-07-20")),
    );
    expect(codes(again)).toEqual(["employment.none-in-force"]);
    const back = await inTransaction((tx) =>
      recordEmployment(
        tx,
        {
          personId,
          unitId: district.urban,
          relation: "home",
          identity: "contract",
          status: "in-post",
          title: null,
          fromOn: "2027-01-01",
        },
        null,
        day("2026-12-20"),
      ),
    );
    expect(back.ok).toBe(true);
    expect((await onDay(personId, "2026-12-31"))?.employments.map((job) => job.status)).toEqual(["resigned"]);
    expect((await onDay(personId, "2027-01-01"))?.employments).toMatchObject([
      { unitId: district.urban, identity: "contract" },
    ]);
  });
});

describe("moves", () => {
  // E.2 scenario 18, the part that personnel owns.
  it("a transfer belongs to the old unit until 1 July and to the new one from then", async () => {
    const personId = await officer("马俊杰");
    const transfer = () =>
      inTransaction((tx) =>
        transferEmployment(
          tx,
          { personId, unitId: district.urban, title: "三级主办", fromOn: "2026-07-01" },
          null,
          day("2026-06-20"),
        ),
      );
    expect((await transfer()).ok).toBe(true);
    const units = async (on: DateOn) => (await onDay(personId, on))?.employments.map((job) => job.unitId);
    expect(await units("2026-06-30")).toEqual([district.market]);
    expect(await units("2026-07-01")).toEqual([district.urban]);
    expect((await onDay(personId, "2026-07-02"))?.employmentHistory).toHaveLength(2);
    expect(codes(await transfer())).toEqual(["employment.same-unit"]);
  });

  it("two transfers at once: one holds", async () => {
    const personId = await officer("程望舒");
    const to = (unitId: string) =>
      inTransaction((tx) =>
        transferEmployment(
          tx,
          { personId, unitId, title: null, fromOn: "2026-07-01" },
          null,
          day("2026-06-20"),
        ),
      );
    await Promise.all([to(district.urban), to(district.root), to(district.urban), to(district.root)]);
    expect((await onDay(personId, "2026-07-01"))?.employments).toHaveLength(1);
  });

  it("a secondment lends at home and shows at the host, and ends by itself", async () => {
    const personId = await officer("袁志刚");
    const answer = await inTransaction((tx) =>
      recordSecondment(
        tx,
        { personId, unitId: district.urban, title: null, fromOn: "2026-03-01", toOn: "2026-09-01" },
        null,
        day("2026-02-20"),
      ),
    );
    expect(answer.ok).toBe(true);
    const jobs = async (on: DateOn) =>
      (await onDay(personId, on))?.employments.map((job) => `${job.relation} ${job.identity} ${job.status}`);
    expect(await jobs("2026-05-01")).toEqual([
      "home civil-servant seconded-out",
      "host seconded seconded-in",
    ]);
    expect(await jobs("2026-09-01")).toEqual(["home civil-servant in-post"]);
    const nothing = await inTransaction((tx) =>
      recordSecondment(
        tx,
        { personId, unitId: district.market, title: null, fromOn: "2026-05-01", toOn: "2026-06-01" },
        null,
        day("2026-02-20"),
      ),
    );
    expect(codes(nothing)).toEqual(["employment.overlaps", "employment.same-unit"]);
  });
});

describe("what was true and what was known", () => {
  // E.2 scenario 24, first half.
  it("a sanction entered later was true then and not known then", async () => {
    const personId = await officer("唐玉芬");
    await inTransaction((tx) =>
      recordSanction(
        tx,
        {
          personId,
          kind: "major-demerit",
          authority: "区纪委监委",
          decisionNumber: "临纪政〔2026〕7号",
          fromOn: "2026-05-20",
        },
        null,
        day("2026-08-01"),
      ),
    );
    const known = await onDay(personId, "2026-06-15");
    // The national pack counts as the Civil Code does: the corresponding day is the last.
    expect(known?.sanctions).toMatchObject([
      { kind: "major-demerit", fromOn: "2026-05-20", toOn: "2027-11-21" },
    ]);
    expect((await onDay(personId, "2026-06-15", day("2026-06-15")))?.sanctions).toEqual([]);
    expect((await onDay(personId, "2026-06-15", day("2026-08-02")))?.sanctions).toHaveLength(1);
  });

  it("nobody is known before being registered", async () => {
    const personId = await someone("吴国梁");
    expect(await onDay(personId, "2026-06-15", day("2025-12-31"))).toBeUndefined();
    expect((await onDay(personId, "2019-06-15"))?.name).toBe("吴国梁");
  });

  it("a grade is replaced and remembered; a study category gives way from its day", async () => {
    const personId = await officer("潘红霞");
    await inTransaction(async (tx) => {
      await recordAnnualGrade(tx, { personId, year: 2025, grade: "competent" }, null, day("2026-02-01"));
      await recordStudyCategory(
        tx,
        { personId, category: "enforcement", fromOn: "2022-03-01" },
        null,
        day("2026-02-01"),
      );
    });
    await inTransaction(async (tx) => {
      await recordAnnualGrade(tx, { personId, year: 2025, grade: "incompetent" }, null, day("2026-04-01"));
      await recordStudyCategory(
        tx,
        { personId, category: "legal", fromOn: "2026-04-01" },
        null,
        day("2026-04-01"),
      );
    });
    expect((await onDay(personId, "2026-04-02"))?.grades).toEqual([{ year: 2025, grade: "incompetent" }]);
    expect((await onDay(personId, "2026-04-02", day("2026-03-01")))?.grades).toEqual([
      { year: 2025, grade: "competent" },
    ]);
    expect((await onDay(personId, "2026-03-31"))?.studyCategory).toBe("enforcement");
    expect((await onDay(personId, "2026-04-01"))?.studyCategory).toBe("legal");
    expect(
      codes(
        await inTransaction((tx) =>
          recordAnnualGrade(tx, { personId, year: 2030, grade: "competent" }, null, day("2026-04-01")),
        ),
      ),
    ).toEqual(["annual-grade.year-not-over"]);
  });
});

describe("legal-affairs duty", () => {
  it("has its days, and counts persons full time", async () => {
    const personId = await officer("沈若岚");
    const duty = { personId, unitId: district.market, kind: "legal-affairs" as const };
    const open = () =>
      inTransaction((tx) =>
        recordLegalDuty(tx, { ...duty, fullTime: true, fromOn: "2026-01-01" }, null, day("2026-01-10")),
      );
    expect((await open()).ok).toBe(true);
    expect(codes(await open())).toEqual(["legal-duty.overlaps"]);
    expect(await fullTimeLegalStaffOf(prisma, district.market, "2026-03-31")).toEqual([personId]);
    await inTransaction((tx) => endLegalDuty(tx, { ...duty, toOn: "2026-04-01" }, null, day("2026-03-10")));
    expect(await fullTimeLegalStaffOf(prisma, district.market, "2026-03-31")).toEqual([personId]);
    expect(await fullTimeLegalStaffOf(prisma, district.market, "2026-04-01")).toEqual([]);
    expect(
      codes(
        await inTransaction((tx) =>
          endLegalDuty(tx, { ...duty, toOn: "2026-05-01" }, null, day("2026-03-10")),
        ),
      ),
    ).toEqual(["legal-duty.none-in-force"]);
  });

  it("is refused to someone on an enforcement post (K08)", async () => {
    const personId = await officer("韩立新");
    const positionId = newId();
    // Straight into the table: the room of posts stands to the right of this one.
    await prisma.position.create({
      data: {
        id: positionId,
        unitId: district.market,
        title: "食品监管执法岗",
        family: "enforcement",
        createdAt: day("2026-01-10"),
      },
    });
    const certificateId = newId();
    const pack = await prisma.rulePackVersion.findFirstOrThrow();
    await prisma.certificate.create({
      data: {
        id: certificateId,
        personId,
        unitId: district.market,
        certificateType: "administrative-enforcement",
        field: "market-regulation",
        number: "99060499001",
        validFromOn: toDbDate("2026-01-01"),
        validToOn: toDbDate("2030-12-31"),
        publicToken: "token-of-this-test",
        registerEntry: {},
        templateId: "plain",
        templateVersion: 1,
        packVersionId: pack.id,
        issuedAt: day("2026-01-10"),
      },
    });
    await prisma.certificateAct.create({
      data: {
        id: newId(),
        certificateId,
        act: "collect",
        effectiveAt: day("2026-01-11"),
        recordedAt: day("2026-01-11"),
      },
    });
    await prisma.assignment.create({
      data: {
        id: newId(),
        factId: newId(),
        positionId,
        personId,
        inherited: false,
        decision: {},
        fromOn: toDbDate("2026-02-01"),
        recordedAt: day("2026-01-20"),
      },
    });
    const answer = await inTransaction((tx) =>
      recordLegalDuty(
        tx,
        { personId, unitId: district.market, kind: "legal-review", fullTime: false, fromOn: "2026-03-01" },
        null,
        day("2026-02-10"),
      ),
    );
    expect(codes(answer)).toEqual(["legal-duty.enforces"]);
    expect(await prisma.legalDuty.count({ where: { personId } })).toBe(0);
  });
});
