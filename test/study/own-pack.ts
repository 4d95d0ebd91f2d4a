import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { type PackOverrides, packHash, resolvePack } from "~/rulebook/pack";
import { nationalPack } from "~/rulebook/packs/national";
import { assignPack } from "~/rulebook/packs.server";

/** The unit follows a pack of its own from the beginning of 2026: the national one with these rules. */
export async function ownPack(unitId: string, rules: Partial<PackOverrides>, now: Date): Promise<void> {
  const code = `own-${newId()}`;
  const pack = resolvePack(nationalPack, {
    ...{ id: code, title: "自定", version: 1, effectiveFromOn: "2026-01-01" },
    ...rules,
  });
  const packId = newId();
  await prisma.rulePack.create({ data: { id: packId, code, title: { "zh-CN": pack.title } } });
  await prisma.rulePackVersion.create({
    data: {
      ...{ id: newId(), packId, number: 1, effectiveOn: new Date("2026-01-01") },
      ...{ values: pack, hash: packHash(pack), createdAt: now },
    },
  });
  await inTransaction((tx) => assignPack(tx, { unitId, packCode: code, fromOn: "2026-01-01" }, null, now));
}
