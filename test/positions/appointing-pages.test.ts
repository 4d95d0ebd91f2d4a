import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import type { Role } from "~/access/permissions";
import { addDays, chinaDateOf } from "~/calendar";
import { proposeCandidate } from "~/casework/appointment-candidates.server";
import { inTransaction, prisma } from "~/db.server";
import { createBatch } from "~/exams/appointments.server";
import { changeEmployment } from "~/personnel/employment.server";
import { createPosition } from "~/positions/positions.server";
import * as list from "~/routes/_staff.appointments._index";
import * as approval from "~/routes/_staff.appointments.$proposalId.approval";
import * as refusal from "~/routes/_staff.appointments.$proposalId.refusal";
import * as proposing from "~/routes/_staff.appointments.new";
import * as assigning from "~/routes/_staff.positions.$positionId.assignments";
import { appointingText } from "~/text/appointing";
import type { Refusal } from "~/verdict";
import { officer, type Scene, setScene } from "../certification/scene";
import { monthlyExam, sat } from "../plans/monthly-exam";
import { call, formOf, signedIn } from "../routes/call";
import { rendered } from "../routes/rendered";
import { useDatabase } from "../support/database";

// 领导岗任用: proposed with every reason at once, approved by another, recorded as an assignment.

await useDatabase();
const NOW = new Date();
const TODAY = chinaDateOf(NOW);
let scene: Scene;
let proposer: string;
let proposerId: string;
let second: string;
let congress: string;

beforeAll(async () => {
  scene = await setScene();
  proposerId = await accountOf("organisation-1");
  proposer = await signedIn(proposerId, "personnel-department", scene.district);
  second = await signedIn(await accountOf("organisation-2"), "personnel-department", scene.district);
  congress = await signedIn(await accountOf("congress"), "congress-office" as Role, scene.district);
});

const accountOf = (loginName: string) =>
  inTransaction((tx) =>
    createAccount(tx, { loginName, displayName: loginName, personId: null, passwordHash: "-" }, null, NOW),
  );
const post = (title: string) =>
  inTransaction((tx) =>
    createPosition(
      tx,
      { unitId: scene.urban, title, family: "party-appointed", field: null },
      null,
      new Date("2026-01-01T00:00:00Z"),
    ),
  );
/** Passed the exam before this post. */
async function examined(personId: string, positionId: string): Promise<void> {
  const batch = {
    regime: "party",
    title: "第一批",
    documentNumber: "临组〔2026〕9号",
    unitId: scene.district,
  } as const;
  await inTransaction(async (tx) => {
    const made = await createBatch(
      tx,
      { ...batch, dueOn: addDays(TODAY, 30), termEndsOn: null },
      proposerId,
      NOW,
    );
    if (!made.ok) throw new Error(made.refusals.map(({ code }) => code).join());
    const by = { accountId: proposerId, personId: null };
    const candidate = await proposeCandidate(tx, { batchId: made.batchId, personId, positionId }, by, NOW);
    if (!candidate?.ok) throw new Error("not proposed");
    return made.batchId;
  }).then(async (batchId) => {
    const examId = await monthlyExam(scene.urban, 1, ["published", "released"], "pre-appointment", "party");
    await prisma.appointmentEntry.create({
      data: { batchId, examId, enteredById: proposerId, enteredAt: NOW },
    });
    await sat(examId, personId, [85]);
  });
}
const propose = (personId: string, positionId: string, more: Record<string, string> = {}, who = proposer) =>
  call(
    proposing.action,
    who,
    "/appointments/new",
    {},
    formOf({
      personId,
      positionId,
      fromOn: addDays(TODAY, 1),
      documentNumber: "临组干〔2026〕12号",
      ...more,
    }),
  );
const refused = (body: unknown) => (body as { refusals: Refusal[] }).refusals;
const decide = (action: typeof approval.action, proposalId: string, who: string, reason = "") =>
  call(action, who, `/appointments/${proposalId}`, { proposalId }, formOf({ reason }));
const proposalOf = (personId: string) =>
  prisma.appointmentProposal.findFirstOrThrow({ where: { personId }, orderBy: { id: "desc" } });

describe("proposing an appointment", () => {
  it("tells K17 and K18 together, each with its source, and writes nothing", async () => {
    const positionId = await post("副局长甲");
    const personId = await officer(scene.urban, { qualified: false });
    const change = { personId, relation: "home", status: "probation", fromOn: "2026-01-05" } as const;
    await inTransaction((tx) => changeEmployment(tx, change, null, NOW));
    const answer = await propose(personId, positionId, { fromOn: addDays(TODAY, -3) });
    expect(answer.status).toBe(422);
    expect(refused(answer.body).map(({ code, source }) => [source?.rule, code])).toEqual([
      [undefined, "assignment.backdated"],
      ["K18", "training.initial-missing"],
      ["K17", "appointment.pass-missing"],
    ]);
    expect(refused(answer.body)[1]?.source).toMatchObject({ article: "第六十七条" });
    expect(await prisma.appointmentProposal.count({ where: { personId } })).toBe(0);
    expect(await prisma.auditEvent.count({ where: { personId, type: "appointment.post-refused" } })).toBe(1);
  });

  it("names every field that is missing, and knows nobody of another place", async () => {
    const empty = await call(proposing.action, proposer, "/appointments/new", {}, formOf({}));
    expect((empty.body as { problems: { field: string }[] }).problems.map(({ field }) => field)).toEqual([
      "personId",
      "positionId",
      "fromOn",
      "documentNumber",
    ]);
    const positionId = await post("副局长乙");
    expect((await propose("00000000-0000-7000-8000-000000000000", positionId)).status).toBe(404);
    expect((await propose("x", positionId, {}, congress)).status).toBe(403);
  });
});

describe("the second person", () => {
  it("approves what another proposed, and it is an assignment then", async () => {
    const positionId = await post("副局长丙");
    const personId = await officer(scene.urban, { qualified: false });
    await examined(personId, positionId);
    expect((await propose(personId, positionId)).location).toBe("/appointments?done=proposed");
    const again = await propose(personId, positionId);
    expect(refused(again.body).map(({ code }) => code)).toEqual(["appointment.proposed-already"]);
    const { id } = await proposalOf(personId);
    expect(await prisma.assignment.count({ where: { personId } })).toBe(0);
    const own = await decide(approval.action, id, proposer);
    expect(refused(own.body).map(({ code }) => code)).toEqual(["appointment.same-person"]);
    expect((await decide(approval.action, id, congress)).status).toBe(403);
    expect((await decide(approval.action, id, second)).location).toBe("/appointments?done=approved");
    const { factId } = await proposalOf(personId);
    expect(await prisma.assignment.findFirst({ where: { personId } })).toMatchObject({ factId, positionId });
    expect(refused((await decide(approval.action, id, second)).body)[0]?.code).toBe("appointment.decided");
    const seen = await call(list.loader, congress, "/appointments");
    expect((seen.body as { rows: { id: string; decision: string }[] }).rows[0]).toMatchObject({
      ...{ id, decision: "approved" },
    });
  });

  it("is told every reason that came up since, and the proposal waits on", async () => {
    const positionId = await post("副局长丁");
    const personId = await officer(scene.urban, { qualified: false });
    await examined(personId, positionId);
    await propose(personId, positionId);
    const { id } = await proposalOf(personId);
    const { id: candidateId } = await prisma.appointmentCandidate.findFirstOrThrow({ where: { personId } });
    await prisma.appointmentCandidate.update({
      where: { id: candidateId },
      data: { withdrawnAt: NOW, withdrawnById: proposerId, withdrawalReason: "提名撤回" },
    });
    const answer = await decide(approval.action, id, second);
    expect(refused(answer.body).map(({ source }) => source?.rule)).toEqual(["K17"]);
    expect((await proposalOf(personId)).decision).toBeNull();
    expect(refused((await decide(refusal.action, id, second)).body)[0]?.code).toBe(
      "appointment.reason-missing",
    );
    expect((await decide(refusal.action, id, second, "提名已撤回")).location).toBe(
      "/appointments?done=refused",
    );
    expect(await prisma.assignment.count({ where: { personId } })).toBe(0);
  });

  it("is not passed by at the post itself", async () => {
    const positionId = await post("副局长戊");
    const personId = await officer(scene.urban, { qualified: false });
    await examined(personId, positionId);
    const answer = await call(
      assigning.action,
      proposer,
      `/positions/${positionId}/assignments`,
      { positionId },
      formOf({ personId, fromOn: TODAY, lastOn: "" }),
    );
    expect(refused(answer.body).map(({ code }) => code)).toEqual(["assignment.leading-post"]);
    expect(await prisma.assignment.count({ where: { personId } })).toBe(0);
  });

  it("stands in the database: nobody approves alone, and nothing is rewritten", async () => {
    const positionId = await post("副局长己");
    const personId = await officer(scene.urban, { qualified: false });
    await examined(personId, positionId);
    await propose(personId, positionId);
    const { id } = await proposalOf(personId);
    const decided = { decision: "approved", decidedById: proposerId, decidedAt: NOW, factId: id };
    await expect(prisma.appointmentProposal.update({ where: { id }, data: decided })).rejects.toThrow();
    await expect(
      prisma.appointmentProposal.update({ where: { id }, data: { documentNumber: "另一文号" } }),
    ).rejects.toThrow();
  });
});

describe("the pages", () => {
  it("say in both languages what is proposed, decided and refused", async () => {
    const positionId = await post("副局长庚");
    const personId = await officer(scene.urban, { qualified: false });
    const without = await propose(personId, positionId);
    await examined(personId, positionId);
    await propose(personId, positionId);
    const { id: proposalId } = await proposalOf(personId);
    for (const locale of ["zh-CN", "en"] as const) {
      const t = appointingText[locale];
      const all = (await call(list.loader, second, "/appointments")).body;
      expect(await rendered(list, { loaded: all }, locale)).toContain(t.approve);
      const finding = (await call(proposing.loader, proposer, "/appointments/new")).body;
      expect(await rendered(proposing, { loaded: finding }, locale)).toContain('name="q"');
      const found = (await call(proposing.loader, proposer, "/appointments/new?q=顾长青")).body;
      const again = await rendered(proposing, { loaded: found, refused: without.body }, locale);
      expect(again).toContain("K17");
      expect(again).toContain("临组干〔2026〕12号");
      const one = (await call(approval.loader, second, "/x", { proposalId })).body;
      expect(await rendered(approval, { loaded: one }, locale)).toContain(t.deciding.approveTitle);
      expect(await rendered(refusal, { loaded: one }, locale)).toContain(t.deciding.refuseTitle);
    }
  });
});
