import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import { createUnit } from "~/organisation/organisation.server";
import { assignPack, listPacks, loadPacks, packFor } from "~/rulebook/packs.server";
import { useDatabase } from "../support/database";

await useDatabase();
const now = new Date("2026-01-05T02:00:00Z");
const units: Record<string, string> = {};

beforeAll(async () => {
  await inTransaction(async (tx) => {
    await loadPacks(tx, null, now);
    for (const [code, parent] of [
      ["city", null],
      ["linhu", "city"],
      ["urban", "linhu"],
      ["other", "city"],
    ] as const) {
      units[code] = await createUnit(
        tx,
        {
          code,
          parentId: parent === null ? null : (units[parent] as string),
          name: code,
          shortName: code,
          kind: "other",
          fromOn: "2020-01-01",
        },
        null,
        now,
      );
    }
  });
});

const codeFor = async (unit: string, on: `${number}-${number}-${number}`) =>
  (await packFor(prisma, units[unit] as string, on)).pack.id;

describe("loading", () => {
  it("stores a version for each shipped pack, once, also when several servers start together", async () => {
    await Promise.all([1, 2, 3, 4].map(() => inTransaction((tx) => loadPacks(tx, null, now))));
    const packs = await listPacks(prisma);
    expect(packs.map((pack) => pack.code)).toEqual(["hunan", "jilin", "national", "shandong"]);
    expect(packs.map((pack) => pack.versions.length)).toEqual([1, 1, 1, 1]);
  });
});

describe("the pack of a unit", () => {
  it("is the national default where nobody above has one", async () => {
    expect(await codeFor("urban", "2026-05-01")).toBe("national");
  });

  it("answers the first version for days before it took effect", async () => {
    expect(await codeFor("urban", "2001-05-01")).toBe("national");
  });

  it("is inherited from the nearest unit above, from its day on", async () => {
    await inTransaction(async (tx) => {
      await assignPack(
        tx,
        { unitId: units.city as string, packCode: "jilin", fromOn: "2026-01-01" },
        null,
        now,
      );
      await assignPack(
        tx,
        { unitId: units.linhu as string, packCode: "hunan", fromOn: "2026-07-01" },
        null,
        now,
      );
    });
    expect(await codeFor("urban", "2025-12-31")).toBe("national");
    expect(await codeFor("urban", "2026-06-30")).toBe("jilin");
    expect(await codeFor("urban", "2026-07-01")).toBe("hunan");
    expect(await codeFor("other", "2026-07-01")).toBe("jilin");
  });

  it("changes from a day on and keeps the days before", async () => {
    const assign = () =>
      inTransaction((tx) =>
        assignPack(
          tx,
          { unitId: units.linhu as string, packCode: "shandong", fromOn: "2027-01-01" },
          null,
          now,
        ),
      );
    await assign();
    await assign();
    expect(await codeFor("urban", "2026-12-31")).toBe("hunan");
    expect(await codeFor("urban", "2027-01-01")).toBe("shandong");
    expect(
      await prisma.unitRulePack.count({ where: { unitId: units.linhu as string, supersededAt: null } }),
    ).toBe(2);
  });
});
