import { beforeAll, describe, expect, it } from "vitest";
import { grantRole, withdrawRole } from "~/access/accounts.server";
import { addDays, chinaDateOf, type DateOn, toDbDate } from "~/calendar";
import { collectCertificate } from "~/certification/acts.server";
import { approveProposal, proposeAct } from "~/certification/proposals.server";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { recordLegalDuty } from "~/personnel/duty.server";
import { transferEmployment } from "~/personnel/transfer.server";
import { assignPerson, endAssignment, recordInheritedAssignment } from "~/positions/assignments.server";
import { decideEnforcement } from "~/positions/gate.server";
import { createPosition } from "~/positions/positions.server";
import {
  codesOf,
  FIELD,
  HEARD,
  issued,
  NOW,
  officer,
  rulesOf,
  type Scene,
  setScene,
} from "../certification/scene";
import { metYear } from "../certification/training-scene";
import { account } from "../study/study-district";
import { useDatabase } from "../support/database";

const database = await useDatabase();
let scene: Scene;
let patrol: string;
let legalPost: string;

beforeAll(async () => {
  scene = await setScene();
  [patrol, legalPost] = await inTransaction(async (tx) => [
    await createPosition(
      tx,
      { unitId: scene.urban, title: "市容巡查岗", family: "enforcement", field: FIELD },
      null,
      NOW,
    ),
    await createPosition(
      tx,
      { unitId: scene.urban, title: "法制岗", family: "legal-affairs", field: null },
      null,
      NOW,
    ),
  ]);
});

const today: DateOn = chinaDateOf(NOW);
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const assign = (
  personId: string,
  { positionId = patrol, fromOn = today, toOn = null as DateOn | null, at = NOW } = {},
) =>
  inTransaction((tx) => assignPerson(tx, { personId, positionId, fromOn, toOn }, scene.personnelOfficer, at));
const collect = (certificateId: string, at = NOW) =>
  inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, at));
const certified = async () => {
  const personId = await officer(scene.urban);
  const { certificateId } = await issued(scene, personId);
  await collect(certificateId);
  return { personId, certificateId };
};
const ask = (personId: string, at = NOW, unitId = scene.urban) =>
  decideEnforcement(prisma, { personId, unitId, field: FIELD, at });
const revoke = async (certificateId: string, at: Date) => {
  const details = {
    ground: "altered-or-lent",
    legalBasis: "吉林省行政执法证件管理办法",
    decisionNumber: "临人社吊字〔2026〕1号",
    effectiveOn: null,
    banUntilOn: null,
    note: "",
    statement: HEARD,
  };
  const proposed = await inTransaction((tx) =>
    proposeAct(tx, { certificateId, act: "revoke", details }, scene.issuer, at),
  );
  if (!proposed.ok) throw new Error(codesOf(proposed).join());
  const { proposalId } = proposed;
  return () => inTransaction((tx) => approveProposal(tx, { proposalId }, scene.secondIssuer, at));
};

describe("assigning to an enforcement post", () => {
  it("takes who holds a live certificate of the unit, and says until when", async () => {
    const { personId } = await certified();
    expect(await assign(personId)).toMatchObject({ ok: true });
    const answer = await ask(personId);
    expect(answer.ok).toBe(true);
    expect(answer.until).toEqual(new Date("2031-11-19T16:00:00Z"));
  });

  it("is refused the same day until the certificate is collected (K03), and allowed from that moment", async () => {
    const personId = await officer(scene.urban);
    const { certificateId } = await issued(scene, personId);
    expect(rulesOf(await assign(personId))).toEqual(["K03"]);
    await collect(certificateId, later(5));
    expect(await assign(personId, { at: later(6) })).toMatchObject({ ok: true });
  });

  it("gives every reason at once, and keeps that it refused", async () => {
    const worker = await officer(scene.urban, { identity: "dispatched", qualified: false });
    const refused = await assign(worker);
    expect(new Set(rulesOf(refused))).toEqual(new Set(["K01", "K04", "K05"]));
    const events = await database.ownerQuery<{ data: { codes: string[] } }>(
      "SELECT data FROM audit_event WHERE type = 'assignment.refused' AND person_id = $1",
      [worker],
    );
    expect(events[0]?.data.codes.length).toBeGreaterThanOrEqual(3);
    expect(await prisma.assignment.count({ where: { personId: worker } })).toBe(0);
  });

  it("an uncertified colleague: K01", async () => {
    expect(rulesOf(await assign(await officer(scene.urban)))).toEqual(["K01"]);
  });

  it("the only full-time legal officer: K07 and K09 together", async () => {
    const { personId } = await certified();
    const duty = { personId, unitId: scene.urban, kind: "legal-affairs" as const, fullTime: true };
    await inTransaction((tx) =>
      recordLegalDuty(tx, { ...duty, fromOn: "2026-11-20", toOn: "2027-04-01" }, null, NOW),
    );
    const refused = await assign(personId);
    const warned = refused.warnings.map(({ source }) => source?.rule);
    expect([...rulesOf(refused), ...warned]).toEqual(expect.arrayContaining(["K07", "K09"]));
    // With another one in post, and from the day the own duty is over, the assignment stands.
    const colleague = await officer(scene.urban);
    await inTransaction((tx) =>
      recordLegalDuty(tx, { ...duty, personId: colleague, fromOn: "2026-11-20", toOn: null }, null, NOW),
    );
    expect(await assign(personId, { fromOn: "2027-04-01" })).toMatchObject({ ok: true });
  });

  it("refuses yesterday, an end before the start, and the same post twice", async () => {
    const { personId } = await certified();
    expect(codesOf(await assign(personId, { fromOn: "2026-11-19" }))).toContain("assignment.backdated");
    expect(codesOf(await assign(personId, { toOn: today }))).toContain("assignment.ends-before-start");
    expect(await assign(personId)).toMatchObject({ ok: true });
    expect(codesOf(await assign(personId))).toEqual(["assignment.already"]);
  });

  it("keeps someone who enforces off a legal post until the other ends (K08)", async () => {
    const { personId } = await certified();
    const made = await assign(personId);
    if (!made.ok) throw new Error("not assigned");
    expect(rulesOf(await assign(personId, { positionId: legalPost }))).toEqual(["K08"]);
    const ending = {
      factId: made.factId,
      positionId: patrol,
      toOn: "2026-11-21" as DateOn,
      reason: "临人社调字〔2026〕3号",
    };
    await inTransaction((tx) => endAssignment(tx, ending, scene.personnelOfficer, later(1)));
    expect(await assign(personId, { positionId: legalPost, fromOn: "2026-11-21" })).toMatchObject({
      ok: true,
    });
  });

  it("keeps who sits on a legal post off an enforcement post until the other ends (K07)", async () => {
    const { personId } = await certified();
    const toOn = addDays(today, 10);
    expect((await assign(personId, { positionId: legalPost, toOn })).ok).toBe(true);
    const refused = await assign(personId);
    expect(rulesOf(refused)).toEqual(["K07"]);
    expect(codesOf(refused)).toEqual(["legal-post.held"]);
    expect((await assign(personId, { fromOn: toOn })).ok).toBe(true);
  });

  it("keeps who holds a reviewing role off an enforcement post until it is taken back (K08)", async () => {
    const { personId } = await certified();
    const held = {
      accountId: await account("reviews-too", personId),
      role: "unit-legal-reviewer" as const,
      unitId: scene.urban,
    };
    await inTransaction((tx) => grantRole(tx, held, null, NOW));
    expect(codesOf(await assign(personId))).toEqual(["assignment.reviews"]);
    await inTransaction((tx) => withdrawRole(tx, held, null, NOW));
    expect(await assign(personId)).toMatchObject({ ok: true });
  });

  it("warns when the certificate ends before the assignment does (K02)", async () => {
    const { personId } = await certified();
    const answer = await assign(personId, { toOn: "2040-01-01" });
    expect(answer.ok).toBe(true);
    expect(answer.warnings.map(({ source }) => source?.rule)).toEqual(["K02"]);
  });
});

describe("the gate afterwards", () => {
  it("an inherited assignment never counts, whatever else is true", async () => {
    const { personId } = await certified();
    const found = { personId, positionId: patrol, fromOn: "2020-01-01" as DateOn, toOn: null };
    const first = await inTransaction((tx) => recordInheritedAssignment(tx, found, null, NOW));
    expect(await inTransaction((tx) => recordInheritedAssignment(tx, found, null, NOW))).toBe(first);
    expect(codesOf(await ask(personId))).toEqual(["assignment.inherited"]);
  });

  it("says no to a certified officer who holds no post", async () => {
    const { personId } = await certified();
    expect(codesOf(await ask(personId))).toEqual(["assignment.none"]);
  });

  it("ends at 00:00 of a transfer by itself; the old certificate does not count in the new unit", async () => {
    const { personId } = await certified();
    await assign(personId);
    const move = { personId, unitId: scene.market, title: null, fromOn: "2026-12-01" as DateOn };
    await inTransaction((tx) => transferEmployment(tx, move, null, NOW));
    expect((await ask(personId, new Date("2026-11-30T15:59:59Z"))).ok).toBe(true);
    expect(rulesOf(await ask(personId, new Date("2026-11-30T16:00:00Z")))).toContain("K22");
    expect((await ask(personId, new Date("2026-11-30T16:00:00Z"), scene.market)).ok).toBe(false);
  });

  it("a revocation ends it at that instant", async () => {
    const { personId, certificateId } = await certified();
    await assign(personId);
    const approve = await revoke(certificateId, later(10));
    await approve();
    expect((await ask(personId, later(9))).ok).toBe(true);
    expect(rulesOf(await ask(personId, later(10)))).toContain("K01");
  });
});

describe("a revocation and an assignment at the same moment", () => {
  const rounds = Number(process.env.RACE_ROUNDS ?? 50);

  it(
    `${rounds} times: nothing is assigned after the revocation, and nobody counts as eligible`,
    async () => {
      for (let round = 0; round < rounds; round += 1) {
        const { personId, certificateId } = await certified();
        const at = later(20 + round);
        const approve = await revoke(certificateId, at);
        const [, revoked] = await Promise.all([assign(personId, { at }), approve()]);
        expect(revoked.ok).toBe(true);
        const [order] = await database.ownerQuery<{ late: boolean }>(
          `SELECT EXISTS (
           SELECT 1 FROM audit_event a JOIN audit_event r ON r.person_id = a.person_id AND r.type = 'certificate.revoked'
           WHERE a.type = 'assignment.made' AND a.person_id = $1 AND a.id > r.id
         ) AS late`,
          [personId],
        );
        expect(order?.late).toBe(false);
        expect((await ask(personId, at)).ok).toBe(false);
      }
    },
    rounds * 5_000,
  );
});

describe("a year of study that was not met (K16)", () => {
  it("is a warning at the gate in the year after, by the pack that suspends for nothing", async () => {
    const { personId } = await certified();
    await assign(personId);
    await metYear(scene, personId, 2025, false);
    const answer = await ask(personId);
    expect(answer.ok).toBe(true);
    expect(answer.warnings.map(({ source, code }) => `${source?.rule} ${code}`)).toEqual([
      "K16 study.year-unmet",
    ]);
    // What was known then is told without it: stored standings keep no history.
    const then = await decideEnforcement(prisma, {
      ...{ personId, unitId: scene.urban, field: FIELD, at: later(1), knownAt: later(1) },
    });
    expect(then.warnings).toEqual([]);
  });
});

describe("the database, should nobody have asked", () => {
  it("keeps who is in the unit by contract off an enforcement post, with whatever certificate", async () => {
    const { personId } = await certified();
    await database.ownerQuery(
      `INSERT INTO employment (id, fact_id, person_id, unit_id, relation, identity, status, from_on, recorded_at)
       VALUES (gen_random_uuid(), gen_random_uuid(), $1, $2, 'host', 'contract', 'in-post', $3, now())`,
      [personId, scene.urban, today],
    );
    expect(rulesOf(await assign(personId))).toContain("K05");
    // As the application's own role.
    const written = prisma.assignment.create({
      data: {
        ...{ id: newId(), factId: newId(), positionId: patrol, personId, inherited: false, decision: {} },
        ...{ fromOn: toDbDate(today), recordedAt: NOW },
      },
    });
    await expect(written).rejects.toThrow("K05");
  });

  it("keeps posts of legal affairs and of enforcement apart on the same days, in both directions (K08)", async () => {
    const { personId } = await certified();
    const written = (positionId: string, fromOn: DateOn, toOn: DateOn | null) =>
      prisma.assignment.create({
        data: {
          ...{ id: newId(), factId: newId(), positionId, personId, inherited: false, decision: {} },
          ...{ fromOn: toDbDate(fromOn), toOn: toOn && toDbDate(toOn), recordedAt: NOW },
        },
      });
    const inThirty = addDays(today, 30);
    await written(patrol, today, inThirty);
    await expect(written(legalPost, addDays(today, 29), null)).rejects.toThrow("K08");
    await written(legalPost, inThirty, null);
    await expect(written(patrol, addDays(today, 40), null)).rejects.toThrow("K08");
  });
});
