import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import { addDays, chinaDateOf, toDbDate } from "~/calendar";
import { runClearanceScan } from "~/casework/clearance-run.server";
import { mergePeople } from "~/casework/person-merge.server";
import { WORK } from "~/casework/unit-change-lines.server";
import { collectCertificate } from "~/certification/acts.server";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { changeEmployment } from "~/personnel/employment.server";
import { proposeAppointment } from "~/positions/appointing.server";
import { assignPerson, recordInheritedAssignment } from "~/positions/assignments.server";
import { openCampaign } from "~/positions/clearance-campaigns.server";
import { confirmClosure, proposeClosure } from "~/positions/clearance-closure.server";
import { decideEnforcement } from "~/positions/gate.server";
import { createPosition } from "~/positions/positions.server";
import { addShift, manShift } from "~/positions/shifts.server";
import * as assigning from "~/routes/_staff.positions.$positionId.assignments";
import { codesOf, FIELD, issued, NOW, officer, type Scene, setScene } from "../certification/scene";
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
      /\bassignment\s*\.\s*(create|createMany|createManyAndReturn|upsert)\b|\bassignments\s*:\s*\{\s*(create|connectOrCreate|upsert)|INSERT\s+INTO\s+"?assignment"?\b/i;
    expect(holding(writes)).toEqual(["app/positions/assignments.server.ts"]);
  });

  it("by the gate: the form, the approval of an appointment, the closing of a case, a change of units and the demo district", () => {
    expect(holding(/\bassignPerson\(/)).toEqual([
      "app/casework/unit-change-lines.server.ts",
      "app/positions/appointing.server.ts",
      "app/positions/assignments.server.ts",
      "app/positions/clearance-closure.server.ts",
      "app/routes/_staff.positions.$positionId.assignments.tsx",
      "prisma/demo/posts.ts",
    ]);
  });

  it("as found, which never counts: a change of units that carries such a case along, and the demo district", () => {
    expect(holding(/\brecordInheritedAssignment\(/)).toEqual([
      "app/casework/unit-change-lines.server.ts",
      "app/positions/assignments.server.ts",
      "prisma/demo/posts.ts",
    ]);
  });

  it("again, what stands already: the merging of two records; other histories are other tables", () => {
    const again = holding(/\bwriteAgain\(\s*tx/);
    expect(again).toEqual([
      "app/casework/merging-facts.server.ts",
      "app/casework/roster-undoing.server.ts",
      "app/organisation/versions.server.ts",
      "app/personnel/death.server.ts",
      "app/personnel/roster-joining.server.ts",
    ]);
    const seats = holding(/"assignment",/);
    expect(again.filter((name) => seats.includes(name))).toEqual(["app/casework/merging-facts.server.ts"]);
  });
});

describe("somebody who may not enforce", () => {
  const DAY = chinaDateOf(NOW);
  let scene: Scene;
  let patrol: string;
  let counsel: string;
  let desk: string;
  const WITHOUT = {
    "without a certificate": () => officer(scene.urban),
    "with a certificate that was not collected": async () => {
      const personId = await officer(scene.urban);
      await issued(scene, personId);
      return personId;
    },
    "who is there by contract by now": async () => {
      const personId = await certified();
      const change = { personId, relation: "home", identity: "contract", fromOn: chinaDateOf(NOW) } as const;
      await inTransaction((tx) => changeEmployment(tx, change, null, NOW));
      return personId;
    },
    "who sits on a post of legal affairs": async () => {
      const personId = await certified();
      const asked = { personId, positionId: counsel, fromOn: DAY, toOn: null };
      const seated = await inTransaction((tx) => assignPerson(tx, asked, null, NOW));
      if (!seated.ok) throw new Error(codesOf(seated).join());
      return personId;
    },
  };
  const kinds = Object.entries(WITHOUT);
  const certified = async () => {
    const personId = await officer(scene.urban);
    const { certificateId } = await issued(scene, personId);
    await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, NOW));
    return personId;
  };

  beforeAll(async () => {
    scene = await setScene();
    patrol = await post("巡查岗", "enforcement");
    counsel = await post("法制岗", "legal-affairs");
    const account = { loginName: "hr", displayName: "hr", personId: null, passwordHash: "-" };
    const id = await inTransaction((tx) => createAccount(tx, account, null, NOW));
    desk = await signedIn(id, "unit-personnel-officer", scene.urban);
  });
  const post = (title: string, family: "enforcement" | "legal-affairs") => {
    const field = family === "enforcement" ? FIELD : null;
    const wanted = { unitId: scene.urban, title, family, field };
    return inTransaction((tx) => createPosition(tx, wanted, null, NOW));
  };
  const ENFORCING = { family: { in: ["enforcement", "coercive-enforcement"] } };
  const seats = (personId: string, inherited?: boolean) =>
    prisma.assignment.count({
      where: { personId, position: ENFORCING, ...(inherited === undefined ? {} : { inherited }) },
    });
  const mayEnforce = async (personId: string, at: Date) =>
    (await decideEnforcement(prisma, { personId, unitId: scene.urban, field: FIELD, at })).ok;

  it.each(kinds)("%s is refused by the form", async (_, make) => {
    const personId = await make();
    const form = formOf({ personId, fromOn: chinaDateOf(new Date()), lastOn: "" });
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
    const range = { fromOn: toDbDate(DAY), recordedAt: NOW };
    await expect(prisma.assignment.create({ data: { ...row, ...range } })).rejects.toThrow(/K01|K05|K08/);
    expect(await seats(personId)).toBe(0);
    // Not by a statement in bulk, nor by the owner of the tables.
    await expect(
      database.ownerQuery(
        `INSERT INTO assignment (id, fact_id, position_id, person_id, inherited, decision, from_on, recorded_at)
         SELECT gen_random_uuid(), gen_random_uuid(), $1, $2, false, '{}', $3, now()`,
        [patrol, personId, DAY],
      ),
    ).rejects.toThrow(/K01|K05|K08/);
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

  it.each(kinds)("%s is not appointed there: an appointment is to leading posts", async (_, make) => {
    const personId = await make();
    const asked = { personId, positionId: patrol, fromOn: DAY, documentNumber: "临组干〔2026〕1号" };
    const by = { accountId: scene.personnelOfficer, personId: null };
    const refused = await inTransaction((tx) => proposeAppointment(tx, asked, by, NOW));
    expect(codesOf(refused)).toEqual(["appointment.post-regime"]);
    expect(await seats(personId)).toBe(0);
  });

  it("each of them, found there, is not assigned anew by closing the case", async () => {
    const beat = await post("夜间巡查岗", "enforcement");
    const people = await found(beat);
    const order = { unitId: scene.urban, name: "执法岗位清理", instructionNumber: "临政办〔2026〕8号" };
    const campaign = { ...order, dueOn: addDays(DAY, 60) };
    const opened = await inTransaction((tx) => openCampaign(tx, campaign, scene.legalAffairs, NOW));
    if (!opened.ok) throw new Error(codesOf(opened).join());
    await runClearanceScan(opened.campaignId, () => NOW);
    const unit = { accountId: scene.personnelOfficer, personId: null };
    const affairs = { accountId: scene.legalAffairs, personId: null };
    for (const personId of people) {
      const { id: caseId } = await prisma.clearanceCase.findFirstOrThrow({ where: { personId } });
      const closure = {
        ...{ caseId, measure: "certificate-obtained" as const, orderNumber: "临人调〔2026〕3号" },
        ...{ orderOn: DAY, movedOn: null, statement: "" },
        uploads: [{ name: "证件.pdf", bytes: Buffer.from("%PDF-1.7\n%%EOF\n") }],
      };
      expect(codesOf(await inTransaction((tx) => proposeClosure(tx, closure, unit, NOW)))).toEqual([]);
      expect((await inTransaction((tx) => confirmClosure(tx, { caseId }, affairs, NOW))).ok).toBe(false);
      expect(await seats(personId, false)).toBe(0);
    }
  });

  it("each of them, found there, is carried along as found when the unit goes into another; who was assigned is asked about again", async () => {
    const beat = await post("广场巡查岗", "enforcement");
    const people = await found(beat);
    const assigned = await certified();
    const asked = { personId: assigned, positionId: beat, fromOn: DAY, toOn: null };
    expect((await inTransaction((tx) => assignPerson(tx, asked, null, NOW))).ok).toBe(true);
    const order = {
      ...{ changeId: newId(), switchOn: addDays(DAY, 1), orderNumber: "临编发〔2026〕1号" },
      ...{ proposedById: scene.legalAffairs, approvedById: scene.issuer },
    };
    const units = [{ unitId: scene.urban, posts: "move", roles: "end" }] as const;
    const change = { order, kind: "merge", targetId: scene.market, units } as const;
    const moved = await inTransaction((tx) => WORK.post(tx, change, beat, NOW));
    expect(moved.refusals?.map(({ code }) => code)).toContain("certificate.other-unit");
    const there = await prisma.assignment.findMany({ where: { position: { unitId: scene.market } } });
    expect(there.map(({ personId, inherited }) => [personId, inherited]).sort()).toEqual(
      people.map((personId) => [personId, true]).sort(),
    );
  });

  it("a record of somebody who may not takes along what another record of them was given, and does not count", async () => {
    const merged = async (keptId: string) => {
      const mergedId = await certified();
      const asked = { personId: mergedId, positionId: patrol, fromOn: DAY, toOn: null };
      expect((await inTransaction((tx) => assignPerson(tx, asked, null, NOW))).ok).toBe(true);
      const pair = { keptId, mergedId, numberOf: "kept", reason: "户口簿核对为同一人" } as const;
      return inTransaction((tx) => mergePeople(tx, pair, scene.issuer, NOW));
    };
    const contract = await officer(scene.urban, { identity: "contract", qualified: false });
    expect(codesOf(await merged(contract))).toEqual([]);
    expect(await seats(contract)).toBe(1);
    expect(await mayEnforce(contract, new Date(NOW.getTime() + 60_000))).toBe(false);

    const adviser = await officer(scene.urban, { qualified: false });
    const advises = { personId: adviser, positionId: counsel, fromOn: DAY, toOn: null };
    expect((await inTransaction((tx) => assignPerson(tx, advises, null, NOW))).ok).toBe(true);
    expect(codesOf(await merged(adviser))).toEqual(["merge.legal-duty-and-enforcement"]);
  });

  it("who enforces and is found on a post of legal affairs enforces no longer", async () => {
    const personId = await certified();
    const asked = { personId, positionId: patrol, fromOn: DAY, toOn: null };
    expect((await inTransaction((tx) => assignPerson(tx, asked, null, NOW))).ok).toBe(true);
    const at = new Date(NOW.getTime() + 60_000);
    expect(await mayEnforce(personId, at)).toBe(true);
    const advises = { personId, positionId: counsel, fromOn: DAY, toOn: null };
    await inTransaction((tx) => recordInheritedAssignment(tx, advises, null, NOW));
    expect(await mayEnforce(personId, at)).toBe(false);
  });

  /** One of each. */
  async function found(positionId: string): Promise<string[]> {
    const people: string[] = [];
    for (const [, make] of kinds) {
      const personId = await make();
      const sitting = { personId, positionId, fromOn: "2024-01-01", toOn: null } as const;
      await inTransaction((tx) => recordInheritedAssignment(tx, sitting, null, NOW));
      people.push(personId);
    }
    return people;
  }
});
