import { beforeAll, describe, expect, it } from "vitest";
import { createAccount, grantRole } from "~/access/accounts.server";
import type { Role } from "~/access/permissions";
import { openSession } from "~/access/session.server";
import {
  approveReview,
  refuseApplication,
  returnApplication,
  submitApplication,
} from "~/certification/applications.server";
import { allocateCertificate } from "~/certification/issuance.server";
import { confirmOutsideBan, recordOutsideBan } from "~/certification/outside-bans.server";
import { approveProposal, proposeAct } from "~/certification/proposals.server";
import { inTransaction, prisma, type Tx } from "~/db.server";
import { fictitiousIdentityNumber } from "~/personnel/identity-number";
import { action as approvePage } from "~/routes/_staff.applications.$applicationId.approval";
import { action as collectPage } from "~/routes/_staff.certificates.$certificateId.collection";
import type { Verdict } from "~/verdict";
import { useDatabase } from "../support/database";
import { apply, approve, codesOf, FIELD, issued, NOW, officer, type Scene, setScene } from "./scene";

// Nobody does both halves of what two people are asked for, nobody does any of it in their own matter or outside their
// part of the tree, and who tries is written down.
await useDatabase();

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

const REVIEWS: Role[] = ["unit-legal-reviewer", "unit-personnel-officer", "legal-affairs"];
const ALL: Role[] = ["unit-training-officer", ...REVIEWS, "personnel-department"];

let accounts = 0;
/** Somebody who holds every role of the way to a certificate, at that unit. */
const almighty = (unitId = scene.district, personId: string | null = null, roles = ALL): Promise<string> =>
  inTransaction(async (tx) => {
    accounts += 1;
    const named = { loginName: `almighty-${accounts}`, displayName: "甲", personId, passwordHash: "-" };
    const id = await createAccount(tx, named, null, NOW);
    for (const role of roles) await grantRole(tx, { accountId: id, role, unitId }, null, NOW);
    return id;
  });

type Attempt = (tx: Tx, by: string) => Promise<Verdict | { ok: boolean; refusals?: { code: string }[] }>;

/** Tried, refused with these codes, changed nothing, and written down under the name of who tried. */
async function denied(by: string, permission: string, attempt: Attempt, codes: string[]): Promise<void> {
  const before = await traces();
  const answer = await inTransaction((tx) => attempt(tx, by));
  expect(codesOf(answer)).toEqual(codes);
  expect(await traces()).toEqual(before);
  const event = await prisma.auditEvent.findFirst({
    where: { type: "access.denied", actorId: by },
    orderBy: { id: "desc" },
  });
  expect(event?.data).toEqual({ permission, codes });
}

const traces = async () => ({
  steps: await prisma.applicationStep.count(),
  acts: await prisma.certificateAct.count(),
  decided: await prisma.actProposal.count({ where: { decidedAt: { not: null } } }),
  proposed: await prisma.actProposal.count(),
  bans: await prisma.outsideBan.count({ where: { decision: "confirmed" } }),
});

const approvalOf =
  (applicationId: string): Attempt =>
  (tx, by) =>
    approveReview(tx, { applicationId }, by, NOW);
const issueOf =
  (applicationId: string): Attempt =>
  (tx, by) =>
    allocateCertificate(tx, { applicationId }, by, NOW);
const submittedBy = (by: string, personId: string) =>
  inTransaction(async (tx) => {
    const wanted = { personId, unitId: scene.urban, kind: "first" as const, field: FIELD };
    const answer = await submitApplication(tx, wanted, by, NOW);
    if (!answer.ok) throw new Error(codesOf(answer).join());
    return answer.applicationId;
  });

/** So many of the reviews passed, each by somebody of their own. */
async function passedReviews(applicationId: string, count: number): Promise<void> {
  const reviewers = [scene.legalReviewer, scene.personnelOfficer, scene.legalAffairs].slice(0, count);
  for (const by of reviewers)
    expect(await inTransaction((tx) => approveReview(tx, { applicationId }, by, NOW))).toEqual({ ok: true });
}

describe("both halves", () => {
  it.each([0, 1, 2])("who submitted does not approve review %i, return or refuse it", async (review) => {
    const by = await almighty();
    const applicationId = await submittedBy(by, await officer(scene.urban));
    await passedReviews(applicationId, review);
    const codes = ["application.submitted-by-you"];
    await denied(by, "application:review", approvalOf(applicationId), codes);
    const defects = [{ code: "photo-unfit" as const, says: "" }];
    await denied(
      by,
      "application:review",
      (tx) => returnApplication(tx, { applicationId, defects }, by, NOW),
      codes,
    );
    const reason = { opinion: "不符合条件", citation: "第十七条" };
    await denied(
      by,
      "application:review",
      (tx) => refuseApplication(tx, { applicationId, ...reason }, by, NOW),
      codes,
    );
  });

  it("who submitted does not issue", async () => {
    const by = await almighty();
    const applicationId = await submittedBy(by, await officer(scene.urban));
    await approve(scene, applicationId);
    await denied(by, "certificate:issue", issueOf(applicationId), ["application.submitted-by-you"]);
  });

  it.each([
    [0, 1],
    [0, 2],
    [1, 2],
  ])("who approved review %i does not approve review %i", async (first, second) => {
    const by = await almighty();
    const applicationId = await apply(scene, await officer(scene.urban));
    const reviewers = [scene.legalReviewer, scene.personnelOfficer, scene.legalAffairs];
    for (let review = 0; review < second; review += 1) {
      const who = review === first ? by : reviewers[review]!;
      await inTransaction((tx) => approveReview(tx, { applicationId }, who, NOW));
    }
    await denied(by, "application:review", approvalOf(applicationId), ["application.reviewed-by-you"]);
  });

  it.each([0, 1, 2])("who approved review %i does not issue", async (review) => {
    const by = await almighty();
    const applicationId = await apply(scene, await officer(scene.urban));
    const reviewers = [scene.legalReviewer, scene.personnelOfficer, scene.legalAffairs];
    for (const [index, who] of reviewers.entries())
      await inTransaction((tx) => approveReview(tx, { applicationId }, index === review ? by : who, NOW));
    await denied(by, "certificate:issue", issueOf(applicationId), ["application.reviewed-by-you"]);
  });

  it("who proposed an act does not approve it", async () => {
    const by = await almighty();
    const { certificateId } = await issued(scene, await officer(scene.urban));
    const details = {
      ...{ ground: "false-materials", legalBasis: "第十七条", decisionNumber: "临人社证撤〔2026〕1号" },
      ...{ effectiveOn: null, banUntilOn: null, note: "" },
      statement: { way: "written" as const, on: "2026-11-01" as const, says: "没有异议。" },
    };
    const proposed = await inTransaction((tx) =>
      proposeAct(tx, { certificateId, act: "annul", details }, by, NOW),
    );
    if (!proposed.ok) throw new Error(codesOf(proposed).join());
    const { proposalId } = proposed;
    await denied(by, "certificate:approve", (tx) => approveProposal(tx, { proposalId }, by, NOW), [
      "certificate.same-person",
    ]);
  });

  it("who recorded a ban of another region does not confirm it", async () => {
    const by = await almighty();
    const ban = {
      ...{ name: "顾长青", identityNumber: fictitiousIdentityNumber(9301, "1988-08-08", "male") },
      ...{ authority: "某市司法局", decisionNumber: "某司〔2026〕3号", ground: "revoked" as const },
      ...{ fromOn: "2026-03-01" as const, lastDayOn: null, source: "来函" },
    };
    const recorded = await inTransaction((tx) => recordOutsideBan(tx, ban, by, NOW));
    if (!recorded.ok) throw new Error(codesOf(recorded).join());
    const { banId } = recorded;
    await denied(by, "ban:confirm", (tx) => confirmOutsideBan(tx, { banId }, by, NOW), [
      "outside-ban.same-person",
    ]);
  });
});

describe("one's own matter", () => {
  it.each([0, 1, 2])("the applicant does not take review %i, whatever they are", async (review) => {
    const personId = await officer(scene.urban);
    const by = await almighty(scene.district, personId);
    const applicationId = await apply(scene, personId);
    await passedReviews(applicationId, review);
    await denied(by, "application:review", approvalOf(applicationId), ["application.own"]);
  });

  it("nor issues it, nor proposes or approves an act on their certificate", async () => {
    const personId = await officer(scene.urban);
    const by = await almighty(scene.district, personId);
    const applicationId = await apply(scene, personId);
    await approve(scene, applicationId);
    await denied(by, "certificate:issue", issueOf(applicationId), ["application.own"]);
    const made = await inTransaction((tx) => allocateCertificate(tx, { applicationId }, scene.issuer, NOW));
    if (!made.ok) throw new Error(codesOf(made).join());
    const { certificateId } = made;
    const details = {
      ...{ ground: "false-materials", legalBasis: "第十七条", decisionNumber: "临人社证撤〔2026〕2号" },
      ...{ effectiveOn: null, banUntilOn: null, note: "" },
      statement: { way: "written" as const, on: "2026-11-01" as const, says: "没有异议。" },
    };
    const propose: Attempt = (tx, who) => proposeAct(tx, { certificateId, act: "annul", details }, who, NOW);
    await denied(by, "certificate:propose", propose, ["certificate.own"]);
    const proposed = await inTransaction((tx) =>
      proposeAct(tx, { certificateId, act: "annul", details }, scene.issuer, NOW),
    );
    if (!proposed.ok) throw new Error(codesOf(proposed).join());
    const { proposalId } = proposed;
    await denied(by, "certificate:approve", (tx) => approveProposal(tx, { proposalId }, by, NOW), [
      "certificate.own",
    ]);
  });
});

describe("outside one's part of the tree, or in a role that is not asked", () => {
  it.each([0, 1, 2])("review %i is not theirs, by the verb", async (review) => {
    const outside = await almighty(scene.market);
    const [, ...others] = [...REVIEWS];
    const notAsked = await almighty(
      scene.district,
      null,
      [...others, "unit-legal-reviewer" as const].filter((role) => role !== REVIEWS[review]),
    );
    const applicationId = await apply(scene, await officer(scene.urban));
    await passedReviews(applicationId, review);
    for (const by of [outside, notAsked])
      await denied(by, "application:review", approvalOf(applicationId), ["application.not-your-turn"]);
  });

  it("nor the issue", async () => {
    const by = await almighty(scene.market);
    const applicationId = await apply(scene, await officer(scene.urban));
    await approve(scene, applicationId);
    await denied(by, "certificate:issue", issueOf(applicationId), ["application.not-your-turn"]);
  });

  it("by the page: not found where it is another's, forbidden where no role opens it; both are written down", async () => {
    const applicationId = await apply(scene, await officer(scene.urban));
    const { certificateId } = await issued(scene, await officer(scene.urban));
    const post = async (by: string, action: unknown, params: Record<string, string>) => {
      const cookie = await inTransaction((tx) => openSession(tx, { id: by }, "test", new Date()));
      const headers = { Cookie: cookie.split(";")[0]! };
      const request = new Request("http://localhost/", { method: "POST", body: new FormData(), headers });
      const answer = (action as (args: unknown) => Promise<Response>)({ request, params, context: {} });
      return (await answer.catch((thrown: unknown) => thrown as Response)).status;
    };
    const saidOf = async (by: string) =>
      (
        await prisma.auditEvent.findMany({
          where: { type: "access.denied", actorId: by },
          select: { subjectId: true, data: true },
        })
      ).map(({ subjectId, data }) => [subjectId, (data as { permission: string }).permission]);
    const outside = await almighty(scene.market);
    expect(await post(outside, approvePage, { applicationId })).toBe(404);
    expect(await post(outside, collectPage, { certificateId })).toBe(404);
    expect(await saidOf(outside)).toEqual([
      [applicationId, "application:review"],
      [certificateId, "certificate:collect"],
    ]);
    const author = await almighty(scene.district, null, ["question-author"]);
    expect(await post(author, approvePage, { applicationId })).toBe(403);
    expect(await saidOf(author)).toEqual([[null, "application:review"]]);
  });
});
