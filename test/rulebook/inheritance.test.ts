import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { DateOn } from "~/calendar";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { createUnit } from "~/organisation/organisation.server";
import { packHash } from "~/rulebook/pack";
import { assignPack, loadPacks, packFor } from "~/rulebook/packs.server";
import { shippedPacks } from "~/rulebook/shipped";
import { useDatabase } from "../support/database";

await useDatabase();
const now = new Date("2026-01-05T02:00:00Z");
/** Each unit's parent; the first is the root. */
const PARENTS = [null, 0, 0, 1, 1, 3] as const;
const CODES = ["national", "hunan", "jilin", "shandong"];
const day = (n: number) => `2026-${String(1 + (n % 12)).padStart(2, "0")}-01` as DateOn;

beforeAll(() => inTransaction((tx) => loadPacks(tx, null, now)));

let trees = 0;
async function plant(): Promise<string[]> {
  trees += 1;
  const ids: string[] = [];
  for (const [index, parent] of PARENTS.entries()) {
    const code = `t${trees}-${index}`;
    const unit = {
      code,
      name: code,
      shortName: code,
      kind: "other" as const,
      fromOn: "2020-01-01" as DateOn,
    };
    const parentId = parent === null ? null : ids[parent]!;
    ids.push(await inTransaction((tx) => createUnit(tx, { ...unit, parentId }, null, now)));
  }
  return ids;
}

const assignment = fc.record({
  unit: fc.integer({ min: 0, max: PARENTS.length - 1 }),
  pack: fc.integer({ min: 0, max: CODES.length - 1 }),
  month: fc.integer({ min: 0, max: 11 }),
});
type Assignment = { unit: number; pack: number; month: number };

/** What a reader would reckon by hand: for each unit the last word about each month, then up the tree. */
function replayed(assignments: readonly Assignment[], unit: number, month: number): string {
  const said = assignments.findLast((one) => one.unit === unit && one.month <= month);
  if (said) return CODES[said.pack]!;
  const parent = PARENTS[unit];
  return parent === null || parent === undefined ? "national" : replayed(assignments, parent, month);
}

describe("the pack of a unit on a day", () => {
  it("is what a replay of the assignments says, for every unit and month, in any order of assigning", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(assignment, { maxLength: 8 }), async (assignments) => {
        const ids = await plant();
        for (const { unit, pack, month } of assignments)
          await inTransaction((tx) =>
            assignPack(tx, { unitId: ids[unit]!, packCode: CODES[pack]!, fromOn: day(month) }, null, now),
          );
        for (const [unit, unitId] of ids.entries())
          for (const month of [0, 3, 6, 11])
            expect([unit, month, (await packFor(prisma, unitId, day(month))).pack.id]).toEqual([
              unit,
              month,
              replayed(assignments, unit, month),
            ]);
      }),
      { numRuns: 15, seed: 20260105 },
    );
  });
});

describe("the fingerprint of a pack", () => {
  it("survives the database and any order of keys, and changes with any value", async () => {
    const rows = await prisma.rulePackVersion.findMany({ include: { pack: true } });
    for (const { values, hash, pack } of rows) {
      const shipped = shippedPacks.find(({ id }) => id === pack.code)!;
      expect(packHash(values as unknown as typeof shipped)).toBe(hash);
      expect(packHash(shuffled(shipped) as typeof shipped)).toBe(hash);
      expect(packHash({ ...shipped, version: shipped.version + 1 })).not.toBe(hash);
    }
  });

  it("as known at an instant, is without what was assigned or put in force since", async () => {
    const [root] = await plant();
    const later = new Date(now.getTime() + 60_000);
    const told = { unitId: root!, packCode: "jilin", fromOn: "2025-06-01" as const };
    await inTransaction((tx) => assignPack(tx, told, null, later));
    const on = "2025-07-01";
    expect((await packFor(prisma, root!, on, now)).pack.id).toBe("national");
    expect((await packFor(prisma, root!, on, later)).pack.id).toBe("jilin");

    const { packId, values, number, ...first } = await prisma.rulePackVersion.findFirstOrThrow({
      where: { pack: { code: "jilin" } },
      orderBy: { number: "asc" },
    });
    const since = new Date(later.getTime() + 60_000);
    const content = { values: { ...(values as object), version: number + 1 }, hash: "0".repeat(64) };
    const version = { ...first, ...content, id: newId(), packId, number: number + 1, createdAt: since };
    await prisma.rulePackVersion.create({ data: version });
    expect((await packFor(prisma, root!, "2026-12-01", later)).versionId).toBe(first.id);
    expect((await packFor(prisma, root!, "2026-12-01")).versionId).toBe(version.id);
    // Of a time before there were packs, the oldest answers.
    expect((await packFor(prisma, root!, on, new Date(0))).pack.id).toBe("national");
  });
});

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, shuffled(part)]),
  );
}
