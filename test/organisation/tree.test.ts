import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { DateOn } from "~/calendar";
import { inTransaction, prisma } from "~/db.server";
import { createUnit } from "~/organisation/organisation.server";
import { changeUnit, endUnit, setUpUnit, type UnitChange } from "~/organisation/tree.server";
import { findUnit, unitsUnder } from "~/organisation/units.server";
import { refusalsOf } from "~/verdict";
import { useDatabase } from "../support/database";

await useDatabase();
const actor = "01890000-0000-7000-8000-000000000001";
const now = new Date("2026-01-05T02:00:00Z");
let root: string;

const base = {
  kind: "enforcement-bureau" as const,
  civilServantsOnly: false,
  establishment: null,
  fromOn: "2020-01-01" as DateOn,
};
const setUp = (code: string, parentId: string, more: Partial<{ name: string; fromOn: DateOn }> = {}) =>
  inTransaction((tx) =>
    setUpUnit(tx, { ...base, code, name: `${code} 局`, shortName: code, parentId, ...more }, actor, now),
  );
async function unitNamed(code: string, parentId = root): Promise<string> {
  const answer = await setUp(code, parentId);
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusals));
  return answer.unitId;
}
const change = async (unitId: string, told: Partial<UnitChange>, at = now) => {
  const fromOn = told.fromOn ?? "2026-01-01";
  const { name, shortName, kind, parentId, civilServantsOnly } =
    (await findUnit(prisma, unitId, fromOn)) ?? ({} as never);
  const content = { name, shortName, kind, parentId, civilServantsOnly, establishment: null };
  return inTransaction((tx) => changeUnit(tx, { unitId, ...content, fromOn, ...told }, actor, at));
};
const codesOf = (answer: Parameters<typeof refusalsOf>[0]) =>
  refusalsOf(answer).map((refused) => (refused as { code: string }).code);

beforeAll(async () => {
  root = await inTransaction((tx) =>
    createUnit(
      tx,
      { ...base, code: "linhu", parentId: null, name: "临湖区", shortName: "临湖", kind: "jurisdiction" },
      null,
      now,
    ),
  );
});

describe("setting a unit up", () => {
  it("puts it below its parent from the day, and not before", async () => {
    const answer = await setUp("water", root, { fromOn: "2026-03-01" });
    if (!answer.ok) throw new Error();
    expect(await findUnit(prisma, answer.unitId, "2026-02-28")).toBeNull();
    expect(await findUnit(prisma, answer.unitId, "2026-03-01")).toMatchObject({ path: "/linhu/water/" });
  });

  it("says everything that is against it at once", async () => {
    await unitNamed("forest");
    expect(codesOf(await setUp("Forest!", root, { name: "forest 局" }))).toEqual([
      "unit.code-malformed",
      "unit.name-taken",
    ]);
    expect(codesOf(await setUp("forest", root, { name: "林业局" }))).toEqual(["unit.code-taken"]);
    expect(codesOf(await setUp("early", root, { fromOn: "2019-12-31" }))).toEqual(["unit.parent-unknown"]);
  });

  it("of many at once with one code, one is set up", async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => setUp("harbour", root)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const others = answers.filter(({ ok }) => !ok).map(codesOf);
    expect(new Set(others.flat())).toEqual(new Set(["unit.name-taken", "unit.code-taken"]));
  });
});

describe("changing a unit", () => {
  it("holds from the day and leaves the past as it was", async () => {
    const unitId = await unitNamed("market");
    expect(await change(unitId, { name: "市场监督管理局", fromOn: "2026-02-01" })).toEqual({ ok: true });
    expect((await findUnit(prisma, unitId, "2026-01-31"))?.name).toBe("market 局");
    expect((await findUnit(prisma, unitId, "2026-02-01"))?.name).toBe("市场监督管理局");
    expect(await prisma.unitVersion.count({ where: { unitId } })).toBe(3);
  });

  it("takes everything below along, from the day, and a namesake's path stays", async () => {
    const [east, west] = [await unitNamed("east"), await unitNamed("west")];
    const eastern = await unitNamed("eastern");
    const office = await unitNamed("office", east);
    const team = await unitNamed("team", office);
    expect(await change(office, { parentId: west, fromOn: "2026-05-01" })).toEqual({ ok: true });
    expect((await findUnit(prisma, team, "2026-04-30"))?.path).toBe("/linhu/east/office/team/");
    expect((await findUnit(prisma, team, "2026-05-01"))?.path).toBe("/linhu/west/office/team/");
    expect((await findUnit(prisma, eastern, "2026-05-01"))?.path).toBe("/linhu/eastern/");
    const under = (on: DateOn) => unitsUnder(prisma, ["/linhu/east/"], on);
    expect((await under("2026-04-30")).map(({ code }) => code)).toEqual(["east", "office", "team"]);
    expect((await under("2026-05-01")).map(({ code }) => code)).toEqual(["east"]);
  });

  it("refuses a circle, the root's move, a later change already recorded and no change at all", async () => {
    const [upper, other] = [await unitNamed("upper"), await unitNamed("other")];
    const lower = await unitNamed("lower", upper);
    expect(codesOf(await change(upper, { parentId: lower }))).toEqual(["unit.below-itself"]);
    expect(codesOf(await change(upper, { parentId: upper }))).toEqual(["unit.below-itself"]);
    expect(codesOf(await change(root, { parentId: upper }))).toContain("unit.root-stays");
    expect(codesOf(await change(upper, {}))).toEqual(["unit.nothing-changed"]);
    expect(codesOf(await change(upper, { name: "新", fromOn: "2019-06-01" }))).toEqual(["unit.not-in-force"]);
    expect(await change(other, { shortName: "后", fromOn: "2026-09-01" })).toEqual({ ok: true });
    expect(codesOf(await change(other, { shortName: "前", fromOn: "2026-08-01" }))).toEqual([
      "unit.changed-later",
    ]);
  });

  it("two at once that would make a circle: one is refused", async () => {
    const [one, two] = [await unitNamed("one"), await unitNamed("two")];
    const answers = await Promise.all([change(one, { parentId: two }), change(two, { parentId: one })]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.flatMap(codesOf)).toEqual(["unit.below-itself"]);
  });
});

describe("dissolving a unit", () => {
  it("keeps the days before and the record, and the code is not used again", async () => {
    const unitId = await unitNamed("bridge");
    expect(await inTransaction((tx) => endUnit(tx, { unitId, toOn: "2026-06-01" }, actor, now))).toEqual({
      ok: true,
    });
    expect(await findUnit(prisma, unitId, "2026-05-31")).not.toBeNull();
    expect(await findUnit(prisma, unitId, "2026-06-01")).toBeNull();
    expect(codesOf(await setUp("bridge", root, { fromOn: "2026-07-01" }))).toEqual(["unit.code-taken"]);
  });

  it("is refused for the root and for one with units below", async () => {
    const unitId = await unitNamed("bureau");
    await unitNamed("bureau-team", unitId);
    const end = (unitId: string) =>
      inTransaction((tx) => endUnit(tx, { unitId, toOn: "2026-06-01" }, actor, now));
    expect(codesOf(await end(unitId))).toEqual(["unit.has-subordinates"]);
    expect(codesOf(await end(root))).toEqual(["unit.root-stays", "unit.has-subordinates"]);
  });
});

it("however units are moved about, every path is its parent's with its own code", async () => {
  const ids = [
    root,
    ...(await Promise.all(["p1", "p2", "p3", "p4", "p5", "p6"].map((code) => unitNamed(code)))),
  ];
  const move = fc.record({
    unit: fc.integer({ min: 1, max: 6 }),
    below: fc.integer({ min: 0, max: 6 }),
    days: fc.integer({ min: 0, max: 300 }),
  });
  let clock = now.getTime();
  await fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 6 }), async (moves) => {
      for (const { unit, below, days } of moves) {
        clock += 1000;
        const fromOn = new Date(Date.UTC(2027, 0, 1 + days)).toISOString().slice(0, 10) as DateOn;
        await change(ids[unit]!, { parentId: ids[below]!, fromOn }, new Date(clock));
      }
      for (const days of [0, 100, 200, 300]) {
        const on = new Date(Date.UTC(2027, 0, 1 + days)).toISOString().slice(0, 10) as DateOn;
        const units = new Map((await unitsUnder(prisma, ["/linhu/"], on)).map((one) => [one.unitId, one]));
        for (const one of units.values())
          if (one.parentId) expect(one.path).toBe(`${units.get(one.parentId)?.path}${one.code}/`);
      }
    }),
    { numRuns: 8 },
  );
}, 60_000);
