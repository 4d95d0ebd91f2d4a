import { beforeAll, describe, expect, it } from "vitest";
import { addDays, chinaDateOf, type DateOn } from "~/calendar";
import { collectCertificate } from "~/certification/acts.server";
import { inTransaction, prisma } from "~/db.server";
import { assignPerson } from "~/positions/assignments.server";
import { beginningsOf, scanStep } from "~/positions/clearance-scan.server";
import { decideEnforcement } from "~/positions/gate.server";
import { createPosition } from "~/positions/positions.server";
import {
  addPower,
  endPower,
  givePower,
  powersOfPost,
  powersOfUnit,
  takePower,
} from "~/positions/powers.server";
import { codesOf, FIELD, issued, NOW, officer, type Scene, setScene } from "../certification/scene";
import { useDatabase } from "../support/database";

const database = await useDatabase();
let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

const today: DateOn = chinaDateOf(NOW);
const at = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
const post = () =>
  inTransaction((tx) =>
    createPosition(
      tx,
      { unitId: scene.urban, title: "巡查岗", family: "enforcement", field: FIELD },
      null,
      NOW,
    ),
  );
const power = (unitId = scene.urban) =>
  inTransaction((tx) =>
    addPower(
      tx,
      {
        ...{ unitId, kind: "penalty", name: "占道经营处罚", field: FIELD },
        ...{ basis: "《城市市容和环境卫生管理条例》第三十六条", fromOn: "2020-01-01", toOn: null },
      },
      scene.personnelOfficer,
      NOW,
    ),
  );
const give = (positionId: string, powerId: string, fromOn = today) =>
  inTransaction((tx) =>
    givePower(tx, { positionId, powerId, fromOn, toOn: null }, scene.personnelOfficer, NOW),
  );
const assign = (personId: string, positionId: string, fromOn = today) =>
  inTransaction((tx) =>
    assignPerson(tx, { personId, positionId, fromOn, toOn: null }, scene.personnelOfficer, NOW),
  );
const certified = async () => {
  const personId = await officer(scene.urban);
  const { certificateId } = await issued(scene, personId);
  await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, NOW));
  return personId;
};
const mayEnforce = (personId: string, days: number) =>
  decideEnforcement(prisma, { personId, unitId: scene.urban, field: FIELD, at: at(days) });

describe("powers of posts", () => {
  it("who sits on a post whose only power ends may not enforce from that day on, and not before", async () => {
    const [personId, positionId, powerId] = [await certified(), await post(), await power()];
    expect(await give(positionId, powerId)).toMatchObject({ ok: true });
    expect(await assign(personId, positionId)).toMatchObject({ ok: true });
    const ending = { unitId: scene.urban, powerId, toOn: addDays(today, 10) };
    expect(await inTransaction((tx) => endPower(tx, ending, scene.personnelOfficer, NOW))).toBe(true);
    expect(await inTransaction((tx) => endPower(tx, ending, scene.personnelOfficer, NOW))).toBe(true);
    expect((await mayEnforce(personId, 9)).ok).toBe(true);
    expect(codesOf(await mayEnforce(personId, 10))).toEqual(["position.powers-lapsed"]);
    // Assigning asks the same: another would not get onto the post for that day.
    expect(codesOf(await assign(await certified(), positionId, addDays(today, 10)))).toEqual([
      "position.powers-lapsed",
    ]);
    const { refused } = await scanStep(prisma, ["/linhu/"], at(12), null);
    const found = refused.filter((one) => one.personId === personId);
    expect(found.map(codesOfFound)).toEqual([["position.powers-lapsed"]]);
    const [since] = await beginningsOf(prisma, found, at(12));
    expect(chinaDateOf(since!)).toBe(addDays(today, 10));
    const [listed] = (await powersOfUnit(prisma, scene.urban, today)).filter(
      (one) => one.powerId === powerId,
    );
    expect(listed).toMatchObject({ toOn: addDays(today, 10), posts: 1, kind: "penalty" });
  });

  it("one power that stands is enough; the last one taken back is not", async () => {
    const [personId, positionId] = [await certified(), await post()];
    const [first, second] = [await power(), await power()];
    const given = await give(positionId, first);
    await give(positionId, second);
    await assign(personId, positionId);
    await inTransaction((tx) =>
      endPower(tx, { unitId: scene.urban, powerId: second, toOn: today }, scene.personnelOfficer, NOW),
    );
    expect((await mayEnforce(personId, 1)).ok).toBe(true);
    if (!given.ok) throw new Error("the power was refused");
    const taken = { positionId, factId: given.factId, toOn: today };
    expect(await inTransaction((tx) => takePower(tx, taken, scene.personnelOfficer, NOW))).toBe(true);
    expect(codesOf(await mayEnforce(personId, 1))).toEqual(["position.powers-lapsed"]);
    expect(await powersOfPost(prisma, positionId)).toHaveLength(2);
  });

  it("a post takes powers of its own unit, each once", async () => {
    const [positionId, powerId] = [await post(), await power()];
    await give(positionId, powerId);
    expect(codesOf(await give(positionId, powerId))).toEqual(["position-power.already"]);
    const foreign = await power(scene.market);
    expect(codesOf(await give(positionId, foreign))).toEqual(["position-power.unknown"]);
    const insert = (powerOf: string) =>
      database
        .ownerQuery(
          `INSERT INTO position_power (id, fact_id, position_id, power_id, from_on, recorded_at)
           VALUES (gen_random_uuid(), gen_random_uuid(), $1, $2, '2026-11-20', now())`,
          [positionId, powerOf],
        )
        .then(
          () => "accepted",
          (error: { code?: string }) => error.code,
        );
    expect(await insert(foreign)).toBe("23514");
    expect(await insert(powerId)).toBe("23P01");
  });
});

const codesOfFound = ({ refusals }: { refusals: { code: string }[] }) => refusals.map(({ code }) => code);
