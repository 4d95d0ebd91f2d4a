import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import { without } from "~/organisation/history";
import { createUnit, endEnforcementBody, recordEnforcementBody } from "~/organisation/organisation.server";
import { bodyProblem, isUnitCode } from "~/organisation/unit";
import { bodyAt, findUnit, unitsUnder } from "~/organisation/units.server";
import { useDatabase } from "../support/database";

await useDatabase();
const now = new Date("2026-01-05T02:00:00Z");
const units: Record<string, string> = {};

const add = (code: string, parent: string | null) =>
  inTransaction((tx) =>
    createUnit(
      tx,
      {
        code,
        parentId: parent && (units[parent] as string),
        name: `${code} 单位`,
        shortName: code,
        kind: "enforcement-bureau",
        fromOn: "2020-01-01",
      },
      null,
      now,
    ),
  );

beforeAll(async () => {
  units.linhu = await add("linhu", null);
  units.urban = await add("urban", "linhu");
  units["urban-east"] = await add("urban-east", "linhu");
  units.team = await add("team", "urban");
});

describe("the tree", () => {
  it("keeps a path of codes, and a subtree is not a namesake", async () => {
    expect(await findUnit(prisma, units.team as string, "2026-01-01")).toMatchObject({
      path: "/linhu/urban/team/",
      parentId: units.urban,
    });
    const under = await unitsUnder(prisma, ["/linhu/urban/"], "2026-01-01");
    expect(under.map((unit) => unit.code)).toEqual(["urban", "team"]);
    expect(await unitsUnder(prisma, [], "2026-01-01")).toEqual([]);
    expect(await findUnit(prisma, units.team as string, "2019-12-31")).toBeNull();
  });

  it("making a unit twice makes one", async () => {
    expect(await add("team", "urban")).toBe(units.team);
    expect(await prisma.unitVersion.count({ where: { unitId: units.team as string } })).toBe(1);
  });

  it.each(["Urban", "a/b", "", "a_b", "城管", "-a"])("refuses the code %j", (code) => {
    expect(isUnitCode(code)).toBe(false);
  });
});

describe("enforcement-body status", () => {
  const on = (trueOn: `${number}-${number}-${number}`, knownAt?: Date) =>
    bodyAt(prisma, units.urban as string, { trueOn, ...(knownAt ? { knownAt } : {}) });

  it("has days, fields and a day of publication; a later record holds for its days only", async () => {
    const body = {
      unitId: units.urban as string,
      basis: "statutory" as const,
      fields: ["urban-management"],
      document: "临政发〔2020〕1号",
    };
    await inTransaction((tx) =>
      recordEnforcementBody(tx, { ...body, publishedOn: null, fromOn: "2020-01-01" }, null, now),
    );
    expect(bodyProblem(await on("2026-01-01"), "2026-01-01")).toBe("unpublished");
    await inTransaction((tx) =>
      recordEnforcementBody(
        tx,
        { ...body, publishedOn: "2026-03-01", fromOn: "2026-03-01", toOn: "2027-03-01" },
        null,
        new Date("2026-02-20T00:00:00Z"),
      ),
    );
    expect(bodyProblem(await on("2026-03-01"), "2026-03-01")).toBeNull();
    expect((await on("2026-02-28"))?.publishedOn).toBeNull();
    expect((await on("2027-03-01"))?.publishedOn).toBeNull();
    expect((await on("2026-03-01", new Date("2026-02-01T00:00:00Z")))?.publishedOn).toBeNull();
    await inTransaction((tx) =>
      endEnforcementBody(
        tx,
        { unitId: body.unitId, toOn: "2027-01-01" },
        null,
        new Date("2026-06-01T00:00:00Z"),
      ),
    );
    expect(await on("2027-01-01")).toBeNull();
    expect(bodyProblem(null, "2027-01-01")).toBe("no-body");
    expect((await on("2026-12-31"))?.publishedOn).toBe("2026-03-01");
  });
});

describe("what a new range leaves of an old one", () => {
  const r = (fromOn: `${number}-${number}-${number}`, toOn: `${number}-${number}-${number}` | null) => ({
    fromOn,
    toOn,
  });
  it.each([
    [r("2026-01-01", null), r("2026-02-01", null), [r("2026-01-01", "2026-02-01")]],
    [r("2026-01-01", null), r("2026-01-01", null), []],
    [
      r("2026-01-01", null),
      r("2026-02-01", "2026-03-01"),
      [r("2026-01-01", "2026-02-01"), r("2026-03-01", null)],
    ],
    [r("2026-01-01", "2026-02-01"), r("2026-02-01", null), [r("2026-01-01", "2026-02-01")]],
    [r("2026-01-01", "2026-06-01"), r("2025-01-01", "2026-03-01"), [r("2026-03-01", "2026-06-01")]],
  ])("%j without %j", (range, taken, rest) => {
    expect(without(range, taken)).toEqual(rest);
  });
});
