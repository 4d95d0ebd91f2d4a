import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import { chinaDateOf, toDbDate } from "~/calendar";
import { collectCertificate } from "~/certification/acts.server";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { changeEmployment } from "~/personnel/employment.server";
import { recordInheritedAssignment } from "~/positions/assignments.server";
import { decideEnforcement } from "~/positions/gate.server";
import { createPosition } from "~/positions/positions.server";
import { addShift, manShift } from "~/positions/shifts.server";
import * as assigning from "~/routes/_staff.positions.$positionId.assignments";
import { FIELD, issued, NOW, officer, type Scene, setScene } from "../certification/scene";
import { call, formOf, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";

// There is one way onto a post, and one more for who was found there. Everything that puts somebody on a post goes through
// these two; what would go past them is held off by the database itself.

const database = await useDatabase();

describe("who writes", () => {
  const sources = ["app", "prisma"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name) && !name.startsWith("generated"))
      .map((name) => `${folder}/${name}`),
  );
  const holding = (pattern: RegExp) =>
    sources.filter((file) => pattern.test(readFileSync(file, "utf8"))).sort();

  it("assignments: one file", () => {
    const writes =
      /\bassignment\s*\.\s*(create|createMany|createManyAndReturn|upsert)\b|INSERT\s+INTO\s+"?assignment"?\b/i;
    expect(holding(writes)).toEqual(["app/positions/assignments.server.ts"]);
  });

  it("by the gate: the form, the approval of an appointment, the closing of a case, a change of units and the demo district", () => {
    expect(holding(/\bassignPerson\(\s*tx/)).toEqual([
      "app/casework/unit-change-lines.server.ts",
      "app/positions/appointing.server.ts",
      "app/positions/assignments.server.ts",
      "app/positions/clearance-closure.server.ts",
      "app/routes/_staff.positions.$positionId.assignments.tsx",
      "prisma/demo/posts.ts",
    ]);
  });

  it("as found, which never counts: a change of units that carries such a case along, and the demo district", () => {
    expect(holding(/\brecordInheritedAssignment\(\s*tx/)).toEqual([
      "app/casework/unit-change-lines.server.ts",
      "app/positions/assignments.server.ts",
      "prisma/demo/posts.ts",
    ]);
  });
});

describe("somebody who may not enforce", () => {
  const TODAY = chinaDateOf(new Date());
  let scene: Scene;
  let patrol: string;
  let desk: string;
  const WITHOUT = {
    "without a certificate": () => officer(scene.urban),
    "with a certificate that was not collected": async () => {
      const personId = await officer(scene.urban);
      await issued(scene, personId);
      return personId;
    },
    "who is there by contract by now": async () => {
      const personId = await officer(scene.urban);
      const { certificateId } = await issued(scene, personId);
      await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, NOW));
      const change = { personId, relation: "home", identity: "contract", fromOn: chinaDateOf(NOW) } as const;
      await inTransaction((tx) => changeEmployment(tx, change, null, NOW));
      return personId;
    },
  };
  const kinds = Object.entries(WITHOUT);

  beforeAll(async () => {
    scene = await setScene();
    const post = { unitId: scene.urban, title: "巡查岗", family: "enforcement", field: FIELD } as const;
    patrol = await inTransaction((tx) => createPosition(tx, post, null, NOW));
    const account = { loginName: "hr", displayName: "hr", personId: null, passwordHash: "-" };
    const id = await inTransaction((tx) => createAccount(tx, account, null, NOW));
    desk = await signedIn(id, "unit-personnel-officer", scene.urban);
  });
  const seats = (personId: string) => prisma.assignment.count({ where: { personId } });
  const mayEnforce = async (personId: string, at: Date) =>
    (await decideEnforcement(prisma, { personId, unitId: scene.urban, field: FIELD, at })).ok;

  it.each(kinds)("%s is refused by the form", async (_, make) => {
    const personId = await make();
    const form = formOf({ personId, fromOn: TODAY, lastOn: "" });
    const at = `/positions/${patrol}/assignments`;
    const { status } = await call(assigning.action, desk, at, { positionId: patrol }, form);
    expect(status).toBe(422);
    expect(await seats(personId)).toBe(0);
  });

  it.each(kinds)("%s is refused by the database where nobody asked the gate", async (_, make) => {
    const personId = await make();
    const row = {
      id: newId(),
      factId: newId(),
      positionId: patrol,
      personId,
      inherited: false,
      decision: {},
    };
    const range = { fromOn: toDbDate(TODAY), recordedAt: NOW };
    await expect(prisma.assignment.create({ data: { ...row, ...range } })).rejects.toThrow(/K01|K05/);
    expect(await seats(personId)).toBe(0);
    // Not by a statement in bulk, nor by the owner of the tables.
    await expect(
      database.ownerQuery(
        `INSERT INTO assignment (id, fact_id, position_id, person_id, inherited, decision, from_on, recorded_at)
         SELECT gen_random_uuid(), gen_random_uuid(), $1, $2, false, '{}', $3, now()`,
        [patrol, personId, TODAY],
      ),
    ).rejects.toThrow(/K01|K05/);
  });

  it.each(kinds)(
    "%s, found on a post, is recorded and never counts: not at the gate, not for a shift",
    async (_, make) => {
      const personId = await make();
      const found = { personId, positionId: patrol, fromOn: "2024-01-01", toOn: null } as const;
      await inTransaction((tx) => recordInheritedAssignment(tx, found, null, NOW));
      expect(await seats(personId)).toBe(1);
      const at = new Date(NOW.getTime() + 60_000);
      expect(await mayEnforce(personId, at)).toBe(false);
      const hour = (n: number) => new Date(NOW.getTime() + n * 3_600_000);
      const planned = { act: "penalty", unitId: scene.urban, field: FIELD, place: "中心广场" } as const;
      const shift = await inTransaction((tx) =>
        addShift(tx, { ...planned, startsAt: hour(24), endsAt: hour(25) }, scene.personnelOfficer, NOW),
      );
      if (!shift.ok) throw new Error(shift.refusals.map(({ code }) => code).join());
      const wanted = { unitId: scene.urban, shiftId: shift.shiftId, personIds: [personId] };
      expect((await inTransaction((tx) => manShift(tx, wanted, scene.personnelOfficer, NOW)))?.ok).toBe(
        false,
      );
    },
  );
});
