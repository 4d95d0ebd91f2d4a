import { beforeAll, expect, it } from "vitest";
import { addDays } from "~/calendar";
import { inTransaction, prisma } from "~/db.server";
import { assignPack, packFor, packsOver } from "~/rulebook/packs.server";
import { shippedPacks } from "~/rulebook/shipped";
import { smallDistrict } from "../personnel/district";
import { useDatabase } from "../support/database";

await useDatabase();
let units: string[];
beforeAll(async () => {
  const { root, urban, market } = await smallDistrict();
  units = [root, urban, market];
  const other = shippedPacks.at(-1)!.id;
  await inTransaction(async (tx) => {
    await assignPack(tx, { unitId: urban, packCode: other, fromOn: "2026-03-01" }, null, new Date());
    await assignPack(tx, { unitId: market, packCode: other, fromOn: "2025-06-15" }, null, new Date());
  });
});

it("says for every day of years what asking day by day says", async () => {
  const days = Array.from({ length: 90 }, (_, at) => addDays("2019-11-03", at * 31));
  const edges = ["2026-02-28", "2026-03-01", "2025-06-14", "2025-06-15", "2020-01-01", "2019-12-31"] as const;
  const asked = [...days, ...edges].flatMap((on) => units.map((unitId) => ({ unitId, on })));
  const packOf = await packsOver(prisma, asked);
  const found = new Set<string>();
  for (const { unitId, on } of asked) {
    const { versionId } = await packFor(prisma, unitId, on);
    expect(`${on} ${packOf(unitId, on).versionId}`).toBe(`${on} ${versionId}`);
    found.add(versionId);
  }
  expect(found.size).toBeGreaterThan(1);
});
