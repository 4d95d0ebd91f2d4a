import { beforeAll, describe, expect, it } from "vitest";
import { chinaDateOf, type DateOn } from "~/calendar";
import {
  changeEmploymentAsked,
  recordEmploymentAsked,
  transferEmploymentAsked,
} from "~/casework/employment-acts.server";
import { inTransaction, prisma } from "~/db.server";
import { changeEmployment } from "~/personnel/employment.server";
import type { EmploymentStatus } from "~/personnel/identity";
import { assignPerson } from "~/positions/assignments.server";
import { createPosition } from "~/positions/positions.server";
import { codesOf, NOW, officer, type Scene, setScene } from "../certification/scene";
import { monthlyExam, sat } from "../plans/monthly-exam";
import { useDatabase } from "../support/database";

// 公务员法 67: a probation does not end without the law subject of initial training (K18).

await useDatabase();
let scene: Scene;
let leading: string;
let desk: string;
const today: DateOn = chinaDateOf(NOW);

beforeAll(async () => {
  scene = await setScene();
  const post = { unitId: scene.urban, field: null };
  [leading, desk] = await inTransaction(async (tx) => [
    await createPosition(tx, { ...post, title: "副局长", family: "party-appointed" }, null, NOW),
    await createPosition(tx, { ...post, title: "内勤岗", family: "other" }, null, NOW),
  ]);
});

async function newcomer(): Promise<string> {
  const personId = await officer(scene.urban, { qualified: false });
  const change = { personId, relation: "home", status: "probation", fromOn: "2026-01-05" } as const;
  await inTransaction((tx) => changeEmployment(tx, change, null, NOW));
  return personId;
}
const confirm = (personId: string, status: EmploymentStatus = "in-post", fromOn = today) =>
  inTransaction((tx) =>
    changeEmploymentAsked(tx, { personId, relation: "home", status, fromOn }, scene.issuer, NOW),
  );
const statusOf = async (personId: string) =>
  (await prisma.employment.findFirstOrThrow({ where: { personId, supersededAt: null, toOn: null } })).status;
const assign = (personId: string, positionId: string) =>
  inTransaction((tx) =>
    assignPerson(tx, { personId, positionId, fromOn: today, toOn: null }, scene.personnelOfficer, NOW),
  );

describe("the end of a probation", () => {
  it("is refused by every way until the subject is passed, and nothing is written", async () => {
    const personId = await newcomer();
    expect(codesOf(await confirm(personId))).toEqual(["training.initial-missing"]);
    expect(codesOf(await confirm(personId, "in-post", "2026-01-05"))).toEqual(["training.initial-missing"]);
    const move = { personId, unitId: scene.market, title: null, fromOn: today };
    const moved = await inTransaction((tx) => transferEmploymentAsked(tx, move, scene.issuer, NOW));
    expect(codesOf(moved)).toEqual(["training.initial-missing"]);
    const job = { ...move, relation: "home", identity: "civil-servant", status: "in-post" } as const;
    const employed = await inTransaction((tx) => recordEmploymentAsked(tx, job, scene.issuer, NOW));
    expect(codesOf(employed)).toEqual(["training.initial-missing", "employment.overlaps"]);
    expect(await statusOf(personId)).toBe("probation");
  });

  it("is not reached by a leave in between", async () => {
    const personId = await newcomer();
    expect((await confirm(personId, "sick-leave", "2026-10-01")).ok).toBe(true);
    expect(codesOf(await confirm(personId))).toEqual(["training.initial-missing"]);
  });

  it("goes through with the exam passed", async () => {
    const personId = await newcomer();
    await sat(await monthlyExam(scene.urban, 1, ["published"], "new-entrant"), personId, [80]);
    expect(codesOf(await confirm(personId))).toEqual(["training.initial-missing"]);
    await sat(await monthlyExam(scene.urban, 1, ["published", "released"], "new-entrant"), personId, [80]);
    expect((await confirm(personId)).ok).toBe(true);
    expect(await statusOf(personId)).toBe("in-post");
  });

  it("asks nobody who is not on one", async () => {
    const personId = await officer(scene.urban, { qualified: false });
    expect((await confirm(personId, "temporary-post")).ok).toBe(true);
  });
});

describe("a post given on probation", () => {
  it("is refused when it is a leading one, with the exam before it, and else warned about", async () => {
    const personId = await newcomer();
    const refused = await assign(personId, leading);
    expect(codesOf(refused)).toEqual(["training.initial-missing", "appointment.pass-missing"]);
    const given = await assign(personId, desk);
    expect(given.ok).toBe(true);
    expect(given.warnings.map(({ code }) => code)).toEqual(["training.initial-missing"]);
  });
});
