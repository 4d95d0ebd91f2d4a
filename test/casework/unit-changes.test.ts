import { beforeAll, describe, expect, it } from "vitest";
import { chinaDateOf, toDbDate } from "~/calendar";
import { totalsOf } from "~/casework/unit-change";
import { askedFrom } from "~/casework/unit-change-asked";
import { foreseenOf } from "~/casework/unit-change-preview.server";
import { figuresOf, resumeUnitChanges, runUnitChange } from "~/casework/unit-change-run.server";
import { approveUnitChange, proposeUnitChange, refuseUnitChange } from "~/casework/unit-changes.server";
import { approveProposal, proposeAct } from "~/certification/proposals.server";
import { inTransaction, prisma } from "~/db.server";
import { endEmployment } from "~/personnel/employment.server";
import { decideEnforcement } from "~/positions/gate.server";
import { createPosition } from "~/positions/positions.server";
import { codesOf, HEARD, NOW, officer } from "../certification/scene";
import { useDatabase } from "../support/database";
import {
  applicants,
  approved,
  holders,
  intoNewUnit,
  ORDER,
  proposed,
  type SixUnits,
  sixUnits,
} from "./six-units";

await useDatabase();
const clock = () => NOW;
const report = (error: unknown) => {
  throw error;
};
let scene: SixUnits;
let people: string[];
let changeId: string;
beforeAll(async () => {
  scene = await sixUnits(NOW);
  people = await holders(
    scene,
    ["active", "suspended", "gone", "expired", "revoked", "to-collect", "lost", "active"],
    NOW,
  );
});

describe("proposed by one, approved by another", () => {
  it("says at once everything that is wrong with what was asked", async () => {
    const asked = intoNewUnit(scene, NOW, {
      units: [],
      newUnit: null,
      orderNumber: " ",
      switchOn: "2026-11-01",
    });
    const broken = { name: "a", bytes: Buffer.from("no") };
    const answer = await inTransaction((tx) => proposeUnitChange(tx, asked, broken, scene.proposer, NOW));
    expect(codesOf(answer)).toEqual([
      "unit-change.units-missing",
      "unit-change.target-missing",
      "unit-change.date-past",
      "unit-change.order-missing",
      "study-file.unreadable",
    ]);
    const among = { targetId: scene.first, newUnit: null };
    expect(codesOf(await proposed(scene, intoNewUnit(scene, NOW, among), NOW))).toEqual([
      "unit-change.target-among",
      "unit-change.target-below",
    ]);
    const root = [scene.district, scene.first].map(
      (unitId) => ({ unitId, posts: "end", roles: "end" }) as const,
    );
    expect(codesOf(await proposed(scene, intoNewUnit(scene, NOW, { units: root }), NOW))).toContain(
      "unit.root-stays",
    );
    const nobody = { ...scene.proposer, grants: [] };
    expect(codesOf(await proposed(scene, intoNewUnit(scene, NOW), NOW, nobody))).toEqual([
      "unit-change.outside",
    ]);
    const unknown = intoNewUnit(scene, NOW, { announcedOn: "2026-12-01" });
    expect(codesOf(await proposed(scene, unknown, NOW))).toEqual(["unit-change.announcement-missing"]);
    const taken = { ...intoNewUnit(scene, NOW).newUnit!, code: "urban" };
    expect(codesOf(await proposed(scene, intoNewUnit(scene, NOW, { newUnit: taken }), NOW))).toEqual([
      "unit.code-taken",
    ]);
    expect(await prisma.unitChange.count()).toBe(0);
    expect(await prisma.unit.count({ where: { code: "combined" } })).toBe(0);
  });

  it("is no change before the second person, and the first cannot be the second", async () => {
    const answer = await proposed(scene, intoNewUnit(scene, NOW), NOW);
    if (!answer.ok) throw new Error(codesOf(answer).join());
    const own = await inTransaction((tx) => approveUnitChange(tx, answer, scene.proposer, NOW));
    expect(codesOf(own)).toEqual(["unit-change.two-people"]);
    expect(codesOf(await proposed(scene, intoNewUnit(scene, NOW), NOW))).toEqual(["unit-change.busy"]);
    expect(await runUnitChange(answer.changeId, clock, report)).toBe(false);
    expect(await prisma.unitChangeLine.count()).toBe(0);
    expect(await inTransaction((tx) => refuseUnitChange(tx, answer, scene.proposer, NOW))).toEqual({
      ok: true,
    });
    expect(await prisma.unitChange.findUnique({ where: { id: answer.changeId } })).toMatchObject({
      decision: "withdrawn",
    });
    expect(codesOf(await inTransaction((tx) => approveUnitChange(tx, answer, scene.approver, NOW)))).toEqual([
      "unit-change.decided",
    ]);
  });
});

describe("worked off", () => {
  it("only from its day on, as was foreseen, and the totals reconcile", async () => {
    await applicants(scene, 2, NOW);
    await inTransaction((tx) =>
      createPosition(
        tx,
        { unitId: scene.first, title: "执法岗", family: "enforcement", field: null },
        null,
        NOW,
      ),
    );
    const later = new Date(NOW.getTime() + 3 * 86_400_000);
    changeId = await approved(scene, intoNewUnit(scene, NOW, { switchOn: chinaDateOf(later) }), NOW);
    expect(await runUnitChange(changeId, clock, report)).toBe(false);
    expect(await resumeUnitChanges(clock, report)).toBe(0);
    const row = await prisma.unitChange.findUniqueOrThrow({
      where: { id: changeId },
      include: { units: true },
    });
    const foreseen = totalsOf((await foreseenOf(prisma, askedFrom(row), NOW)).map(({ fate }) => fate));
    // The pattern of the scene waits to be collected: it goes along, too.
    expect(foreseen).toEqual({ total: 9, exchanged: 5, cancelled: 1, kept: 3 });
    expect(row.foreseen).toEqual(foreseen);
    expect(await resumeUnitChanges(() => later, report)).toBe(1);
    const waiting = await prisma.unitChangeLine.findMany({ where: { changeId, decidedAt: null } });
    expect(waiting).toEqual([]);
    const units = await prisma.unitChangeUnit.findMany({ where: { changeId } });
    expect(units.flatMap(({ refusals }) => refusals)).toEqual([]);
    const done = await prisma.unitChange.findUniqueOrThrow({ where: { id: changeId } });
    expect(done.finishedAt).toEqual(later);
    const figures = await figuresOf(prisma, { changeId, unitIds: scene.units });
    expect(figures).toEqual({ ...foreseen, open: 0, inRegister: 9 });
  });

  it("everybody belongs to the new unit, with their posts, applications and the roles that were to move", async () => {
    const { targetId, switchOn } = await prisma.unitChange.findUniqueOrThrow({ where: { id: changeId } });
    const now = await prisma.employment.findMany({
      where: { supersededAt: null, toOn: null, unitId: { in: scene.units } },
    });
    expect(now.map(({ status }) => status)).toEqual(["retired"]);
    const applications = await prisma.application.findMany({ where: { closedAt: null } });
    expect(new Set(applications.map(({ unitId }) => unitId))).toEqual(new Set([targetId]));
    expect(applications.filter(({ kind }) => kind === "transfer")).toHaveLength(5);
    const moves = await prisma.applicationMove.findMany({});
    expect(moves).toHaveLength(2);
    expect(
      moves.every(({ fromUnitId, toUnitId }) => fromUnitId === scene.first && toUnitId === targetId),
    ).toBe(true);
    expect(await prisma.position.count({ where: { unitId: targetId!, abolishedOn: null } })).toBe(1);
    expect(await prisma.roleGrant.count({ where: { unitId: targetId!, withdrawnAt: null } })).toBe(3);
    const ended = await prisma.unitVersion.findMany({
      where: { unitId: { in: scene.units }, supersededAt: null },
    });
    expect(ended.every(({ toOn }) => toOn?.getTime() === switchOn.getTime())).toBe(true);
    const told = await prisma.notice.groupBy({
      by: ["code"],
      _count: { _all: true },
      where: { code: { startsWith: "certificate." } },
    });
    expect(Object.fromEntries(told.map(({ code, _count }) => [code, _count._all]))).toMatchObject({
      "certificate.exchange-begun": 5,
      "certificate.application-moved": 2,
      "certificate.cancelled": 1,
    });
  });

  it("done again, by two at once, nothing happens", async () => {
    const before = await prisma.certificateAct.count();
    const answers = await Promise.all([
      runUnitChange(changeId, clock, report),
      runUnitChange(changeId, clock, report),
    ]);
    expect(answers).toEqual([false, false]);
    expect(await prisma.certificateAct.count()).toBe(before);
  });

  it("a certificate held in the old unit is held in the new one, and exchanged when the hold is lifted", async () => {
    const { targetId } = await prisma.unitChange.findUniqueOrThrow({ where: { id: changeId } });
    const at = new Date(NOW.getTime() + 4 * 86_400_000);
    const personId = people[1]!;
    const asked = { personId, unitId: targetId!, field: null, at };
    const gate = await decideEnforcement(prisma, asked);
    expect(codesOf(gate)).toContain("certificate.suspended");
    const certificate = await prisma.certificate.findFirstOrThrow({ where: { personId } });
    const details = {
      ...{ ground: "inquiry-ended", legalBasis: "第十七条", decisionNumber: "临人社证恢〔2026〕3号" },
      ...{ effectiveOn: null, banUntilOn: null, note: "", statement: HEARD, lossNotice: "" },
    };
    const proposal = await inTransaction((tx) =>
      proposeAct(tx, { certificateId: certificate.id, act: "restore", details }, scene.issuer, at),
    );
    if (!proposal.ok) throw new Error(codesOf(proposal).join());
    const verdict = await inTransaction((tx) => approveProposal(tx, proposal, scene.secondIssuer, at));
    expect(codesOf(verdict)).toEqual([]);
    const acts = await prisma.certificateAct.findMany({
      where: { certificateId: certificate.id },
      orderBy: { recordedAt: "asc" },
    });
    expect(
      acts
        .map(({ act }) => act)
        .slice(-2)
        .sort(),
    ).toEqual(["replace", "restore"]);
    const opened = await prisma.application.findFirst({ where: { personId, closedAt: null } });
    expect(opened).toMatchObject({ unitId: targetId, kind: "transfer" });
    expect(codesOf(await decideEnforcement(prisma, asked))).not.toContain("certificate.suspended");
  });
});

it("a unit that is renamed keeps its certificates until the new ones are collected", async () => {
  const { targetId } = await prisma.unitChange.findUniqueOrThrow({ where: { id: changeId } });
  const later = new Date(NOW.getTime() + 10 * 86_400_000);
  const newUnit = { ...intoNewUnit(scene, NOW).newUnit!, name: "临湖区综合执法局", shortName: "执法局" };
  const units = [{ unitId: targetId!, posts: "move", roles: "move" } as const];
  const renamed = { kind: "rename" as const, targetId, newUnit, units, switchOn: chinaDateOf(later) };
  const id = await approved(scene, intoNewUnit(scene, later, renamed), later);
  expect(await runUnitChange(id, () => later, report)).toBe(true);
  const version = await prisma.unitVersion.findFirstOrThrow({
    where: { unitId: targetId!, supersededAt: null, fromOn: toDbDate(chinaDateOf(later)) },
  });
  expect(version.name).toBe("临湖区综合执法局");
});

it("a unit that is dissolved waits for its people and says so, then closes", async () => {
  const later = new Date(NOW.getTime() + 20 * 86_400_000);
  const units = [{ unitId: scene.market, posts: "end", roles: "end" } as const];
  const dissolved = {
    kind: "dissolve" as const,
    targetId: null,
    newUnit: null,
    units,
    switchOn: chinaDateOf(later),
  };
  const id = await approved(scene, intoNewUnit(scene, later, { ...dissolved, orderNumber: ORDER }), later);
  const { unitId } = units[0]!;
  const stays = await officer(unitId);
  expect(await runUnitChange(id, () => later, report)).toBe(false);
  const [unit] = await prisma.unitChangeUnit.findMany({ where: { changeId: id } });
  expect((unit!.refusals as { code: string }[]).map(({ code }) => code)).toEqual(["unit.has-people"]);
  const leaving = { personId: stays, relation: "home" as const, toOn: chinaDateOf(later) };
  await inTransaction((tx) => endEmployment(tx, { ...leaving, status: "retired" }, null, later));
  expect(await resumeUnitChanges(() => new Date(later.getTime() + 120_000), report)).toBe(1);
  expect(await prisma.unitChange.findUniqueOrThrow({ where: { id } })).toMatchObject({
    finishedAt: expect.any(Date),
  });
});
