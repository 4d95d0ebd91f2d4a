import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import writeSheet from "write-excel-file/node";
import { createAccount } from "~/access/accounts.server";
import { requestRun, resumeRosterRuns, runRoster } from "~/casework/roster-runs.server";
import { undoRoster } from "~/casework/roster-undoing.server";
import { inTransaction, prisma } from "~/db.server";
import { endEmployment, recordEmployment } from "~/personnel/employment.server";
import { personnelFacts } from "~/personnel/facts.server";
import { fictitiousIdentityNumber } from "~/personnel/identity-number";
import { listPeople } from "~/personnel/people.server";
import { registerPerson } from "~/personnel/person.server";
import { recordAnnualGrade, recordStudyCategory } from "~/personnel/record.server";
import { acceptRoster } from "~/personnel/roster-acceptance.server";
import { findRosterImport, rosterResults, uploadRoster } from "~/personnel/roster-import.server";
import { rosterWords } from "~/text/roster-words";
import { smallDistrict } from "../personnel/district";
import { useDatabase } from "../support/database";

const database = await useDatabase();
const ROUNDS = Number(process.env.UNDO_ROUNDS ?? 12);
let district: Awaited<ReturnType<typeof smallDistrict>>;
let officer: string;
let clock = Date.parse("2026-11-02T02:00:00Z");
/** Every act a second after the one before. */
const next = () => {
  clock += 1000;
  return new Date(clock);
};
const today = "2026-11-02";

beforeAll(async () => {
  district = await smallDistrict();
  officer = await inTransaction((tx) =>
    createAccount(
      tx,
      { loginName: "zhao", displayName: "赵", personId: null, passwordHash: "x" },
      null,
      next(),
    ),
  );
});

const headers = ["姓名", "身份证件号码", "单位", "身份", "入职日期", "学法类别", "法制职责"];
const number = (index: number) => fictitiousIdentityNumber(index, "1980-05-06", "female");
type Line = { index: number; unit?: string; from?: string; category?: string; duty?: string; name?: string };
const sheet = (lines: Line[]) =>
  writeSheet([
    headers,
    ...lines.map(
      ({
        index,
        unit = "城市管理局",
        from = "2020-03-01",
        category = "行政执法人员",
        duty = "",
        name = "顾长青",
      }) => [name, number(index), unit, "公务员", from, category, duty],
    ),
  ]).toBuffer();
const take = async (lines: Line[]) => {
  const bytes = await sheet(lines);
  const answer = await inTransaction((tx) =>
    uploadRoster(
      tx,
      { unitId: district.root, fileName: "名册.xlsx", bytes, words: rosterWords },
      officer,
      next(),
    ),
  );
  if (!answer.ok) throw new Error(answer.refusals.map((refusal) => refusal.code).join());
  const { importId } = answer;
  const taken = await inTransaction((tx) =>
    acceptRoster(tx, { importId, mode: "good-rows", words: rosterWords }, officer, next()),
  );
  if (!taken.ok) throw new Error(taken.refusals.map((refusal) => refusal.code).join());
  return importId;
};
const undo = (importId: string) => inTransaction((tx) => undoRoster(tx, importId, officer, next()));
const personOf = async (importId: string) => (await rosterResults(prisma, importId))[0]?.personId ?? "";

/** Everything the register answers about everyone, on several days, and what it counts. */
async function everyAnswer(knownAt?: Date) {
  const ids = (await prisma.person.findMany({ select: { id: true }, orderBy: { id: "asc" } })).map(
    ({ id }) => id,
  );
  const facts = [];
  for (const trueOn of ["2019-01-01", "2021-06-01", "2024-06-01", today] as const)
    facts.push([...(await personnelFacts(prisma, ids, { trueOn, ...(knownAt ? { knownAt } : {}) }))].sort());
  const scope = { unitIds: [district.root, district.urban, district.market], everyone: true, whole: true };
  const list = await listPeople(prisma, scope, { state: "all" }, {}, today);
  const numbers = await database.ownerQuery(
    "SELECT person_id, encode(index_hash, 'hex') AS hash FROM identity_number WHERE superseded_at IS NULL ORDER BY person_id",
  );
  return {
    facts,
    total: list.total,
    listed: list.people.map(({ personId, name }) => [personId, name]),
    numbers,
  };
}

describe("undoing a whole import", () => {
  it("withdraws whom it made, and the same file may come again", async () => {
    const before = await everyAnswer();
    const lines = [{ index: 1 }, { index: 2, duty: "专职法制工作" }];
    const importId = await take(lines);
    const between = next();
    const during = await everyAnswer();
    expect(during.total).toBe((before.total ?? 0) + 2);
    expect(await undo(importId)).toMatchObject({ ok: true, people: 2, already: false });
    expect(await undo(importId)).toMatchObject({ ok: true, people: 2, already: true });
    expect(await everyAnswer()).toEqual(before);
    expect((await everyAnswer(between)).facts).toEqual(during.facts);
    expect((await findRosterImport(prisma, importId, ["/linhu/"], next()))?.state).toBe("undone");
    const again = await take(lines);
    expect(again).not.toBe(importId);
    expect((await rosterResults(prisma, again)).map(({ outcome }) => outcome)).toEqual([
      "created",
      "created",
    ]);
    expect(await undo(again)).toMatchObject({ ok: true });
    expect(await everyAnswer()).toEqual(before);
  });

  it("is refused with every reason where something rests on it, and then changes nothing", async () => {
    const importId = await take([{ index: 11 }, { index: 12 }, { index: 13 }]);
    const [first, second] = (await rosterResults(prisma, importId)).map(({ personId }) => personId ?? "");
    await inTransaction((tx) =>
      recordAnnualGrade(tx, { personId: first!, year: 2025, grade: "competent" }, officer, next()),
    );
    await inTransaction((tx) =>
      recordStudyCategory(
        tx,
        { personId: second!, category: "legal", fromOn: "2022-01-01" },
        officer,
        next(),
      ),
    );
    await take([{ index: 13 }, { index: 14 }]);
    const before = await everyAnswer();
    const answer = await undo(importId);
    expect(answer.ok).toBe(false);
    if (answer.ok) return;
    expect(answer.refusals.map(({ code, facts }) => `${code} ${facts.what} ${facts.rows}`).sort()).toEqual([
      "roster.undo-rests annual_grade 2",
      "roster.undo-rests roster_import 4",
      "roster.undo-rests study_category 3",
    ]);
    expect(await everyAnswer()).toEqual(before);
  });

  it("counts whatever refers to a person, in any room", async () => {
    const importId = await take([{ index: 21 }]);
    const personId = await personOf(importId);
    await inTransaction((tx) =>
      createAccount(tx, { loginName: "gu", displayName: "顾", personId, passwordHash: "x" }, null, next()),
    );
    await database.ownerQuery(
      "INSERT INTO exam_ban (id, fact_id, person_id, reason, decision_number, from_on, recorded_at) VALUES (gen_random_uuid(), gen_random_uuid(), $1, 'x', '1', '2026-01-01', now())",
      [personId],
    );
    const answer = await undo(importId);
    expect(!answer.ok && answer.refusals.map(({ facts }) => facts.what).sort()).toEqual([
      "account",
      "exam_ban",
    ]);
    const references = await database.ownerQuery<{ table: string }>(
      "SELECT conrelid::regclass::text AS table FROM pg_constraint WHERE contype = 'f' AND confrelid = 'person'::regclass",
    );
    expect(references.map(({ table }) => table)).toContain("certificate");
  });

  it("gives back what gave way to it: somebody who had left and came again", async () => {
    const born = await inTransaction((tx) =>
      registerPerson(tx, { name: "顾长青", identityNumber: number(31), origin: "form" }, officer, next()),
    );
    if (!born.ok) throw new Error("refused");
    const { personId } = born;
    const job = {
      personId,
      unitId: district.market,
      relation: "home",
      identity: "contract",
      status: "in-post",
      title: null,
    } as const;
    await inTransaction((tx) => recordEmployment(tx, { ...job, fromOn: "2015-01-01" }, officer, next()));
    await inTransaction((tx) =>
      recordStudyCategory(tx, { personId, category: "auxiliary", fromOn: "2015-01-01" }, officer, next()),
    );
    await inTransaction((tx) =>
      endEmployment(
        tx,
        { personId, relation: "home", toOn: "2019-01-01", status: "resigned" },
        officer,
        next(),
      ),
    );
    const before = await everyAnswer();
    const importId = await take([{ index: 31 }]);
    expect((await rosterResults(prisma, importId))[0]).toMatchObject({ outcome: "known", personId });
    expect(await everyAnswer()).not.toEqual(before);
    expect(await undo(importId)).toMatchObject({ ok: true, people: 1 });
    expect(await everyAnswer()).toEqual(before);
  });

  it("restores every answer, whatever was there and whatever came", async () => {
    let base = 100;
    const line = fc.record({
      index: fc.integer({ min: 0, max: 9 }),
      unit: fc.constantFrom("城市管理局", "市场监督管理局"),
      from: fc.constantFrom("2018-01-01", "2020-03-01", "2023-07-01"),
      category: fc.constantFrom("", "行政执法人员", "法制人员"),
      duty: fc.constantFrom("", "兼职法制审核"),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 8 }),
        fc.array(line, { minLength: 1, maxLength: 8 }),
        fc.nat(3),
        async (past, wanted, left) => {
          base += 10;
          const placed = (lines: typeof past) => lines.map((one) => ({ ...one, index: base + one.index }));
          const first = await take(placed([...past, { ...past[0]!, index: 9 }])).catch(() => null);
          const known = first
            ? (await rosterResults(prisma, first)).flatMap(({ personId }) => personId ?? [])
            : [];
          for (const personId of known.slice(0, left))
            await inTransaction((tx) =>
              endEmployment(
                tx,
                { personId, relation: "home", toOn: "2024-01-01", status: "resigned" },
                officer,
                next(),
              ),
            );
          const before = await everyAnswer();
          const second = await take(
            placed(wanted).map((one) => ({ ...one, from: left > 0 ? "2025-01-01" : one.from })),
          ).catch(() => null);
          if (!second) return;
          expect(await undo(second)).toMatchObject({ ok: true });
          expect(await everyAnswer()).toEqual(before);
        },
      ),
      { numRuns: ROUNDS, seed: 20261122 },
    );
  }, 300_000);
});

describe("a run", () => {
  it("asked for twice is one, and one that a crash left is begun again", async () => {
    const bytes = await sheet([{ index: 41 }]);
    const uploaded = await inTransaction((tx) =>
      uploadRoster(
        tx,
        { unitId: district.root, fileName: "名册.xlsx", bytes, words: rosterWords },
        officer,
        next(),
      ),
    );
    if (!uploaded.ok) throw new Error("refused");
    const { importId } = uploaded;
    const ask = () => inTransaction((tx) => requestRun(tx, { importId, mode: "all" }, officer, next()));
    const [one, two] = await Promise.all([ask(), ask()]);
    expect(one.runId).toBe(two.runId);
    expect((await findRosterImport(prisma, importId, ["/linhu/"], next()))?.state).toBe("working");
    expect(await resumeRosterRuns(rosterWords, next)).toBe(0);
    expect(await resumeRosterRuns(rosterWords, () => new Date(clock + 3_600_000))).toBe(1);
    expect((await findRosterImport(prisma, importId, ["/linhu/"], next()))?.state).toBe("accepted");
    expect(await runRoster(one.runId, rosterWords, next)).toEqual([]);
  });

  it("that fails says so and leaves nothing", async () => {
    const bytes = await sheet([{ index: 51 }, { index: 52 }]);
    const uploaded = await inTransaction((tx) =>
      uploadRoster(
        tx,
        { unitId: district.root, fileName: "名册.xlsx", bytes, words: rosterWords },
        officer,
        next(),
      ),
    );
    if (!uploaded.ok) throw new Error("refused");
    const { importId } = uploaded;
    await inTransaction((tx) =>
      registerPerson(tx, { name: "顾常青", identityNumber: number(52), origin: "form" }, officer, next()),
    );
    const before = await everyAnswer();
    const { runId } = await inTransaction((tx) => requestRun(tx, { importId, mode: "all" }, officer, next()));
    expect((await runRoster(runId, rosterWords, next)).map(({ code }) => code)).toEqual([
      "roster.has-bad-rows",
    ]);
    expect(await everyAnswer()).toEqual(before);
    expect((await findRosterImport(prisma, importId, ["/linhu/"], next()))?.counts).toMatchObject({
      new: 1,
      bad: 1,
    });
  });
});
