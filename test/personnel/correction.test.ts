import { beforeAll, describe, expect, it } from "vitest";
import type { DateOn } from "~/calendar";
import { inTransaction, prisma } from "~/db.server";
import type { Correction } from "~/personnel/correction";
import { correctFact } from "~/personnel/correction.server";
import { recordLegalDuty } from "~/personnel/duty.server";
import { recordEmployment } from "~/personnel/employment.server";
import { personnelFacts } from "~/personnel/facts.server";
import { isInScope, listPeople } from "~/personnel/people.server";
import { renamePerson } from "~/personnel/person.server";
import { recordAnnualGrade, recordSanction, recordStudyCategory } from "~/personnel/record.server";
import { liftSanction } from "~/personnel/sanction.server";
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
const factsOf = async (personId: string, trueOn: DateOn, knownAt?: Date) =>
  (await personnelFacts(prisma, [personId], { trueOn, ...(knownAt ? { knownAt } : {}) })).get(personId)!;
const correct = (correction: Omit<Correction, "reason">, on: DateOn = "2026-06-01") =>
  inTransaction((tx) => correctFact(tx, { ...correction, reason: "填错" }, null, day(on)));
const employ = (personId: string, fromOn: DateOn, toOn: DateOn | null = null) =>
  inTransaction((tx) =>
    recordEmployment(
      tx,
      {
        personId,
        unitId: district.urban,
        relation: "home",
        identity: "contract",
        status: "in-post",
        title: null,
        fromOn,
        toOn,
      },
      null,
      day("2026-01-06"),
    ),
  );

describe("recorded wrongly, not changed", () => {
  it("an employment was always otherwise, and until the correction nobody knew", async () => {
    const personId = await someone("吕志宏");
    await employ(personId, "2020-09-01");
    const { id: versionId } = await prisma.employment.findFirstOrThrow({ where: { personId } });
    const right = {
      subject: "employment",
      unitId: district.market,
      identity: "civil-servant",
      status: "in-post",
      title: "四级主办",
      fromOn: "2020-07-01",
      toOn: null,
    } as const;
    expect(await correct({ personId, subject: "employment", versionId, right })).toMatchObject({ ok: true });
    expect((await factsOf(personId, "2020-08-01")).employments).toMatchObject([
      { unitId: district.market, identity: "civil-servant" },
    ]);
    expect((await factsOf(personId, "2021-01-01", day("2026-03-01"))).employments).toMatchObject([
      { unitId: district.urban, identity: "contract" },
    ]);
    expect(await prisma.factCorrection.findFirst({ where: { personId } })).toMatchObject({
      subject: "employment",
      versionId,
      withdrawn: false,
      reason: "填错",
    });
    // Two who correct the same version: the second is told.
    expect(codes(await correct({ personId, subject: "employment", versionId, right }))).toEqual([
      "correction.gone",
    ]);
  });

  it("is refused with every reason when the right days are taken or impossible", async () => {
    const personId = await someone("彭春生");
    await employ(personId, "2020-02-01", "2020-12-01");
    await employ(personId, "2021-01-01");
    const later = await prisma.employment.findFirstOrThrow({ where: { personId, toOn: null } });
    const right = {
      subject: "employment",
      unitId: "019aa000-0000-7000-8000-000000000000",
      identity: "contract",
      status: "seconded-in",
      title: null,
      fromOn: "2020-06-01",
      toOn: null,
    } as const;
    const answer = await correct({ personId, subject: "employment", versionId: later.id, right });
    expect(codes(answer)).toEqual([
      "employment.status-of-relation",
      "employment.overlaps",
      "employment.unknown-unit",
    ]);
    expect(
      await correct({ personId, subject: "employment", versionId: later.id, right: null }),
    ).toMatchObject({ ok: true });
    expect((await factsOf(personId, "2022-01-01")).employments).toEqual([]);
  });

  it("a wrong name is no former name; a change of name that never was gives its days back", async () => {
    const personId = await someone("姜坤");
    const scope = { unitIds: [], everyone: true, whole: true };
    const found = async (name: string) =>
      (await listPeople(prisma, scope, { name, state: "all" }, {}, "2026-06-01")).people.map(
        (one) => one.personId,
      );
    const first = await prisma.personName.findFirstOrThrow({ where: { personId } });
    const right = { subject: "name", name: "姜堃" } as const;
    expect(await correct({ personId, subject: "name", versionId: first.id, right })).toMatchObject({
      ok: true,
    });
    expect(await found("姜坤")).not.toContain(personId);
    expect(await found("姜堃")).toContain(personId);
    await inTransaction((tx) =>
      renamePerson(tx, { personId, name: "姜明", fromOn: "2026-03-01" }, null, day("2026-06-02")),
    );
    // The former name finds the person.
    expect(await found("姜堃")).toContain(personId);
    const renamed = await prisma.personName.findFirstOrThrow({
      where: { personId, supersededAt: null, toOn: null },
    });
    expect(
      await correct({ personId, subject: "name", versionId: renamed.id, right: null }, "2026-06-03"),
    ).toMatchObject({ ok: true });
    expect((await factsOf(personId, "2026-07-01")).name).toBe("姜堃");
    expect(await found("姜明")).not.toContain(personId);
    const only = await prisma.personName.findFirstOrThrow({ where: { personId, supersededAt: null } });
    expect(codes(await correct({ personId, subject: "name", versionId: only.id, right: null }))).toEqual([
      "correction.first-name",
    ]);
    expect(await isInScope(prisma, personId, scope, "2026-06-04")).toBe(true);
  });

  it("duties, sanctions, grades and study categories", async () => {
    const personId = await someone("董雪峰");
    const at = day("2026-02-01");
    await inTransaction(async (tx) => {
      const duty = { unitId: district.urban, kind: "legal-affairs" as const, fullTime: true };
      await recordLegalDuty(tx, { personId, ...duty, fromOn: "2026-01-01" }, null, at);
      const decision = { authority: "区监委", decisionNumber: "3号" };
      await recordSanction(tx, { personId, kind: "demerit", ...decision, fromOn: "2026-01-01" }, null, at);
      await recordAnnualGrade(tx, { personId, year: 2025, grade: "incompetent" }, null, at);
      await recordStudyCategory(tx, { personId, category: "legal", fromOn: "2026-01-01" }, null, at);
    });
    const of = { where: { personId, supersededAt: null } };
    const duty = await prisma.legalDuty.findFirstOrThrow(of);
    const sanction = await prisma.sanction.findFirstOrThrow(of);
    const grade = await prisma.annualGrade.findFirstOrThrow(of);
    const category = await prisma.studyCategory.findFirstOrThrow(of);
    const half = { subject: "legal-duty", fullTime: false, fromOn: "2025-06-01", toOn: null } as const;
    await correct({ personId, subject: "legal-duty", versionId: duty.id, right: half });
    const warning = {
      subject: "sanction",
      kind: "warning",
      authority: "区监委",
      decisionNumber: "3号",
      fromOn: "2026-01-01",
      toOn: "2026-07-01",
    } as const;
    await correct({ personId, subject: "sanction", versionId: sanction.id, right: warning });
    await correct({ personId, subject: "annual-grade", versionId: grade.id, right: null });
    const other = { subject: "study-category", category: "other", fromOn: "2026-01-01", toOn: null } as const;
    await correct({ personId, subject: "study-category", versionId: category.id, right: other });
    expect(await factsOf(personId, "2026-06-02")).toMatchObject({
      legalDuties: [{ fullTime: false, fromOn: "2025-06-01" }],
      sanctions: [{ kind: "warning", toOn: "2026-07-01" }],
      grades: [],
      studyCategory: "other",
    });
    expect(await factsOf(personId, "2026-02-01", day("2026-02-02"))).toMatchObject({
      legalDuties: [{ fullTime: true }],
      sanctions: [{ kind: "demerit" }],
      grades: [{ grade: "incompetent" }],
      studyCategory: "legal",
    });
  });
});

describe("lifting a sanction", () => {
  it("ends it on the day of the decision; before, it was as long as it was", async () => {
    const personId = await someone("贺云");
    const decision = { authority: "区监委", decisionNumber: "9号" };
    const made = await inTransaction((tx) =>
      recordSanction(
        tx,
        { personId, kind: "demerit", ...decision, fromOn: "2026-01-01" },
        null,
        day("2026-01-08"),
      ),
    );
    if (!made.ok) throw new Error("refused");
    const lift = (toOn: DateOn) =>
      inTransaction((tx) =>
        liftSanction(
          tx,
          { personId, factId: made.factId, toOn, decisionNumber: "解1号" },
          null,
          day("2026-08-01"),
        ),
      );
    expect(codes(await lift("2026-01-01"))).toEqual(["sanction.not-running"]);
    expect(codes(await lift("2027-03-01"))).toEqual(["sanction.not-running"]);
    expect(await lift("2026-08-01")).toMatchObject({ ok: true });
    expect(await lift("2026-08-01")).toMatchObject({ ok: true });
    expect((await factsOf(personId, "2026-08-02")).sanctions).toMatchObject([{ toOn: "2026-08-01" }]);
    expect((await factsOf(personId, "2026-08-02", day("2026-07-01"))).sanctions[0]?.toOn).not.toBe(
      "2026-08-01",
    );
    expect(await prisma.sanction.count({ where: { personId } })).toBe(2);
  });
});
