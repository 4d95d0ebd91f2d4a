import { beforeAll, describe, expect, it } from "vitest";
import { chinaDateOf, type DateOn } from "~/calendar";
import { mergePeople } from "~/casework/person-merge.server";
import { inTransaction, prisma } from "~/db.server";
import {
  decideLegalQualification,
  legalQualificationsOf,
  recordLegalQualification,
  withdrawLegalQualification,
} from "~/personnel/legal-qualifications.server";
import { assignPerson, endAssignment } from "~/positions/assignments.server";
import { createPosition } from "~/positions/positions.server";
import { codesOf, NOW, officer, rulesOf, type Scene, setScene } from "../certification/scene";
import { useDatabase } from "../support/database";

// 行政处罚法 58: who first takes up legal review holds the national legal professional qualification (K20).

await useDatabase();
let scene: Scene;
let reviewing: string;
let other: string;
const today: DateOn = chinaDateOf(NOW);
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

beforeAll(async () => {
  scene = await setScene();
  const post = (title: string) => ({
    unitId: scene.urban,
    title,
    family: "legal-review" as const,
    field: null,
  });
  [reviewing, other] = await inTransaction(async (tx) => [
    await createPosition(tx, post("法制审核岗"), null, NOW),
    await createPosition(tx, post("重大案件审核岗"), null, NOW),
  ]);
});

const assign = (personId: string, { positionId = reviewing, fromOn = today, at = NOW } = {}) =>
  inTransaction((tx) =>
    assignPerson(tx, { personId, positionId, fromOn, toOn: null }, scene.personnelOfficer, at),
  );
let numbers = 0;
async function entered(personId: string, { obtainedOn = "2019-03-01" as DateOn, number = "" } = {}) {
  numbers += 1;
  const entry = { personId, obtainedOn, source: "核对证书原件" };
  return inTransaction((tx) =>
    recordLegalQualification(
      tx,
      { ...entry, certificateNumber: number || `A20193301${numbers}` },
      scene.personnelOfficer,
      NOW,
    ),
  );
}
const by = (accountId: string, personId: string | null = null) => ({ accountId, personId });
const decide = (qualificationId: string, who = by(scene.legalAffairs), decision = "confirmed" as const) =>
  inTransaction((tx) => decideLegalQualification(tx, { qualificationId, decision }, who, NOW));
async function qualified(personId: string, obtainedOn?: DateOn) {
  const made = await entered(personId, obtainedOn ? { obtainedOn } : {});
  if (!made.ok) throw new Error(codesOf(made).join());
  expect(await decide(made.qualificationId)).toEqual({ ok: true });
  return made.qualificationId;
}

describe("a post of legal review", () => {
  it("is refused until the qualification is confirmed, and refused again once that proved wrong", async () => {
    const personId = await officer(scene.urban);
    expect(rulesOf(await assign(personId))).toEqual(["K20"]);
    const made = await entered(personId);
    if (!made.ok) throw new Error(codesOf(made).join());
    expect(codesOf(await assign(personId))).toEqual(["assignment.no-legal-qualification"]);
    await decide(made.qualificationId);
    expect(await legalQualificationsOf(prisma, personId)).toEqual([{ obtainedOn: "2019-03-01" }]);
    const withdraw = (reason: string) =>
      inTransaction((tx) =>
        withdrawLegalQualification(
          tx,
          { qualificationId: made.qualificationId, reason },
          by(scene.issuer),
          later(1),
        ),
      );
    expect(codesOf(await withdraw(" "))).toEqual(["legal-qualification.reason-missing"]);
    expect(await withdraw("证书属于他人")).toEqual({ ok: true });
    expect(rulesOf(await assign(personId, { at: later(2) }))).toEqual(["K20"]);
    // What is right is recorded anew, under the same number if it has to be.
    await qualified(personId);
    expect(await assign(personId, { at: later(3) })).toMatchObject({ ok: true });
  });

  it("asks for it on the first day, and of who has reviewed before no more", async () => {
    const personId = await officer(scene.urban);
    const qualificationId = await qualified(personId, today);
    const made = await assign(personId);
    if (!made.ok) throw new Error(codesOf(made).join());
    const ending = {
      factId: made.factId,
      positionId: reviewing,
      toOn: "2026-11-25" as DateOn,
      reason: "轮岗",
    };
    await inTransaction((tx) => endAssignment(tx, ending, scene.personnelOfficer, later(1)));
    await inTransaction((tx) =>
      withdrawLegalQualification(tx, { qualificationId, reason: "登记有误" }, by(scene.issuer), later(2)),
    );
    const again = { positionId: other, fromOn: "2026-12-01" as DateOn, at: later(3) };
    expect(await assign(personId, again)).toMatchObject({ ok: true });
  });
});

describe("the register", () => {
  it("takes two people, neither of them the holder, and one decision", async () => {
    const personId = await officer(scene.urban);
    const made = await entered(personId);
    if (!made.ok) throw new Error(codesOf(made).join());
    const { qualificationId } = made;
    expect(codesOf(await decide(qualificationId, by(scene.personnelOfficer)))).toEqual([
      "legal-qualification.own-entry",
    ]);
    expect(codesOf(await decide(qualificationId, by(scene.legalAffairs, personId)))).toEqual([
      "legal-qualification.own",
    ]);
    const refuse = () =>
      inTransaction((tx) =>
        decideLegalQualification(tx, { qualificationId, decision: "refused" }, by(scene.issuer), NOW),
      );
    const answers = await Promise.all([decide(qualificationId), refuse()]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("keeps one certificate for one human, and tells nobody its whole number in a list of refusals", async () => {
    const [first, second] = [await officer(scene.urban), await officer(scene.urban)];
    const number = "A20193301069999";
    const answers = await Promise.all([entered(first, { number }), entered(second, { number })]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const refused = answers.find(({ ok }) => !ok)!;
    expect(codesOf(refused)).toEqual(["legal-qualification.known"]);
    expect(JSON.stringify(refused)).not.toContain(number);
    expect(codesOf(await entered(first, { obtainedOn: "2026-11-21" }))).toEqual([
      "legal-qualification.ahead",
    ]);
  });

  it("goes with the person when two records become one", async () => {
    const [keptId, mergedId] = [await officer(scene.urban), await officer(scene.urban)];
    await qualified(mergedId);
    const merged = await inTransaction((tx) =>
      mergePeople(tx, { keptId, mergedId, numberOf: "kept", reason: "同一人" }, scene.issuer, later(5)),
    );
    expect(merged).toEqual({ ok: true });
    expect(await assign(keptId, { at: later(6) })).toMatchObject({ ok: true });
  });

  it("is not rewritten in the database", async () => {
    const id = await qualified(await officer(scene.urban));
    await expect(
      prisma.legalQualification.update({ where: { id }, data: { obtainedOn: new Date("2010-01-01") } }),
    ).rejects.toThrow();
    await expect(prisma.legalQualification.delete({ where: { id } })).rejects.toThrow();
  });
});
