import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import type { Role } from "~/access/permissions";
import type { DateOn } from "~/calendar";
import { inTransaction, prisma } from "~/db.server";
import { exemptionPage, openExemptions } from "~/exams/exemption-list.server";
import { decideRevocation, proposeRevocation } from "~/exams/exemption-revocations.server";
import { askExemption, grantExemption } from "~/exams/exemptions.server";
import { qualificationParts } from "~/exams/qualification.server";
import { releaseResults } from "~/exams/release.server";
import { requireExam } from "~/exams/requirements.server";
import * as asking from "~/routes/_staff.exemptions.$exemptionId.revocation";
import * as approval from "~/routes/_staff.exemptions.$exemptionId.revocation-approval";
import * as refusing from "~/routes/_staff.exemptions.$exemptionId.revocation-refusal";
import * as requirementPage from "~/routes/_staff.requirements.$requirementId._index";
import { smallBank } from "../questions/small-bank";
import { call, formOf, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { after, EARLY, examHall, type Hall, officer, planExam, register } from "./exam-hall";
import { sat } from "./sat-paper";

// A granted exemption taken back by two people: the exam is owed again, and what was held by the exemption falls.

const database = await useDatabase();
let hall: Hall;
const accounts: Record<string, string> = {};
beforeAll(async () => {
  hall = await examHall(smallBank());
  for (const name of ["asks", "grants", "third"]) accounts[name] = await account(name);
});

let named = 0;
async function account(name: string, personId: string | null = null): Promise<string> {
  named += 1;
  const entry = { loginName: `${name}-${named}`, displayName: name, personId, passwordHash: "-" };
  return inTransaction((tx) => createAccount(tx, entry, null, EARLY));
}
const as = (name: string, personId: string | null = null) => ({ accountId: accounts[name]!, personId });
const codes = (answer: { ok: boolean; refusals?: { code: string }[] } | null) =>
  answer && !answer.ok ? answer.refusals!.map(({ code }) => code) : [];

const annual = {
  ...{ kind: "annual" as const, part: null, field: null, regime: null },
  ...{ dueOn: "2026-12-31" as DateOn, source: "office" as const },
};
const general = { ...annual, kind: "qualification" as const, part: "general" as const };
const evidence = { bytes: Buffer.from("%PDF-1.7"), mediaType: "application/pdf", fileName: "证明.pdf" };

/** An officer who is let off, by two. */
async function exempted(wanted: typeof annual | typeof general = annual) {
  const personId = await officer(hall.urban);
  await inTransaction((tx) => requireExam(tx, { ...wanted, personIds: [personId] }, accounts.asks!, EARLY));
  const { id: requirementId } = await prisma.examRequirement.findFirstOrThrow({ where: { personId } });
  return { personId, requirementId, exemptionId: await letOff(requirementId, wanted.kind) };
}
async function letOff(requirementId: string, kind: "annual" | "qualification"): Promise<string> {
  const ground = kind === "annual" ? ("long-sick-leave" as const) : ("legal-profession" as const);
  const asked = await inTransaction((tx) =>
    askExemption(tx, { requirementId, ground, note: "", evidence }, accounts.asks!, EARLY),
  );
  if (!asked?.ok) throw new Error(codes(asked).join());
  const { exemptionId } = asked;
  const granted = await inTransaction((tx) => grantExemption(tx, { exemptionId }, accounts.grants!, EARLY));
  expect(granted).toEqual({ ok: true });
  return exemptionId;
}
const propose = (exemptionId: string, reason = "已经返岗，事由消失", by = as("grants")) =>
  inTransaction((tx) => proposeRevocation(tx, { exemptionId, reason }, by, after(0)));
const decide = (exemptionId: string, decision: "approved" | "refused" = "approved", by = as("third")) =>
  inTransaction((tx) => decideRevocation(tx, { exemptionId, decision }, by, after(5)));
const stateOf = async (id: string) =>
  (await prisma.examRequirement.findUniqueOrThrow({ where: { id } })).state;

describe("revoking an exemption", () => {
  it("takes two people and a reason; the exam is owed again and may be asked off again", async () => {
    const { personId, requirementId, exemptionId } = await exempted();
    expect(codes(await decide(exemptionId))).toEqual(["exemption.no-revocation"]);
    expect(codes(await propose(exemptionId, " ", as("grants", personId)))).toEqual([
      "exemption.own",
      "exemption.revocation-reason-missing",
    ]);
    expect(await propose(exemptionId)).toEqual({ ok: true });
    expect(codes(await propose(exemptionId))).toEqual(["exemption.revocation-open"]);
    expect(codes(await decide(exemptionId, "approved", as("grants")))).toEqual([
      "exemption.revocation-same-person",
    ]);
    expect(codes(await decide(exemptionId, "approved", as("third", personId)))).toEqual(["exemption.own"]);
    expect(await decide(exemptionId, "refused")).toEqual({ ok: true });
    expect(await stateOf(requirementId)).toBe("exempt");

    expect(await propose(exemptionId)).toEqual({ ok: true });
    const wanted = { unitIds: [hall.urban], withProposals: false };
    expect(await openExemptions(prisma, wanted)).toBe(1);
    const listed = await exemptionPage(prisma, { ...wanted, state: "revoking" }, {}, "2026-11-26");
    expect(listed.rows).toMatchObject([
      { exemptionId, state: "revoking", revocation: { reason: "已经返岗，事由消失", proposedBy: "grants" } },
    ]);
    expect(await decide(exemptionId)).toEqual({ ok: true });
    expect(await stateOf(requirementId)).toBe("owed");
    expect(codes(await decide(exemptionId))).toEqual(["exemption.no-revocation"]);
    expect(codes(await propose(exemptionId))).toEqual(["exemption.not-granted"]);

    const again = await letOff(requirementId, "annual");
    expect(again).not.toBe(exemptionId);
    expect(await stateOf(requirementId)).toBe("exempt");
    const steps = await prisma.examRequirementStep.findMany({
      where: { requirementId },
      orderBy: { number: "asc" },
    });
    expect(steps.map(({ act }) => act)).toEqual(["required", "exempted", "exemption-revoked", "exempted"]);
    expect(steps[2]).toMatchObject({ exemptionId, reason: "已经返岗，事由消失", actorId: accounts.third });
    const events = await prisma.auditEvent.findMany({
      where: { personId, type: { startsWith: "exemption.rev" } },
      orderBy: { id: "asc" },
    });
    expect(events.map(({ type }) => type)).toEqual([
      "exemption.revocation-proposed",
      "exemption.revocation-refused",
      "exemption.revocation-proposed",
      "exemption.revoked",
    ]);
  });

  it("takes back the part that was held by it, and no other; a pass since answers the requirement", async () => {
    const { personId, requirementId, exemptionId } = await exempted(general);
    const parts = async () =>
      (await qualificationParts(prisma, [personId], { trueOn: "2026-11-26" })).get(personId);
    expect(await parts()).toMatchObject([{ part: "general", origin: "exemption" }]);
    // Required by a plan as well, later: the part answers it, and no longer does when it falls.
    await inTransaction((tx) =>
      requireExam(
        tx,
        { ...general, personIds: [personId], source: "plan", sourceId: crypto.randomUUID() },
        accounts.asks!,
        after(-60),
      ),
    );
    const plan = await prisma.examRequirement.findFirstOrThrow({ where: { personId, source: "plan" } });
    expect(plan.state).toBe("met");
    await propose(exemptionId);
    await decide(exemptionId);
    expect(await parts()).toEqual([]);
    expect(await stateOf(requirementId)).toBe("owed");
    expect(await stateOf(plan.id)).toBe("owed");
    // What was known before is still known to have been known.
    const before = await qualificationParts(prisma, [personId], {
      trueOn: "2026-11-26",
      knownAt: after(1),
    });
    expect(before.get(personId)).toHaveLength(1);

    const other = await exempted();
    const examId = await planExam(hall, { kind: "annual", part: null });
    await register(examId, other.personId);
    await sat(examId, other.personId, "all");
    await inTransaction((tx) => releaseResults(tx, examId, null, after(200)));
    await propose(other.exemptionId);
    await decide(other.exemptionId);
    expect(await stateOf(other.requirementId)).toBe("met");
  });

  it("is decided once when two decide at the same moment, and never without the second person", async () => {
    const { requirementId, exemptionId } = await exempted();
    const revoke = "UPDATE exam_exemption SET revoked_at = now() WHERE id = $1";
    await expect(database.ownerQuery(revoke, [exemptionId])).rejects.toThrow(/revoked_by_two/);
    await propose(exemptionId);
    await expect(
      prisma.exemptionRevocation.updateMany({
        where: { exemptionId },
        data: { decision: "approved", decidedById: accounts.grants!, decidedAt: after(1) },
      }),
    ).rejects.toThrow(/two_people/);
    const answers = await Promise.all([
      decide(exemptionId),
      decide(exemptionId, "refused"),
      decide(exemptionId),
    ]);
    expect(answers.filter((answer) => answer?.ok)).toHaveLength(1);
    const { revokedAt } = await prisma.examExemption.findUniqueOrThrow({ where: { id: exemptionId } });
    expect(await stateOf(requirementId)).toBe(revokedAt ? "owed" : "exempt");
    expect(await decide(crypto.randomUUID())).toBeNull();
  });
});

describe("the pages of it", () => {
  it("keep what was typed, refuse the same person, and lead back to the requirement", async () => {
    const { requirementId, exemptionId } = await exempted();
    const cookie = async (name: string, role: Role) => signedIn(await account(name), role, hall.root);
    const [first, other, training] = [
      await cookie("first", "legal-affairs"),
      await cookie("other", "personnel-department"),
      await cookie("training", "unit-training-officer"),
    ];
    const at = { exemptionId };
    const ask = (who: string, reason: string) => call(asking.action, who, "/x", at, formOf({ reason }));
    expect((await ask(training, "返岗")).status).toBe(403);
    expect(await ask(first, "  ")).toMatchObject({
      status: 422,
      body: { refusals: [{ code: "exemption.revocation-reason-missing" }] },
    });
    expect((await ask(first, "返岗")).location).toBe(
      `/requirements/${requirementId}?done=revocation-proposed`,
    );
    const post = (module: { action: (args: never) => Promise<unknown> }, who: string) =>
      call(module.action, who, "/x", at, formOf({}));
    expect(await post(approval, first)).toMatchObject({
      status: 422,
      body: { refusals: [{ code: "exemption.revocation-same-person" }] },
    });
    expect((await call(approval.loader, other, "/x", at)).location).toBe(`/requirements/${requirementId}`);
    expect((await post(approval, other)).location).toBe(`/requirements/${requirementId}?done=revoked`);
    expect((await post(refusing, other)).status).toBe(422);
    const page = await call(requirementPage.loader, training, "/x", { requirementId });
    expect(page.body).toMatchObject({
      requirement: { standing: "due" },
      exemptions: [{ state: "revoked", revocation: { reason: "返岗" } }],
    });
  });
});
