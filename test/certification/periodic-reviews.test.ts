import { beforeAll, describe, expect, it } from "vitest";
import { createAccount, grantRole } from "~/access/accounts.server";
import type { Role } from "~/access/permissions";
import { collectCertificate } from "~/certification/acts.server";
import { submitApplication } from "~/certification/applications.server";
import { campaignProgress } from "~/certification/campaign-progress.server";
import {
  findCampaign,
  type NewCampaign,
  openCampaign,
  withdrawCampaign,
} from "~/certification/campaigns.server";
import type { ReviewDecision, ReviewGround, ReviewResult } from "~/certification/periodic-review";
import { reviewFigures } from "~/certification/review-figures.server";
import { reviewPanelOf, reviewRows } from "~/certification/review-list.server";
import { reviewsConcern } from "~/certification/review-page.server";
import { decideReviews, proposeReviews } from "~/certification/review-steps.server";
import { inTransaction, prisma } from "~/db.server";
import { decideAtPositions } from "~/positions/gate.server";
import { campaignMatters } from "~/reminders/campaign-desk.server";
import { loader as campaignPage } from "~/routes/_staff.campaigns.$campaignId._index";
import { loader as openPage, action as openRoute } from "~/routes/_staff.campaigns.new";
import { loader as listPage } from "~/routes/_staff.certificate-reviews._index";
import { action as decideRoute } from "~/routes/_staff.certificate-reviews.decisions";
import { action as proposeRoute } from "~/routes/_staff.certificate-reviews.proposals";
import { action as withdrawRoute } from "~/routes/_staff.certificate-reviews.withdrawals";
import { loader as publicPage } from "~/routes/v.$token._index";
import { assignPack } from "~/rulebook/packs.server";
import { call, formOf, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { codesOf, FIELD, issued, NOW, officer, rulesOf, type Scene, setScene } from "./scene";

// 年审: the bureau of the scene follows 吉林, which bars who failed or missed it; the market bureau has no review.

await useDatabase();
let scene: Scene;
let secondOfficer: string;
let officerPerson: string;
beforeAll(async () => {
  scene = await setScene();
  await inTransaction((tx) =>
    assignPack(tx, { unitId: scene.urban, packCode: "jilin", fromOn: "2020-01-01" }, null, NOW),
  );
  officerPerson = await officer(scene.urban, { qualified: false });
  secondOfficer = await inTransaction(async (tx) => {
    const named = { loginName: "officer-2", displayName: "officer-2", personId: officerPerson };
    const id = await createAccount(tx, { ...named, passwordHash: "-" }, null, NOW);
    const role: Role = "unit-personnel-officer";
    await grantRole(tx, { accountId: id, role, unitId: scene.urban }, null, NOW);
    return id;
  });
});

const THEN = new Date("2023-05-04T02:00:00Z");
async function holder(name = "顾长青") {
  const personId = await officer(scene.urban, { passedOn: "2022-12-01", name });
  const { certificateId } = await issued(scene, personId, THEN);
  await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, THEN));
  return { personId, certificateId };
}
const campaign = (more: Partial<NewCampaign> = {}): NewCampaign => ({
  ...{ kind: "review", unitId: scene.urban, name: "2026 年度审验", reviewYear: 2026 },
  ...{ fromOn: "2026-11-01", toOn: "2026-11-25", dueOn: "2026-11-25" },
  ...more,
});
const open = (more: Partial<NewCampaign> = {}, now = NOW) =>
  inTransaction((tx) => openCampaign(tx, campaign(more), scene.legalAffairs, now));
async function opened() {
  const known = await prisma.certificateCampaign.findFirst({ where: { kind: "review", withdrawnAt: null } });
  if (known) return known.id;
  const answer = await open();
  if (!answer.ok) throw new Error(codesOf(answer).join());
  return answer.campaignId;
}
const by = (accountId: string, personId: string | null = null) => ({ accountId, personId });
const propose = (
  certificateIds: string[],
  result: ReviewResult = "pass",
  ground: ReviewGround | null = null,
  who = by(scene.personnelOfficer),
  now = NOW,
) => inTransaction((tx) => proposeReviews(tx, certificateIds, { year: 2026, result, ground }, who, now));
const waitingFor = async (certificateIds: string[]) =>
  (
    await prisma.certificateReview.findMany({
      where: { certificateId: { in: certificateIds }, decidedAt: null },
    })
  ).map(({ id }) => id);
const decide = async (
  certificateIds: string[],
  decision: ReviewDecision = "approved",
  who = by(scene.legalAffairs),
  opinion = "",
  now = NOW,
) => {
  const ids = await waitingFor(certificateIds);
  return inTransaction((tx) => decideReviews(tx, ids, { decision, opinion }, who, now));
};
const stateOf = async (certificateId: string, now = NOW) =>
  (await reviewRows(prisma, { unitIds: [scene.urban], year: 2026 }, now)).find(
    (row) => row.certificateId === certificateId,
  )?.state;
const atGate = async (personId: string, at: Date, knownAt?: Date) => {
  const position = { unitId: scene.urban, field: FIELD, family: "enforcement" as const };
  const [answer] = await decideAtPositions(prisma, [{ personId, position, inherited: false }], at, knownAt);
  return answer!;
};
const AFTER = new Date("2026-11-26T02:00:00Z");

describe("a year of review", () => {
  it("is opened once for a unit, above it and below it, and its units are told once", async () => {
    await holder();
    const campaignId = await opened();
    expect(codesOf(await open())).toEqual(["campaign.year-known"]);
    // Above it no pack has reviews.
    expect(codesOf(await open({ unitId: scene.district }))).toEqual([
      "campaign.no-reviews",
      "campaign.year-known",
    ]);
    const told = await prisma.notice.findMany({ where: { code: "certificate.campaign-opened" } });
    expect(told).toMatchObject([{ personId: officerPerson, happening: campaignId }]);
    expect(told[0]?.facts).toMatchObject({ kind: "review", dueOn: "2026-11-25" });
  });

  it("passes many at once, by two people, and the holder is told", async () => {
    await opened();
    const made = [await holder(), await holder(), await holder()];
    const ids = made.map(({ certificateId }) => certificateId);
    expect(await propose(ids)).toEqual({ done: 3, refused: [] });
    expect(await stateOf(ids[0]!)).toBe("submitted");
    expect(await decide(ids)).toEqual({ done: 3, refused: [] });
    expect(await stateOf(ids[0]!)).toBe("passed");
    expect(await atGate(made[0]!.personId, AFTER)).toMatchObject({ ok: true, warnings: [] });
    const told = await prisma.notice.findMany({ where: { personId: made[0]!.personId } });
    expect(told.map(({ code }) => code)).toContain("certificate.review-decided");
    const again = await propose(ids);
    expect(again.done).toBe(0);
    expect(codesOf({ ok: false, refusals: again.refused[0]!.refusals })).toEqual([
      "certificate-review.settled",
    ]);
  });

  it("bars at the gate whoever failed, until a later review is agreed to", async () => {
    await opened();
    const { personId, certificateId } = await holder();
    await propose([certificateId], "fail", "study-not-met");
    expect((await atGate(personId, NOW)).ok).toBe(true);
    const failedAt = new Date("2026-11-21T02:00:00Z");
    await decide([certificateId], "approved", by(scene.legalAffairs), "", failedAt);
    const barred = await atGate(personId, AFTER);
    expect([codesOf(barred), rulesOf(barred)]).toEqual([["certificate-review.failed"], ["K15"]]);
    // Nothing is suspended by it, and nobody knew before it was decided.
    const acts = await prisma.certificateAct.findMany({ where: { certificateId } });
    expect(acts.map(({ act }) => act).sort()).toEqual(["collect", "issue"]);
    expect((await atGate(personId, AFTER, NOW)).ok).toBe(true);
    expect((await atGate(personId, NOW)).ok).toBe(true);
    await propose([certificateId], "pass", null, by(scene.personnelOfficer), AFTER);
    expect((await atGate(personId, AFTER)).ok).toBe(false);
    await decide([certificateId], "approved", by(scene.legalAffairs), "", AFTER);
    expect((await atGate(personId, AFTER)).ok).toBe(true);
  });

  it("bars whoever missed it from the day after, but not while an application is pending", async () => {
    await opened();
    const late = await holder();
    const pending = await holder();
    const wanted = {
      ...{ personId: pending.personId, unitId: scene.urban, field: FIELD },
      kind: "replacement" as const,
    };
    const answer = await inTransaction((tx) => submitApplication(tx, wanted, scene.submitter, NOW));
    expect(codesOf(answer)).toEqual([]);
    expect(await stateOf(late.certificateId)).toBe("due");
    expect((await atGate(late.personId, NOW)).ok).toBe(true);
    expect(await stateOf(late.certificateId, AFTER)).toBe("overdue");
    expect(codesOf(await atGate(late.personId, AFTER))).toEqual(["certificate-review.overdue"]);
    expect(await stateOf(pending.certificateId, AFTER)).toBe("due");
    expect((await atGate(pending.personId, AFTER)).ok).toBe(true);
    expect(await propose([pending.certificateId], "deferred")).toEqual({ done: 1, refused: [] });
    const nothing = await propose([late.certificateId], "deferred");
    expect(nothing.refused[0]?.refusals.map(({ code }) => code)).toEqual([
      "certificate-review.nothing-pending",
    ]);
  });

  it("is nobody's of a unit whose pack has none", async () => {
    expect(await reviewRows(prisma, { unitIds: [scene.market], year: 2026 }, NOW)).toEqual([]);
    const dates = { validFromOn: "2022-01-01", validToOn: "2027-01-01" } as const;
    const { certificateId } = await holder();
    const at = { certificateId, unitId: scene.market, ...dates };
    expect(await reviewPanelOf(prisma, at, NOW)).toBeNull();
    const grant = (path: string) => ({ role: "auditor" as const, unitId: scene.market, path });
    const actor = (path: string) => ({ ...by("x"), displayName: "x", grants: [grant(path)] });
    expect(await reviewsConcern(prisma, actor("/linhu/market/"), NOW)).toBe(false);
    expect(await reviewsConcern(prisma, actor("/linhu/"), NOW)).toBe(true);
  });
});

describe("two people", () => {
  it("who decide at once: one decision, and the other is told", async () => {
    await opened();
    const { certificateId } = await holder();
    await propose([certificateId], "fail", "misconduct");
    const ids = await waitingFor([certificateId]);
    const decideAs = (accountId: string, decision: ReviewDecision) =>
      inTransaction((tx) => decideReviews(tx, ids, { decision, opinion: "证据不足" }, by(accountId), NOW));
    const answers = await Promise.all([
      decideAs(scene.legalAffairs, "approved"),
      decideAs(scene.issuer, "refused"),
      decideAs(scene.secondIssuer, "approved"),
    ]);
    expect(answers.map(({ done }) => done).sort()).toEqual([0, 0, 1]);
    const codes = answers.flatMap(({ refused }) => refused.flatMap(({ refusals }) => refusals));
    expect(codes.map(({ code }) => code)).toEqual([
      "certificate-review.decided",
      "certificate-review.decided",
    ]);
    const events = await prisma.auditEvent.findMany({
      where: { subjectId: certificateId, type: "certificate-review.decided" },
    });
    expect(events).toHaveLength(1);
  });

  it("who propose at once: one proposal waits", async () => {
    await opened();
    const { certificateId } = await holder();
    const answers = await Promise.all([
      propose([certificateId]),
      propose([certificateId], "fail", "misconduct", by(secondOfficer, officerPerson)),
    ]);
    expect(answers.map(({ done }) => done).sort()).toEqual([0, 1]);
    expect(await waitingFor([certificateId])).toHaveLength(1);
  });

  it("never decides what they proposed, nor their own, and the attempt is kept", async () => {
    await opened();
    const { personId, certificateId } = await holder();
    await propose([certificateId], "pass", null, by(scene.legalAffairs));
    const own = await decide([certificateId], "approved", by(scene.legalAffairs));
    expect(own.refused[0]?.refusals.map(({ code }) => code)).toEqual(["certificate-review.same-person"]);
    const self = await decide([certificateId], "approved", by(scene.issuer, personId));
    expect(self.refused[0]?.refusals.map(({ code }) => code)).toEqual(["certificate-review.own"]);
    const denied = await prisma.auditEvent.findMany({
      where: { type: "access.denied", subjectId: certificateId },
      orderBy: { id: "asc" },
    });
    expect(denied.map(({ data }) => data)).toEqual([
      { permission: "certificate-review:decide", codes: ["certificate-review.same-person"] },
      { permission: "certificate-review:decide", codes: ["certificate-review.own"] },
    ]);
    expect(await stateOf(certificateId)).toBe("submitted");
    // The database holds the same.
    const [id] = await waitingFor([certificateId]);
    const past = prisma.certificateReview.update({
      where: { id },
      data: { decision: "approved", decidedById: scene.legalAffairs, decidedAt: NOW },
    });
    await expect(past).rejects.toThrow(/certificate_review_two_people/);
  });
});

describe("a campaign", () => {
  it("shows each unit its progress, on the desk until its last day, and nothing after a withdrawal", async () => {
    const renewal = {
      ...{ kind: "renewal" as const, name: "2028 年到期换发", reviewYear: null },
      ...{ fromOn: "2028-05-01" as const, toOn: "2028-05-31" as const, dueOn: "2026-12-31" as const },
    };
    const answer = await open({ ...renewal, unitId: scene.district });
    const campaignId = answer.ok ? answer.campaignId : "";
    const found = (await findCampaign(prisma, campaignId, NOW))!;
    const progress = await campaignProgress(prisma, found, null, NOW);
    const held = await prisma.certificate.count({ where: { unitId: scene.urban } });
    expect(progress).toMatchObject([{ unitId: scene.urban, total: held, figures: { "not-open": held } }]);
    const grants = [{ role: "unit-personnel-officer" as const, unitId: scene.urban, path: "/linhu/urban/" }];
    const desk = (now: Date) =>
      campaignMatters(prisma, { ...by(scene.personnelOfficer), displayName: "", grants }, now);
    expect(await desk(NOW)).toEqual(
      expect.arrayContaining([expect.objectContaining({ campaignId, left: held, total: held })]),
    );
    const ids = async (now: Date) => (await desk(now)).map((matter) => matter.campaignId);
    expect(await ids(new Date("2027-01-01T02:00:00Z"))).not.toContain(campaignId);
    const withdraw = (reason: string) =>
      inTransaction((tx) => withdrawCampaign(tx, { campaignId, reason }, scene.legalAffairs, NOW));
    expect(codesOf(await withdraw(" "))).toEqual(["campaign.reason-missing"]);
    expect(await withdraw("期间填错")).toEqual({ ok: true });
    expect(codesOf(await withdraw("期间填错"))).toEqual(["campaign.ended"]);
    expect(await ids(NOW)).not.toContain(campaignId);
  });

  it("is opened on its page, with every field that is missing", async () => {
    const cookie = await signedIn(scene.issuer);
    const { body } = await call(openPage, cookie, "/campaigns/new");
    expect(body).toMatchObject({ kinds: ["renewal", "review"] });
    const nothing = await call(openRoute, cookie, "/campaigns/new", {}, formOf({ kind: "renewal" }));
    expect(nothing).toMatchObject({ status: 422, body: { missing: ["unit", "name", "from", "to", "due"] } });
    const { fromOn, toOn } = { fromOn: "2028-05-01", toOn: "2028-05-31" };
    const fields = { kind: "renewal", unit: scene.district, name: "换发", from: fromOn, to: toOn };
    const made = await call(
      openRoute,
      cookie,
      "/campaigns/new",
      {},
      formOf({ ...fields, due: "2027-12-31" }),
    );
    expect(made.location).toMatch(/^\/campaigns\/.*done=opened$/);
    const campaignId = made.location!.split(/[/?]/)[2]!;
    const units = await signedIn(scene.personnelOfficer);
    const seen = await call(campaignPage, units, `/campaigns/${campaignId}`, { campaignId });
    expect(seen.body).toMatchObject({
      campaign: { name: "换发", state: "open" },
      work: "/renewals?from=2028-05-01&to=2028-05-31",
      mayWithdraw: false,
    });
  });
});

describe("the pages", () => {
  it("take a bulk proposal, a withdrawal and a decision, and say of each who was refused", async () => {
    await opened();
    const one = await holder("唐小满");
    const two = await holder("唐小满");
    const [unit, authority] = [await signedIn(scene.personnelOfficer), await signedIn(scene.legalAffairs)];
    const at = "/certificate-reviews";
    const { body } = await call(listPage, unit, `${at}?year=2026&q=${encodeURIComponent("唐小满")}`);
    expect(body).toMatchObject({ total: 2, kind: "annual", mayPropose: true, mayDecide: false });
    const year = { year: "2026" };
    const whole = formOf({ ...year, whole: "1", q: "唐小满", result: "fail", ground: "case-files-failed" });
    const proposed = await call(proposeRoute, unit, `${at}/proposals`, {}, whole);
    expect(proposed.location).toBe("/certificate-reviews?year=2026&n=2");
    const mine = formOf({ ...year, certificate: one.certificateId });
    const taken = await call(withdrawRoute, unit, `${at}/withdrawals`, {}, mine);
    expect(taken.location).toBe("/certificate-reviews?year=2026&n=1");
    const both = formOf({
      ...year,
      certificate: [one.certificateId, two.certificateId],
      decision: "approved",
    });
    const decided = await call(decideRoute, authority, `${at}/decisions`, {}, both);
    expect(decided).toMatchObject({
      status: 422,
      body: { done: 1, refused: [{ certificateId: one.certificateId, holderName: "唐小满" }] },
    });
    const nobody = await call(decideRoute, authority, `${at}/decisions`, {}, formOf(year));
    expect(nobody).toMatchObject({ status: 422, body: { done: 0, refused: [] } });
  });

  it("tell the public only where the rules make it a bar", async () => {
    await opened();
    const { certificateId } = await holder();
    const { publicToken: token } = await prisma.certificate.findUniqueOrThrow({
      where: { id: certificateId },
    });
    const seen = async () => (await call(publicPage, "", `/v/${token}`, { token })).body;
    expect(await seen()).toMatchObject({ entry: { status: "active" }, review: null });
    await propose([certificateId], "fail", "misconduct");
    await decide([certificateId]);
    expect(await seen()).toMatchObject({
      entry: { status: "active" },
      review: { year: 2026, isFailed: true },
    });
  });
});

describe("the figures of a campaign", () => {
  it("are what the list says of each, at every hour of the year's review", async () => {
    await opened();
    const made = [await holder(), await holder(), await holder(), await holder()];
    await holder();
    const [proposed, failed, deferred, passed] = made.map(({ certificateId }) => certificateId) as [
      string,
      string,
      string,
      string,
    ];
    await propose([passed]);
    await decide([passed]);
    await propose([proposed]);
    await propose([failed], "fail", "study-not-met");
    await decide([failed]);
    const wanted = {
      ...{ personId: made[2]!.personId, unitId: scene.urban, field: FIELD },
      kind: "replacement" as const,
    };
    expect(codesOf(await inTransaction((tx) => submitApplication(tx, wanted, scene.submitter, NOW)))).toEqual(
      [],
    );
    // A deferral that was agreed to settles nothing.
    expect(await propose([deferred], "deferred")).toEqual({ done: 1, refused: [] });
    await decide([deferred]);
    const unitIds = [scene.urban, scene.market];
    const counted = (rows: readonly { unitId: string; state: string; count?: number }[]) => {
      const of: Record<string, number> = {};
      for (const { unitId, state, count = 1 } of rows)
        of[`${unitId} ${state}`] = (of[`${unitId} ${state}`] ?? 0) + count;
      return of;
    };
    const seen = new Set<string>();
    for (const year of [2025, 2026, 2027])
      for (const at of ["2025-06-01", "2026-10-31", "2026-11-20", "2026-11-21", "2026-11-26", "2027-03-01"]) {
        const now = new Date(`${at}T04:00:00Z`);
        const rows = await reviewRows(prisma, { unitIds, year }, now);
        for (const { state } of rows) seen.add(state);
        expect(counted(await reviewFigures(prisma, { unitIds, year }, now))).toEqual(counted(rows));
      }
    expect([...seen]).toEqual(
      expect.arrayContaining(["not-due", "due", "submitted", "passed", "failed", "overdue"]),
    );
  });
});
