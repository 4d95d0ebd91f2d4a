import { beforeAll, describe, expect, it } from "vitest";
import { startOfDay, toDbDate } from "~/calendar";
import { collectCertificate } from "~/certification/acts.server";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { assignPerson } from "~/positions/assignments.server";
import { beginningsOf, type Refused, scan } from "~/positions/clearance-scan.server";
import { decideEnforcement } from "~/positions/gate.server";
import { createPosition } from "~/positions/positions.server";
import { packHash, resolvePack } from "~/rulebook/pack";
import { nationalPack } from "~/rulebook/packs/national";
import { assignPack } from "~/rulebook/packs.server";
import { codesOf, FIELD, issued, NOW, officer, rulesOf, type Scene, setScene } from "../certification/scene";
import { metYear } from "../certification/training-scene";
import { useDatabase } from "../support/database";

// K16 where the pack suspends for a year of study that was not met.

await useDatabase();
let scene: Scene;
let post: string;
beforeAll(async () => {
  scene = await setScene();
  const source = { title: "区", standing: "own-choice" } as const;
  const pack = resolvePack(nationalPack, {
    ...{ id: "suspending", title: "区", version: 1, effectiveFromOn: "2026-01-01" },
    study: {
      unmetConsequences: { value: ["suspension"], source },
      makeUpUntilMonthDay: { value: "03-31", source },
    },
  });
  const packId = newId();
  await prisma.rulePack.create({ data: { id: packId, code: "suspending", title: { "zh-CN": "区" } } });
  await prisma.rulePackVersion.create({
    data: {
      ...{ id: newId(), packId, number: 1, effectiveOn: toDbDate("2026-01-01") },
      ...{ values: pack, hash: packHash(pack), createdAt: NOW },
    },
  });
  await inTransaction((tx) =>
    assignPack(tx, { unitId: scene.urban, packCode: "suspending", fromOn: "2026-01-01" }, null, NOW),
  );
  const patrol = { unitId: scene.urban, title: "巡查岗", family: "enforcement" as const, field: FIELD };
  post = await inTransaction((tx) => createPosition(tx, patrol, null, NOW));
});

async function enforcing(): Promise<string> {
  const personId = await officer(scene.urban);
  const { certificateId } = await issued(scene, personId);
  await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, NOW));
  const seat = { personId, positionId: post, fromOn: "2026-11-20", toOn: null } as const;
  const made = await inTransaction((tx) => assignPerson(tx, seat, scene.personnelOfficer, NOW));
  if (!made.ok) throw new Error(codesOf(made).join());
  return personId;
}
const ask = (personId: string, at: Date) =>
  decideEnforcement(prisma, { personId, unitId: scene.urban, field: FIELD, at });
const found = async (at: Date): Promise<Refused[]> => {
  const refused: Refused[] = [];
  for await (const step of scan(prisma, "/linhu/", at)) refused.push(...step.refused);
  return refused;
};

describe("a year of study that was not met", () => {
  it("warns while it can be made up, says until when, and bars from the day after; the look at everybody finds it", async () => {
    const [behind, caughtUp] = [await enforcing(), await enforcing()];
    await metYear(scene, behind, 2026, false);
    await metYear(scene, caughtUp, 2026, true);
    const barsAt = startOfDay("2027-04-01");
    const before = await ask(behind, new Date(barsAt.getTime() - 1000));
    expect(before).toMatchObject({ ok: true, until: barsAt });
    expect(before.warnings.map(({ code }) => code)).toEqual(["study.year-unmet"]);
    const after = await ask(behind, barsAt);
    expect(rulesOf(after)).toEqual(["K16"]);
    expect((await ask(caughtUp, barsAt)).ok).toBe(true);

    const at = startOfDay("2027-05-01");
    const refused = await found(at);
    expect(refused.map(({ personId }) => personId)).toEqual([behind]);
    expect(await beginningsOf(prisma, refused, at)).toEqual([barsAt]);
    // The year after that asks about its own year before.
    expect((await ask(behind, startOfDay("2028-02-01"))).ok).toBe(true);
  });
});
