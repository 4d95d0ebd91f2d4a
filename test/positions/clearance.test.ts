import { beforeAll, describe, expect, it } from "vitest";
import { grantRole } from "~/access/accounts.server";
import { addDays, chinaDateOf, fromDbDate, startOfDay } from "~/calendar";
import { clearanceReport } from "~/casework/clearance-report.server";
import { followClearance, runClearanceScan, scanCampaignStep } from "~/casework/clearance-run.server";
import { collectCertificate } from "~/certification/acts.server";
import { approveProposal, proposeAct } from "~/certification/proposals.server";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { unitsUnder } from "~/organisation/units.server";
import { recordEmployment } from "~/personnel/employment.server";
import { recordSanction } from "~/personnel/record.server";
import { assignPerson, recordInheritedAssignment } from "~/positions/assignments.server";
import { answerCheck } from "~/positions/check.server";
import type { Proposal } from "~/positions/clearance";
import { closeCampaign, openCampaign } from "~/positions/clearance-campaigns.server";
import { confirmClosure, proposeClosure, returnClosure } from "~/positions/clearance-closure.server";
import { boardOf, findCase, sumOf } from "~/positions/clearance-list.server";
import { scanStep } from "~/positions/clearance-scan.server";
import { decideAtPositions, decideEnforcement } from "~/positions/gate.server";
import { createPosition } from "~/positions/positions.server";
import { seatsOfPost } from "~/positions/register.server";
import { noteOverdueCases } from "~/reminders/clearance.server";
import { codesOf, FIELD, HEARD, issued, NOW, officer, type Scene, setScene } from "../certification/scene";
import { codesTold } from "../notices/told";
import { account } from "../study/study-district";
import { useDatabase } from "../support/database";

// 清理: whoever is on an enforcement post and may not enforce is found, is a case, and is off the post or in order again.

await useDatabase();
let scene: Scene;
let patrol: string;
let unitOfficer: { accountId: string; personId: string };
let affairs: { accountId: string; personId: string };

const today = chinaDateOf(NOW);
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

type Role = "unit-personnel-officer" | "personnel-department" | "legal-affairs";
async function staff(name: string, role: Role, unitId: string) {
  const personId = await officer(scene.urban, { name, qualified: false });
  const accountId = await account(`staff-${name}`, personId);
  await inTransaction((tx) => grantRole(tx, { accountId, role, unitId }, null, NOW));
  return { accountId, personId };
}

beforeAll(async () => {
  scene = await setScene();
  patrol = await post("市容巡查岗");
  unitOfficer = await staff("单位人事", "unit-personnel-officer", scene.urban);
  affairs = await staff("法制科", "legal-affairs", scene.district);
});

const post = (title: string, unitId = scene.urban) =>
  inTransaction((tx) =>
    createPosition(tx, { unitId, title, family: "enforcement", field: FIELD }, null, NOW),
  );
/** Found on the post when the unit came aboard. */
async function inherited(
  identity: Parameters<typeof officer>[1] = { identity: "auxiliary", qualified: false },
) {
  const personId = await officer(scene.urban, identity);
  const found = { personId, positionId: patrol, fromOn: "2024-01-01" as const, toOn: null };
  const factId = await inTransaction((tx) => recordInheritedAssignment(tx, found, null, NOW));
  return { personId, factId };
}
/** Assigned through the gate with a certificate of their own. */
async function enforcing() {
  const personId = await officer(scene.urban);
  const { certificateId } = await issued(scene, personId);
  await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, NOW));
  const asked = { personId, positionId: patrol, fromOn: today, toOn: null };
  const assigned = await inTransaction((tx) => assignPerson(tx, asked, scene.personnelOfficer, NOW));
  if (!assigned.ok) throw new Error(codesOf(assigned).join());
  return { personId, certificateId, factId: assigned.factId };
}
async function suspend(certificateId: string, at: Date) {
  const details = {
    ...{ ground: "under-inquiry", legalBasis: "-", decisionNumber: "临司暂〔2026〕1号", effectiveOn: null },
    ...{ banUntilOn: null, note: "", statement: HEARD },
  };
  const proposed = await inTransaction((tx) =>
    proposeAct(tx, { certificateId, act: "suspend", details } as never, scene.issuer, at),
  );
  if (!proposed.ok) throw new Error(codesOf(proposed).join());
  const { proposalId } = proposed;
  const approved = await inTransaction((tx) => approveProposal(tx, { proposalId }, scene.secondIssuer, at));
  if (!approved.ok) throw new Error(codesOf(approved).join());
}

const campaign = async (unitId = scene.urban, at = NOW) => {
  const asked = { unitId, name: "执法岗位清理", instructionNumber: "临政办〔2026〕8号" };
  const dueOn = addDays(chinaDateOf(at), 60);
  const answer = await inTransaction((tx) => openCampaign(tx, { ...asked, dueOn }, scene.legalAffairs, at));
  if (!answer.ok) throw new Error(codesOf(answer).join());
  return answer.campaignId;
};
const endCampaign = (campaignId: string, at = NOW) =>
  inTransaction((tx) => closeCampaign(tx, { campaignId }, scene.legalAffairs, at));
const caseOf = (factId: string) => prisma.clearanceCase.findFirst({ where: { factId } });

const order: Proposal = {
  ...{ measure: "moved-off", orderNumber: "临人调〔2026〕3号" },
  ...{ orderOn: today, movedOn: today },
};
const paper = { name: "调离令.pdf", bytes: Buffer.from("%PDF-1.7\n%%EOF\n") };
const propose = (caseId: string, change: Partial<Proposal> = {}, by = unitOfficer, at = NOW) =>
  inTransaction((tx) =>
    proposeClosure(tx, { ...order, ...change, caseId, statement: "", uploads: [paper] }, by, at),
  );
const confirm = (caseId: string, by = affairs, at = NOW) =>
  inTransaction((tx) => confirmClosure(tx, { caseId }, by, at));
const clear = async (caseId: string, at = NOW) => {
  expect(codesOf(await propose(caseId, {}, unitOfficer, at))).toEqual([]);
  expect(codesOf(await confirm(caseId, affairs, at))).toEqual([]);
};

describe("scenario 6: three auxiliaries recorded on enforcement posts", () => {
  it("makes each a task that closes with the number and date of an order, and reports 3/3", async () => {
    const three = [await inherited(), await inherited(), await inherited()];
    const campaignId = await campaign();
    await runClearanceScan(campaignId, () => NOW);
    const cases = await prisma.clearanceCase.findMany({ where: { campaignId } });
    expect(cases.map(({ factId }) => factId).sort()).toEqual(three.map(({ factId }) => factId).sort());
    for (const one of cases) {
      const reasons = one.reasons as { code: string; source: { rule: string } }[];
      expect(reasons.map(({ source }) => source.rule)).toEqual(expect.arrayContaining(["K05", "K23", "K01"]));
      expect(one.beganAt).toEqual(new Date("2023-12-31T16:00:00Z"));
    }
    const first = cases[0]!.id;
    expect(codesOf(await propose(first, { orderNumber: "" }))).toEqual(["clearance.order-missing"]);
    expect(codesOf(await propose(first, { orderOn: null }))).toEqual(["clearance.order-missing"]);
    expect(codesOf(await endCampaign(campaignId))).toEqual(["clearance.campaign-unfinished"]);
    for (const { id } of cases) await clear(id);
    const row = await prisma.clearanceCampaign.findUniqueOrThrow({ where: { id: campaignId } });
    const { id, dueOn, ...facts } = row;
    const units = await unitsUnder(prisma, ["/linhu/urban/"], today);
    const shown = { ...facts, campaignId: id, dueOn: chinaDateOf(dueOn) };
    const report = await inTransaction((tx) =>
      clearanceReport(tx, { campaign: shown, units }, affairs.accountId, NOW),
    );
    expect(report.sheets[0]!.rows).toEqual([["临湖区城市管理局", "3", "3/3", "0", "0"]]);
    expect(report.sheets[1]!.rows.every((cells) => cells.at(-1)!.startsWith("临人调〔2026〕3号"))).toBe(true);
    expect(report.bytes.subarray(0, 5).toString()).toBe("%PDF-");
    for (const { factId } of three)
      expect(await prisma.assignment.count({ where: { factId, supersededAt: null, toOn: null } })).toBe(0);
    expect(codesOf(await endCampaign(campaignId))).toEqual([]);
  });
});

describe("K23: an assignment that becomes invalid", () => {
  it("is refused at every door a second after the suspension, without any job", async () => {
    const { personId, certificateId } = await enforcing();
    const at = (clock: string) => new Date(`2026-11-21T${clock}+08:00`);
    await suspend(certificateId, at("10:00:00"));
    const asked = { personId, unitId: scene.urban, field: FIELD };
    expect((await decideEnforcement(prisma, { ...asked, at: at("09:59:59") })).ok).toBe(true);
    expect((await decideEnforcement(prisma, { ...asked, at: at("10:00:01") })).ok).toBe(false);
    const seat = (await seatsOfPost(prisma, patrol, at("10:00:01"))).find(
      ({ holder }) => holder?.personId === personId,
    );
    expect(seat!.holder!.verdict!.eligible).toBe(false);
    const another = await post("夜间巡查岗");
    const assigned = await inTransaction((tx) =>
      assignPerson(
        tx,
        { personId, positionId: another, fromOn: "2026-11-21", toOn: null },
        null,
        at("10:00:01"),
      ),
    );
    expect(codesOf(assigned)).toContain("certificate.suspended");
    const { number } = await prisma.certificate.findUniqueOrThrow({ where: { id: certificateId } });
    const client = { clientId: newId(), path: "/linhu/" };
    const check = { certificateNumber: number, unitCode: "urban", field: FIELD, at: null, client };
    const [unit] = await unitsUnder(prisma, ["/linhu/"], today);
    await prisma.apiClient.create({
      data: {
        ...{ id: client.clientId, name: "案件", unitId: unit!.unitId },
        createdAt: NOW,
      },
    });
    const answer = await answerCheck({ ...check, now: at("10:00:01") });
    expect(answer!.eligible).toBe(false);
    expect(await prisma.clearanceCase.count({ where: { personId } })).toBe(0);
  });

  it("ends at the instant of the event, is a task once, and tells unit, person and legal affairs once", async () => {
    const { personId, certificateId, factId } = await enforcing();
    const at = later(60);
    await suspend(certificateId, at);
    // Two processes at once, and again.
    await Promise.all([followClearance(() => later(61)), followClearance(() => later(61))]);
    await followClearance(() => later(62));
    const cases = await prisma.clearanceCase.findMany({ where: { factId } });
    expect(cases).toHaveLength(1);
    expect(cases[0]).toMatchObject({ beganAt: at, inherited: false, campaignId: null, state: "opened" });
    expect(await codesTold(personId)).toContain("clearance.off-post");
    const told = async (who: string, code: string) =>
      (await codesTold(who)).filter((one: string) => one === code).length;
    expect(await told(personId, "clearance.off-post")).toBe(1);
    expect(await told(unitOfficer.personId, "clearance.unit-cases")).toBe(1);
    expect(await told(affairs.personId, "clearance.cases")).toBe(1);
    const event = await prisma.auditEvent.findFirstOrThrow({ where: { type: "clearance.opened", personId } });
    expect(event.data).toMatchObject({ codes: ["certificate.suspended"], since: at.toISOString() });
  });
});

describe("a closure", () => {
  it("is confirmed by another person than who proposed it; attempts are written down", async () => {
    const { factId, personId } = await inherited();
    const campaignId = await campaign();
    await runClearanceScan(campaignId, () => NOW);
    const { id } = (await caseOf(factId))!;
    expect(codesOf(await confirm(id))).toContain("clearance.step-impossible");
    await propose(id);
    expect(codesOf(await confirm(id, unitOfficer))).toEqual(["clearance.same-person"]);
    expect(codesOf(await confirm(id, { accountId: newId(), personId }))).toEqual(["clearance.own"]);
    const denied = await prisma.auditEvent.findMany({ where: { type: "access.denied", subjectId: id } });
    expect(denied.map(({ data }) => (data as { codes: string[] }).codes)).toEqual([
      ["clearance.same-person"],
      ["clearance.own"],
    ]);
    // The database says so, too.
    const step = { caseId: id, step: "closed", byId: unitOfficer.accountId, at: NOW };
    await expect(prisma.clearanceStep.create({ data: step })).rejects.toThrow();
    const sent = await inTransaction((tx) =>
      returnClosure(tx, { caseId: id, reason: "凭证不清" }, affairs, NOW),
    );
    expect(codesOf(sent)).toEqual([]);
    expect(await codesTold(unitOfficer.personId)).toContain("clearance.returned");
    await clear(id);
    const facts = (await findCase(prisma, id, today))!;
    expect(facts.steps.map(({ step }) => step)).toEqual([
      ...["opened", "proposed", "returned", "proposed", "closed"],
    ]);
    expect(facts.state).toBe(facts.steps.at(-1)!.step);
    await endCampaign(campaignId);
  });

  it("is refused while the gate refuses, and assigns anew who was found at onboarding and is in order now", async () => {
    const { factId, personId } = await inherited({});
    const campaignId = await campaign();
    await runClearanceScan(campaignId, () => NOW);
    const { id } = (await caseOf(factId))!;
    const obtained = { measure: "certificate-obtained" as const, movedOn: null };
    await propose(id, obtained);
    expect(codesOf(await confirm(id))).toEqual(["clearance.still-refused", "certificate.none"]);
    const { certificateId } = await issued(scene, personId);
    await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, NOW));
    expect(codesOf(await confirm(id, affairs, later(1)))).toEqual([]);
    const asked = { personId, unitId: scene.urban, field: FIELD, at: later(2) };
    expect((await decideEnforcement(prisma, asked)).ok).toBe(true);
    await endCampaign(campaignId);
  });

  it("opens again when it was none, and is another case when the right was lost later", async () => {
    const { certificateId, factId } = await enforcing();
    await suspend(certificateId, later(10));
    await followClearance(() => later(11));
    const { id } = (await caseOf(factId))!;
    // As if the hold had been recorded after the closure, with effect from before it.
    await prisma.clearanceStep.create({
      data: {
        ...{ caseId: id, step: "proposed", byId: unitOfficer.accountId, at: later(12), orderOn: NOW },
        ...{ measure: "certificate-obtained", orderNumber: "临司恢〔2026〕1号" },
      },
    });
    await prisma.clearanceStep.create({
      data: { caseId: id, step: "closed", byId: affairs.accountId, at: later(13) },
    });
    await prisma.clearanceCase.update({ where: { id }, data: { state: "closed" } });
    await followClearance(() => later(14));
    expect(await prisma.clearanceCase.findMany({ where: { factId } })).toMatchObject([
      { id, state: "reopened" },
    ]);
    await prisma.clearanceStep.create({
      data: { caseId: id, step: "closed", byId: affairs.accountId, at: later(5) },
    });
    await prisma.clearanceCase.update({ where: { id }, data: { state: "closed" } });
    await followClearance(() => later(15));
    expect(await prisma.clearanceCase.count({ where: { factId } })).toBe(2);
  });
});

describe("a campaign", () => {
  it("goes on where its scan stopped, makes nothing twice, and takes in what comes meanwhile", async () => {
    const found = [await inherited(), await inherited(), await inherited(), await inherited()];
    const campaignId = await campaign();
    const overlapping = inTransaction((tx) =>
      openCampaign(
        tx,
        { unitId: scene.district, name: "-", instructionNumber: "-", dueOn: today },
        scene.legalAffairs,
        NOW,
      ),
    );
    expect(codesOf(await overlapping)).toEqual(["clearance.campaign-overlaps"]);
    expect(await scanCampaignStep(campaignId, NOW, 1)).toBe(true);
    expect(codesOf(await endCampaign(campaignId))).toContain("clearance.campaign-unscanned");
    // Whoever scanned is gone; two others go on at once.
    await Promise.all([
      runClearanceScan(campaignId, () => later(1), 1),
      runClearanceScan(campaignId, () => later(1), 2),
    ]);
    const factIds = found.map(({ factId }) => factId);
    expect(await prisma.clearanceCase.count({ where: { campaignId, factId: { in: factIds } } })).toBe(4);
    const { looked, scannedAt } = await prisma.clearanceCampaign.findUniqueOrThrow({
      where: { id: campaignId },
    });
    expect(scannedAt).not.toBeNull();
    const onPosts = await prisma.assignment.count({
      where: { supersededAt: null, OR: [{ toOn: null }, { toOn: { gt: NOW } }] },
    });
    expect(looked).toBe(onPosts);
    const newcomer = await inherited();
    await followClearance(() => later(2));
    expect((await caseOf(newcomer.factId))!.campaignId).toBe(campaignId);
    const board = sumOf(await boardOf(prisma, campaignId, [scene.urban], today));
    expect(board.cases).toBe(await prisma.clearanceCase.count({ where: { campaignId } }));
  });
});

describe("the scan", () => {
  it("finds exactly whom the gate refuses, with the gate's own reasons", async () => {
    const identities = ["public-institution", "temporary", "contract", "civil-servant-equivalent"] as const;
    for (let n = 0; n < 18; n += 1) {
      const { personId, certificateId } = await enforcing();
      const change = n % 9;
      if (change === 5) await suspend(certificateId, NOW);
      await inTransaction(async (tx) => {
        if (change === 1)
          await recordSanction(
            tx,
            {
              ...{ personId, kind: "demerit", authority: "-", decisionNumber: `-${n}` },
              fromOn: today,
            },
            null,
            NOW,
          );
        if (change === 2 || change === 3)
          await recordEmployment(
            tx,
            {
              ...{ personId, unitId: scene.urban, relation: "home", title: null, fromOn: today },
              ...{ identity: identities[n % 4]!, status: n % 2 ? "suspended" : "in-post" },
            } as never,
            null,
            NOW,
          );
        if (change === 7)
          await tx.examBan.create({
            data: {
              ...{ id: newId(), factId: newId(), personId, reason: "cheated", decisionNumber: `-${n}` },
              ...{ fromOn: new Date(today), recordedAt: NOW },
            },
          });
        if (change === 8)
          await tx.qualificationPart.updateMany({
            where: { personId, part: n % 2 ? "special" : "general" },
            data: { supersededAt: NOW },
          });
        if (change === 4)
          await tx.annualGrade.create({
            data: {
              ...{ id: newId(), factId: newId(), personId, year: 2025, grade: "incompetent" },
              ...{ recordedAt: NOW },
            } as never,
          });
      });
    }
    const at = later(100);
    const { refused, looked } = await scanStep(prisma, ["/linhu/"], at, null);
    const rows = await prisma.assignment.findMany({
      where: { supersededAt: null, OR: [{ toOn: null }, { toOn: { gt: NOW } }] },
      include: { position: true },
      orderBy: { factId: "asc" },
    });
    expect(looked).toBe(rows.length);
    const answers = await decideAtPositions(prisma, rows as never, at);
    const expected = rows.flatMap(({ factId }, index) => {
      const answer = answers[index]!;
      return answer.ok ? [] : [[factId, codesOf(answer)]];
    });
    expect(refused.map((one) => [one.factId, one.refusals.map(({ code }) => code)])).toEqual(expected);
    expect(expected.length).toBeGreaterThan(10);
    expect(expected.length).toBeLessThan(rows.length);
  });
});

describe("a case whose deadline passes", () => {
  const note = (at: Date) => inTransaction((tx) => noteOverdueCases(tx, at));
  const eventsOf = (caseId: string) =>
    prisma.auditEvent.findMany({ where: { type: "clearance.overdue", subjectId: caseId } });
  const overdueTold = (personId: string, caseId: string) =>
    prisma.notice.count({
      where: { personId, code: "clearance.overdue", facts: { path: ["caseId"], equals: caseId } },
    });

  it("is noted once after its last day by two jobs at once, and told to its owner and the campaign's opener", async () => {
    const opener = await staff("专项负责人", "personnel-department", scene.district);
    await prisma.clearanceCampaign.updateMany({
      where: { closedAt: null },
      data: { closedAt: NOW, closedById: scene.legalAffairs },
    });
    const found = await inherited();
    const asked = { unitId: scene.urban, name: "执法岗位清理", instructionNumber: "临政办〔2026〕9号" };
    const campaign = await inTransaction((tx) =>
      openCampaign(tx, { ...asked, dueOn: addDays(today, 60) }, opener.accountId, NOW),
    );
    if (!campaign.ok) throw new Error(codesOf(campaign).join());
    const { campaignId } = campaign;
    await runClearanceScan(campaignId, () => later(1));
    const made = (await caseOf(found.factId))!;
    const dueOn = fromDbDate(made.dueOn);
    const on = (day: number) => new Date(startOfDay(addDays(dueOn, day)).getTime() + 60_000);

    await note(new Date(on(1).getTime() - 120_000));
    expect(await eventsOf(made.id)).toEqual([]);
    await Promise.all([note(on(1)), note(on(1)), note(on(1))]);
    await note(on(2));
    const events = await eventsOf(made.id);
    expect(events.map(({ personId, unitId, data }) => ({ personId, unitId, data }))).toEqual([
      { personId: found.personId, unitId: scene.urban, data: { caseId: made.id, dueOn } },
    ]);
    expect(await overdueTold(unitOfficer.personId, made.id)).toBe(1);
    expect(await overdueTold(opener.personId, made.id)).toBe(1);
    expect(await overdueTold(found.personId, made.id)).toBe(0);
    await expect(
      prisma.clearanceOverdue.updateMany({ where: { caseId: made.id }, data: { notedAt: on(3) } }),
    ).rejects.toThrow();
  });

  it("is not noted when it was closed in time", async () => {
    const { factId } = await inherited();
    await followClearance(() => later(2));
    const made = (await caseOf(factId))!;
    await clear(made.id, later(3));
    await note(startOfDay(addDays(fromDbDate(made.dueOn), 30)));
    expect(await eventsOf(made.id)).toEqual([]);
  });
});
