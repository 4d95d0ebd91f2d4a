import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import { inTransaction, prisma } from "~/db.server";
import { createExam } from "~/exams/exams.server";
import type { BlueprintWritten } from "~/questions/blueprint";
import {
  changeBlueprint,
  createBlueprint,
  retitleBlueprint,
  type Saved,
  withdrawBlueprint,
} from "~/questions/blueprint-versions.server";
import { listBlueprints, saveBlueprint } from "~/questions/blueprints.server";
import { after, EARLY, examHall, type Hall, OPENS } from "../exams/exam-hall";
import { useDatabase } from "../support/database";
import { smallBank } from "./small-bank";

await useDatabase();
let hall: Hall;
let one: string;
let other: string;
const codes: string[] = [];

beforeAll(async () => {
  hall = await examHall(smallBank());
  const account = (loginName: string) =>
    inTransaction((tx) =>
      createAccount(
        tx,
        { loginName, displayName: loginName, personId: null, passwordHash: "-" },
        null,
        EARLY,
      ),
    );
  one = await account("legal-one");
  other = await account("legal-other");
  const questions = await prisma.question.findMany({
    where: { bank: { code: "general-law" }, versions: { some: { type: "single-choice", groupId: null } } },
    orderBy: { code: "asc" },
    take: 4,
  });
  codes.push(...questions.map(({ code }) => code));
});

const rules = (change: Partial<BlueprintWritten> = {}): BlueprintWritten => ({
  cells: [
    { bank: "general-law", law: null, type: "single-choice", difficulty: null, count: 5, marksEach: 2 },
  ],
  fixed: [],
  exposureCap: null,
  ...change,
});
const counted = (count: number) => rules({ cells: [{ ...rules().cells[0]!, count }] });
const title = { "zh-CN": "月考", en: "" };
const create = (code: string, written = rules(), by = one) =>
  inTransaction((tx) => createBlueprint(tx, { code, title, rules: written }, by, EARLY));
const change = (blueprintId: string, seen: number, written: BlueprintWritten, by = one) =>
  inTransaction((tx) => changeBlueprint(tx, { blueprintId, seen, rules: written }, by, EARLY));
const made = async (code: string) => {
  const answer = await create(code);
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusals));
  return answer;
};
const reasons = (answer: { ok: true } | { ok: false; refusals: { code: string }[] }) =>
  answer.ok ? [] : answer.refusals.map(({ code }) => code);
const named = (code: string) => ({ bank: "general-law", code });

describe("a blueprint made here", () => {
  it("has a code of its own, a title, and a version for every change of its rules", async () => {
    const { blueprintId } = await made("monthly");
    expect(await prisma.blueprint.findUnique({ where: { id: blueprintId } })).toMatchObject({
      code: "monthly",
      title: { "zh-CN": "月考", en: "月考" },
    });
    expect(await change(blueprintId, 1, counted(6))).toMatchObject({ ok: true, number: 2 });
    // Sent twice, and sent by somebody who typed the same: nothing is added.
    expect(await change(blueprintId, 1, counted(6))).toMatchObject({ ok: true, number: 2 });
    expect(await change(blueprintId, 2, counted(6), other)).toMatchObject({ ok: true, number: 2 });
    const versions = await prisma.blueprintVersion.findMany({
      where: { blueprintId },
      orderBy: { number: "asc" },
      select: { number: true, createdById: true },
    });
    expect(versions).toEqual([
      { number: 1, createdById: one },
      { number: 2, createdById: one },
    ]);
    const events = await prisma.auditEvent.findMany({
      where: { subjectId: blueprintId },
      orderBy: { id: "asc" },
    });
    expect(events.map(({ type, data }) => [type, data])).toEqual([
      ["blueprint.created", { code: "monthly", number: 1 }],
      ["blueprint.created", { code: "monthly", number: 2 }],
    ]);
  });

  it("tells every reason why it cannot be kept", async () => {
    const before = await prisma.blueprint.count();
    const wrong = await inTransaction((tx) =>
      createBlueprint(
        tx,
        {
          code: "New one",
          title: { "zh-CN": " ", en: "" },
          rules: rules({
            fixed: [
              { ...named(codes[0]!), marksEach: 2 },
              { ...named(codes[1]!), marksEach: 2 },
              { ...named(codes[0]!), marksEach: 2 },
              { ...named("gone"), marksEach: 2 },
            ],
            enemySets: [
              [named(codes[0]!), named(codes[1]!)],
              [named(codes[2]!), named("nowhere"), named(codes[2]!)],
            ],
          }),
        },
        one,
        EARLY,
      ),
    );
    expect(wrong.ok ? [] : wrong.refusals.map(({ code, facts }) => [code, facts])).toEqual([
      ["blueprint.code-malformed", {}],
      ["blueprint.title-missing", { most: 60 }],
      ["blueprint.fixed-enemies", { ...named(codes[1]!), other: codes[0] }],
      ["blueprint.fixed-twice", named(codes[0]!)],
      ["blueprint.fixed-missing", named("gone")],
      ["blueprint.set-unknown", { set: 2, ...named("nowhere") }],
      ["blueprint.set-repeats", { set: 2, code: codes[2] }],
    ]);
    expect(reasons(await create("new"))).toEqual(["blueprint.code-malformed"]);
    expect(reasons(await create("empty", rules({ cells: [] })))).toEqual(["blueprint.empty"]);
    expect(await prisma.blueprint.count()).toBe(before);
  });

  it("is made once of two who take the same code at once", async () => {
    const answers = await Promise.all([create("same-code"), create("same-code", counted(3), other)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.flatMap(reasons)).toEqual(["blueprint.code-taken"]);
    expect(reasons(await create("same-code"))).toEqual(["blueprint.code-taken"]);
  });

  it("of two who save at once keeps both: the later is told what the earlier did, and may save again", async () => {
    for (let round = 0; round < 8; round++) {
      const { blueprintId } = await made(`race-${round}`);
      const answers: Saved[] = await Promise.all([
        change(blueprintId, 1, counted(7), one),
        change(blueprintId, 1, counted(8), other),
      ]);
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect(answers.flatMap((answer) => (answer.ok ? [] : answer.refusals))).toMatchObject([
        { code: "blueprint.changed-meanwhile", facts: { seen: 1, number: 2 } },
      ]);
      const late = answers[0]!.ok ? counted(8) : counted(7);
      expect(await change(blueprintId, 2, late)).toMatchObject({ ok: true, number: 3 });
    }
  });

  it("changes its title without a version, and not over another's title", async () => {
    const { blueprintId } = await made("titled");
    const seen = { "zh-CN": "月考", en: "月考" };
    const retitle = (words: string, from: typeof seen) =>
      inTransaction((tx) =>
        retitleBlueprint(
          tx,
          { blueprintId, title: { "zh-CN": words, en: "Monthly" }, seen: from },
          one,
          EARLY,
        ),
      );
    expect(await retitle("每月一考", seen)).toEqual({ ok: true });
    expect(await retitle("每月一考", seen)).toEqual({ ok: true });
    expect(await retitle("别的名称", seen)).toMatchObject({
      refusals: [{ code: "blueprint.title-changed-meanwhile", facts: { title: "每月一考" } }],
    });
    expect(reasons(await retitle("长".repeat(61), { "zh-CN": "每月一考", en: "Monthly" }))).toEqual([
      "blueprint.title-missing",
    ]);
    expect(await prisma.blueprintVersion.count({ where: { blueprintId } })).toBe(1);
  });
});

describe("a blueprint withdrawn", () => {
  const exam = (blueprintVersionId: string) => ({
    ...{ title: "考试", kind: "annual" as const, part: null, field: null, unitId: hall.legal },
    ...{ organiserLevel: "county" as const, blueprintVersionId, passMark: 6, attemptsAllowed: 1 },
    ...{ opensAt: OPENS, closesAt: after(120), lateEntryMinutes: 30, minutes: 60 },
  });
  const plan = (versionId: string) => inTransaction((tx) => createExam(tx, exam(versionId), null, EARLY));

  it("is no longer offered, for good; exams made with it keep their version", async () => {
    const { blueprintId, versionId } = await made("old");
    const before = await plan(versionId);
    expect(before.ok).toBe(true);
    const withdraw = () => inTransaction((tx) => withdrawBlueprint(tx, { blueprintId }, one, EARLY));
    expect([await withdraw(), await withdraw()]).toEqual([{ ok: true }, { ok: true }]);
    expect((await listBlueprints(prisma)).map((listed) => listed.versionId)).not.toContain(versionId);
    expect(reasons(await plan(versionId))).toEqual(["blueprint.withdrawn"]);
    expect(reasons(await change(blueprintId, 1, counted(9)))).toEqual(["blueprint.withdrawn"]);
    expect(await prisma.auditEvent.count({ where: { type: "blueprint.withdrawn" } })).toBe(1);
  });

  it("is refused where there is none, not thrown at", async () => {
    const nobody = "00000000-0000-7000-8000-000000000000";
    expect(reasons(await plan(nobody))).toEqual(["blueprint.unknown"]);
    expect(reasons(await change(nobody, 1, rules()))).toEqual(["blueprint.unknown"]);
    expect(
      reasons(await inTransaction((tx) => withdrawBlueprint(tx, { blueprintId: nobody }, one, EARLY))),
    ).toEqual(["blueprint.unknown"]);
  });
});

it("a blueprint that came with the program keeps what somebody changed here, and is renewed where nobody did", async () => {
  const shipped = (count: number) =>
    inTransaction((tx) => saveBlueprint(tx, { code: "shipped", title, rules: counted(count) }, null, EARLY));
  const first = await shipped(5);
  expect(await shipped(5)).toBe(first);
  const second = await shipped(6);
  expect(second).not.toBe(first);
  const { blueprintId } = await prisma.blueprintVersion.findUniqueOrThrow({ where: { id: second } });
  const ours = await change(blueprintId, 2, counted(7));
  expect(await shipped(8)).toBe(ours.ok && ours.versionId);
  expect(await prisma.blueprintVersion.count({ where: { blueprintId } })).toBe(3);
});

it("versions stored before there were sets and days still parse, and are not taken for others", async () => {
  const id = hall.blueprint;
  const stored = await prisma.blueprintVersion.findUniqueOrThrow({ where: { id } });
  const { exposureDays: _, enemySets: __, ...old } = stored.rules as Record<string, unknown>;
  const again = await inTransaction((tx) =>
    saveBlueprint(tx, { code: "short", title, rules: old as BlueprintWritten }, null, EARLY),
  );
  expect(again).toBe(id);
});
