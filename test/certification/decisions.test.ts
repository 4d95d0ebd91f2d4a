import { beforeAll, describe, expect, it } from "vitest";
import { lookAtEvidence } from "~/certification/act-evidence.server";
import { collectCertificate, reportLoss } from "~/certification/acts.server";
import type { DecidedAct } from "~/certification/ground";
import { type ActDetails, approveProposal, proposeAct } from "~/certification/proposals.server";
import { recordService, type Service } from "~/certification/serving.server";
import { inTransaction, prisma } from "~/db.server";
import { endEmployment } from "~/personnel/employment.server";
import { useDatabase } from "../support/database";
import { codesOf, HEARD, issued, NOW, officer, rulesOf, type Scene, setScene } from "./scene";

await useDatabase();
let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

const PDF = Buffer.from("%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");
const base: ActDetails = {
  ...{ ground: "altered-or-lent", legalBasis: "第十七条", decisionNumber: "临人社证吊〔2026〕3号" },
  ...{ effectiveOn: null, banUntilOn: null, note: "", statement: HEARD, lossNotice: "" },
};
const propose = (
  certificateId: string,
  act: DecidedAct,
  more: Partial<ActDetails> = {},
  uploads: { name: string; bytes: Buffer }[] = [],
) =>
  inTransaction((tx) =>
    proposeAct(tx, { certificateId, act, details: { ...base, ...more }, uploads }, scene.issuer, NOW),
  );
const approve = (proposalId: string, at = NOW) =>
  inTransaction((tx) => approveProposal(tx, { proposalId }, scene.secondIssuer, at));

async function inUse() {
  const personId = await officer(scene.urban);
  const { certificateId } = await issued(scene, personId);
  await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, NOW));
  return { personId, certificateId };
}
async function decided(certificateId: string, act: DecidedAct, more: Partial<ActDetails> = {}) {
  const proposed = await propose(certificateId, act, more);
  if (!proposed.ok) throw new Error(codesOf(proposed).join());
  const verdict = await approve(proposed.proposalId);
  if (!verdict.ok) throw new Error(codesOf(verdict).join());
  return prisma.certificateAct.findFirstOrThrow({ where: { proposalId: proposed.proposalId } });
}

describe("the holder is heard", () => {
  it("before a revocation and an annulment; a suspension does not wait for it", async () => {
    const { certificateId } = await inUse();
    const unheard = await propose(certificateId, "revoke", { statement: null });
    expect(codesOf(unheard)).toEqual(["certificate.statement-missing"]);
    expect(
      codesOf(await propose(certificateId, "annul", { statement: null, ground: "false-materials" })),
    ).toEqual(["certificate.statement-missing"]);
    const tomorrow = { ...HEARD, on: "2026-11-21" as const, says: " " };
    expect(codesOf(await propose(certificateId, "revoke", { statement: tomorrow }))).toEqual([
      "certificate.statement-empty",
      "certificate.statement-in-future",
    ]);
    const suspended = await propose(certificateId, "suspend", { statement: null, ground: "under-inquiry" });
    expect(suspended.ok).toBe(true);
  });

  it("what was said stays with the decision", async () => {
    const { certificateId } = await inUse();
    const act = await decided(certificateId, "revoke");
    const kept = await prisma.actProposal.findUniqueOrThrow({ where: { id: act.proposalId! } });
    expect((kept.details as ActDetails).statement).toEqual(HEARD);
  });
});

describe("cancelled after a loss (T15)", () => {
  it("only once the loss was published, as the pack asks", async () => {
    const { certificateId } = await inUse();
    await inTransaction((tx) => reportLoss(tx, { certificateId, note: "" }, null, NOW));
    const silent = await propose(certificateId, "cancel", { ground: "lost" });
    expect(codesOf(silent)).toEqual(["certificate.loss-notice-missing"]);
    const act = await decided(certificateId, "cancel", { ground: "lost", lossNotice: "临湖日报 2026-11-18" });
    expect(act.act).toBe("cancel");
  });
});

describe("a restoration (T12)", () => {
  it("is refused to who by now may not hold a certificate, with the rule, also at the approval", async () => {
    const { certificateId, personId } = await inUse();
    await decided(certificateId, "suspend", { ground: "under-inquiry" });
    const proposed = await propose(certificateId, "restore", { ground: "inquiry-ended" });
    if (!proposed.ok) throw new Error("refused");
    const ending = { personId, relation: "home", toOn: "2026-11-20", status: "resigned" } as const;
    expect(await inTransaction((tx) => endEmployment(tx, ending, null, NOW))).toMatchObject({ ok: true });
    const verdict = await approve(proposed.proposalId);
    expect(verdict.ok).toBe(false);
    expect(rulesOf(verdict)).not.toContain(undefined);
  });
});

describe("evidence", () => {
  it("is kept with the proposal once, refused when it is no picture or PDF, and every look is an event", async () => {
    const { certificateId } = await inUse();
    const bad = await propose(certificateId, "revoke", {}, [{ name: "a.exe", bytes: Buffer.from("MZ") }]);
    expect(codesOf(bad)).toEqual(["study-file.unreadable"]);
    const twice = [
      { name: "report.pdf", bytes: PDF },
      { name: "again.pdf", bytes: PDF },
    ];
    const proposed = await propose(certificateId, "revoke", {}, twice);
    const proposalId = proposed.ok ? proposed.proposalId : "";
    const files = await prisma.actProposalFile.findMany({ where: { proposalId } });
    expect(files.map(({ name }) => name)).toEqual(["report.pdf"]);
    const look = (id: string) =>
      inTransaction((tx) =>
        lookAtEvidence(tx, { certificateId: id, fileId: files[0]!.id }, scene.issuer, NOW),
      );
    expect((await look(certificateId))?.bytes.equals(PDF)).toBe(true);
    expect(await look((await inUse()).certificateId)).toBeNull();
    const looks = { type: "certificate.evidence-seen", subjectId: certificateId };
    expect(await prisma.auditEvent.count({ where: looks })).toBe(1);
  });
});

describe("service of a decision (送达)", () => {
  const serve = (certificateId: string, actId: string, more: Partial<Service> = {}) =>
    inTransaction((tx) =>
      recordService(
        tx,
        {
          ...{ certificateId, actId, way: "in-person", servedOn: "2026-11-20", receiver: "本人", note: "" },
          ...more,
        },
        scene.personnelOfficer,
        NOW,
      ),
    );

  it("names who received it, not before the decision and not to come; twice the same is once", async () => {
    const { certificateId } = await inUse();
    const { id: actId } = await decided(certificateId, "revoke");
    expect(codesOf(await serve(certificateId, actId, { servedOn: "2026-11-19", receiver: " " }))).toEqual([
      "service.before-decision",
      "service.receiver-missing",
    ]);
    expect(codesOf(await serve(certificateId, actId, { servedOn: "2026-11-21" }))).toEqual([
      "service.in-future",
    ]);
    expect(await serve(certificateId, actId)).toEqual({ ok: true });
    expect(await serve(certificateId, actId)).toEqual({ ok: true });
    expect(await serve(certificateId, actId, { way: "by-post" })).toEqual({ ok: true });
    expect(await prisma.actService.count({ where: { actId } })).toBe(2);
    const served = { type: "certificate.act-served", subjectId: certificateId };
    expect(await prisma.auditEvent.count({ where: served })).toBe(2);
  });

  it("of what is no decision is refused", async () => {
    const { certificateId } = await inUse();
    const { id } = await prisma.certificateAct.findFirstOrThrow({ where: { certificateId, act: "collect" } });
    expect(codesOf(await serve(certificateId, id))).toEqual(["service.not-a-decision"]);
  });
});
