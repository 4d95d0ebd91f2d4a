import { beforeAll, describe, expect, it } from "vitest";
import { createAccount, grantRole } from "~/access/accounts.server";
import { chinaDateOf, instantAt } from "~/calendar";
import { collectCertificate, reportFound, reportLoss, voidCertificate } from "~/certification/acts.server";
import { submitApplication } from "~/certification/applications.server";
import { certificateRefusals } from "~/certification/carrying";
import { bansOf, certificatesOf, publicEntry, tokenByNumber } from "~/certification/certificates.server";
import type { DecidedAct } from "~/certification/ground";
import {
  type ActDetails,
  approveProposal,
  proposeAct,
  refuseProposal,
} from "~/certification/proposals.server";
import type { PublicStatus } from "~/certification/public-entry";
import { inTransaction, prisma, violates } from "~/db.server";
import { useDatabase } from "../support/database";
import {
  apply,
  approve,
  codesOf,
  FIELD,
  HEARD,
  issued,
  NOW,
  officer,
  passed,
  rulesOf,
  type Scene,
  setScene,
} from "./scene";

const database = await useDatabase();
let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

const details = (more: Partial<ActDetails> & { ground: string }): ActDetails => ({
  legalBasis: "《行政执法监督条例》第十七条",
  decisionNumber: "临人社证决〔2026〕7号",
  effectiveOn: null,
  banUntilOn: null,
  note: "",
  statement: HEARD,
  lossNotice: "临湖日报 2022-06-01",
  ...more,
});
const GROUND: Record<DecidedAct, string> = {
  suspend: "off-post-training",
  restore: "training-passed",
  cancel: "retired",
  revoke: "altered-or-lent",
  annul: "false-materials",
};
const propose = (
  certificateId: string,
  act: DecidedAct,
  more: Partial<ActDetails> = {},
  at = NOW,
  by = scene.issuer,
) =>
  inTransaction((tx) =>
    proposeAct(tx, { certificateId, act, details: details({ ground: GROUND[act], ...more }) }, by, at),
  );
const decide = async (certificateId: string, act: DecidedAct, more: Partial<ActDetails> = {}, at = NOW) => {
  const proposed = await propose(certificateId, act, more, at);
  if (!proposed.ok) throw new Error(codesOf(proposed).join());
  const verdict = await inTransaction((tx) =>
    approveProposal(tx, { proposalId: proposed.proposalId }, scene.secondIssuer, at),
  );
  expect(verdict).toEqual({ ok: true });
};
const collect = (certificateId: string, at = NOW) =>
  inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, at));
/** A certificate in use; answers what a reader of its code sees. */
async function inUse(at = NOW) {
  const personId = await officer(scene.urban, { passedOn: "2022-09-12" });
  const { certificateId, number, applicationId } = await issued(scene, personId, at);
  expect(await collect(certificateId, at)).toEqual({ ok: true });
  const { publicToken } = await prisma.certificate.findUniqueOrThrow({ where: { id: certificateId } });
  const seen = (when = NOW) => publicEntry(publicToken, when);
  return { personId, certificateId, number, applicationId, publicToken, seen };
}

describe("two people", () => {
  it("one proposes, another approves, and only then anything happens", async () => {
    const { certificateId, seen } = await inUse();
    const proposed = await propose(certificateId, "suspend");
    expect(proposed.ok).toBe(true);
    expect((await seen())?.status).toBe("active");
    const proposalId = proposed.ok ? proposed.proposalId : "";
    const approveBy = (account: string) =>
      inTransaction((tx) => approveProposal(tx, { proposalId }, account, NOW));
    expect(codesOf(await approveBy(scene.issuer))).toEqual(["certificate.same-person"]);
    expect(codesOf(await propose(certificateId, "revoke"))).toEqual(["certificate.proposal-open"]);
    expect(await approveBy(scene.secondIssuer)).toEqual({ ok: true });
    expect((await seen())?.status).toBe("suspended");
    expect(codesOf(await approveBy(scene.secondIssuer))).toContain("certificate.proposal-decided");
  });

  it("the database refuses one name under a proposal and under an act", async () => {
    const { certificateId } = await inUse();
    const proposed = await propose(certificateId, "suspend");
    const approval = prisma.actProposal.update({
      where: { id: proposed.ok ? proposed.proposalId : "" },
      data: { decision: "approved", decidedById: scene.issuer, decidedAt: NOW },
    });
    expect(violates(await approval.catch((error: unknown) => error), "act_proposal_two_people")).toBe(true);
    const act = prisma.certificateAct.create({
      data: {
        id: crypto.randomUUID(),
        certificateId,
        act: "revoke",
        effectiveAt: NOW,
        decisionNumber: "1",
        proposedById: scene.issuer,
        approvedById: scene.issuer,
        recordedAt: NOW,
      },
    });
    expect(violates(await act.catch((error: unknown) => error), "certificate_act_two_people")).toBe(true);
  });

  it("two approvals that meet make one act", async () => {
    const { certificateId } = await inUse();
    const proposed = await propose(certificateId, "cancel");
    const proposalId = proposed.ok ? proposed.proposalId : "";
    const third = await inTransaction((tx) =>
      createAccount(
        tx,
        { loginName: "third", displayName: "third", personId: null, passwordHash: "-" },
        null,
        NOW,
      ),
    );
    const answers = await Promise.all(
      [scene.secondIssuer, third].map((by) =>
        inTransaction((tx) => approveProposal(tx, { proposalId }, by, NOW)),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await prisma.certificateAct.count({ where: { certificateId, act: "cancel" } })).toBe(1);
  });

  it("nobody about their own certificate", async () => {
    const { certificateId, personId } = await inUse();
    const own = await inTransaction(async (tx) => {
      const id = await createAccount(
        tx,
        { loginName: "own", displayName: "own", personId, passwordHash: "-" },
        null,
        NOW,
      );
      await grantRole(tx, { accountId: id, role: "personnel-department", unitId: scene.district }, null, NOW);
      return id;
    });
    expect(codesOf(await propose(certificateId, "suspend", {}, NOW, own))).toEqual(["certificate.own"]);
  });

  it("says everything that is missing at once; a refused proposal leaves the certificate as it was", async () => {
    const { certificateId, seen } = await inUse();
    const empty = await propose(certificateId, "revoke", { ground: "", decisionNumber: " ", legalBasis: "" });
    expect(codesOf(empty)).toEqual([
      "certificate.ground-unknown",
      "certificate.decision-number-missing",
      "certificate.legal-basis-missing",
    ]);
    const proposed = await propose(certificateId, "revoke");
    const refused = await inTransaction((tx) =>
      refuseProposal(tx, { proposalId: proposed.ok ? proposed.proposalId : "" }, scene.secondIssuer, NOW),
    );
    expect(refused).toEqual({ ok: true });
    expect((await seen())?.status).toBe("active");
    expect((await propose(certificateId, "suspend")).ok).toBe(true);
  });
});

describe("what the public reads", () => {
  const reads = async (certificateId: string, at = NOW) => {
    const { publicToken } = await prisma.certificate.findUniqueOrThrow({ where: { id: certificateId } });
    return publicEntry(publicToken, at);
  };

  it("every status, from the next request after the commit on", async () => {
    const seen = new Set<PublicStatus>();
    const note = async (certificateId: string, at = NOW) => {
      const entry = await reads(certificateId, at);
      seen.add(entry!.status);
      return entry!;
    };
    const waiting = await issued(scene, await officer(scene.urban));
    expect((await note(waiting.certificateId)).status).toBe("to-collect");
    expect(
      await inTransaction((tx) =>
        voidCertificate(tx, { certificateId: waiting.certificateId, note: "错字" }, scene.issuer, NOW),
      ),
    ).toEqual({ ok: true });
    expect(await note(waiting.certificateId)).toMatchObject({ status: "voided", happened: { ground: null } });

    const used = await inUse();
    expect(await note(used.certificateId)).toMatchObject({ status: "active", happened: null });
    await decide(used.certificateId, "suspend");
    expect(await note(used.certificateId)).toMatchObject({
      status: "suspended",
      happened: {
        effectiveAt: NOW.toISOString(),
        ground: "off-post-training",
        authority: "临湖区人力资源和社会保障局",
      },
    });
    await decide(used.certificateId, "restore");
    expect((await note(used.certificateId)).status).toBe("active");
    await inTransaction((tx) =>
      reportLoss(tx, { certificateId: used.certificateId, note: "遗失" }, scene.personnelOfficer, NOW),
    );
    expect(await note(used.certificateId)).toMatchObject({ status: "lost", happened: { authority: null } });
    await inTransaction((tx) =>
      reportFound(tx, { certificateId: used.certificateId, note: "找回" }, scene.personnelOfficer, NOW),
    );
    expect((await note(used.certificateId)).status).toBe("active");
    expect((await note(used.certificateId, instantAt("2031-11-19", "23:59:59"))).status).toBe("active");
    expect(await note(used.certificateId, instantAt("2031-11-20", "00:00"))).toMatchObject({
      status: "expired",
      happened: { effectiveAt: "2031-11-19T16:00:00.000Z" },
    });

    for (const [act, status] of [
      ["cancel", "cancelled"],
      ["revoke", "revoked"],
      ["annul", "annulled"],
    ] as const) {
      const { certificateId } = await inUse();
      await decide(certificateId, act);
      expect(await note(certificateId)).toMatchObject({ status, happened: { ground: GROUND[act] } });
    }
    expect([...seen].sort()).toEqual([
      "active",
      "annulled",
      "cancelled",
      "expired",
      "lost",
      "revoked",
      "suspended",
      "to-collect",
      "voided",
    ]);
  });

  it("by number only with the name; nothing for an unknown one; and never more than was printed", async () => {
    const { number, publicToken, seen } = await inUse();
    expect(await tokenByNumber(number, "顾长青")).toBe(publicToken);
    expect(await tokenByNumber(number, "顾长")).toBeNull();
    const entry = await seen();
    expect(Object.keys(entry!).sort()).toEqual([
      "field",
      "happened",
      "hasPhoto",
      "holderName",
      "issuer",
      "number",
      "status",
      "token",
      "unitName",
      "validFromOn",
      "validToOn",
    ]);
    expect(await tokenByNumber("99999999999", "顾长青")).toBeNull();
    expect(await publicEntry("NONE", NOW)).toBeNull();
  });

  it("a suspension from a later day takes effect at 00:00 China time of that day", async () => {
    const { certificateId, seen } = await inUse();
    await decide(certificateId, "suspend", { effectiveOn: "2026-12-01" });
    expect((await seen(instantAt("2026-11-30", "23:59:59")))?.status).toBe("active");
    expect((await seen(instantAt("2026-12-01", "00:00")))?.status).toBe("suspended");
  });
});

describe("renewal", () => {
  it("scenario 11, and the old certificate ends when the new one is collected", async () => {
    const start = new Date("2022-11-01T02:00:00Z");
    const { personId, certificateId, seen } = await inUse(start);
    const renew = (at: Date) =>
      inTransaction((tx) =>
        submitApplication(
          tx,
          { personId, unitId: scene.urban, kind: "renewal", field: FIELD },
          scene.submitter,
          at,
        ),
      );
    expect(codesOf(await renew(instantAt("2027-04-29", "10:00")))).toEqual(["renewal.not-yet"]);
    const at = instantAt("2027-04-30", "10:00");
    expect(codesOf(await renew(at))).toEqual(["renewal.exam-missing", "renewal.exam-missing"]);
    await passed(personId, "2027-04-30", at);
    const submitted = await renew(at);
    if (!submitted.ok) throw new Error(codesOf(submitted).join());
    await approve(scene, submitted.applicationId, at);
    const { allocateCertificate } = await import("~/certification/issuance.server");
    const fresh = await inTransaction((tx) =>
      allocateCertificate(tx, { applicationId: submitted.applicationId }, scene.issuer, at),
    );
    if (!fresh.ok) throw new Error(codesOf(fresh).join());
    expect((await seen(at))?.status).toBe("active");
    expect(codesOf(await collect(fresh.certificateId, at))).toEqual(["certificate.old-card-unsaid"]);
    expect((await seen(at))?.status).toBe("active");
    const handedIn = { certificateId: fresh.certificateId, oldCard: "destroyed" as const };
    expect(await inTransaction((tx) => collectCertificate(tx, handedIn, scene.issuer, at))).toEqual({
      ok: true,
    });
    expect((await seen(at))?.status).toBe("replaced");
    expect(
      await prisma.certificateAct.findFirstOrThrow({ where: { certificateId, act: "replace" } }),
    ).toMatchObject({ oldCard: "destroyed", effectiveAt: at });
    expect(certificateId).not.toBe(fresh.certificateId);
  });
});

describe("scenario 12: issued, not collected", () => {
  it("does not carry its holder (K03) until collection is recorded", async () => {
    const personId = await officer(scene.urban);
    const { certificateId } = await issued(scene, personId);
    const carriers = async () => ({
      certificates: (await certificatesOf(prisma, [personId])).get(personId) ?? [],
    });
    const place = { unitId: scene.urban, field: FIELD };
    const refusals = certificateRefusals(await carriers(), place, NOW);
    expect(refusals.map(({ code, source }) => [code, source?.rule])).toEqual([
      ["certificate.to-collect", "K03"],
    ]);
    await collect(certificateId);
    expect(certificateRefusals(await carriers(), place, NOW)).toEqual([]);
  });

  it("is refused to someone who may not hold it any more", async () => {
    const personId = await officer(scene.urban);
    const { certificateId } = await issued(scene, personId);
    await database.ownerQuery(
      `INSERT INTO exam_ban (id, fact_id, person_id, reason, decision_number, from_on, to_on, recorded_at)
       VALUES (gen_random_uuid(), gen_random_uuid(), $1, 'cheated', '临司〔2026〕9号', '2026-01-01', '2028-01-01', now())`,
      [personId],
    );
    expect(rulesOf(await collect(certificateId))).toEqual(["K11"]);
  });
});

describe("scenario 20: revoked for lending, re-applies in the ban", () => {
  it("is refused with decision and end until 2028-03-10 24:00, and may apply on 2028-03-11", async () => {
    const start = new Date("2024-11-01T02:00:00Z");
    const { personId, certificateId } = await inUse(start);
    await decide(
      certificateId,
      "revoke",
      { decisionNumber: "临人社证决〔2026〕1号" },
      instantAt("2026-03-10", "10:00"),
    );
    expect((await bansOf(prisma, [personId])).get(personId)).toMatchObject([
      {
        fromOn: "2026-03-10",
        lastDayOn: "2028-03-10",
        ground: "altered-or-lent",
        decisionNumber: "临人社证决〔2026〕1号",
      },
    ]);
    const wanted = { personId, unitId: scene.urban, kind: "first" as const, field: FIELD };
    const tryAt = (at: Date) => inTransaction((tx) => submitApplication(tx, wanted, scene.submitter, at));
    const early = await tryAt(instantAt("2027-09-01", "10:00"));
    expect(rulesOf(early)).toEqual(["K11"]);
    expect(early).toMatchObject({
      refusals: [{ facts: { decisionNumber: "临人社证决〔2026〕1号", endsBeforeOn: "2028-03-11" } }],
    });
    // The qualification of 2022 has lapsed meanwhile: what is left on the last day is the ban beside it.
    expect(rulesOf(await tryAt(instantAt("2028-03-10", "23:59:59")))).toContain("K11");
    expect(rulesOf(await tryAt(instantAt("2028-03-11", "00:00")))).not.toContain("K11");
  });

  it("an act the state does not allow is refused: cancelled is not revoked afterwards", async () => {
    const { certificateId } = await inUse();
    await decide(certificateId, "cancel");
    expect(codesOf(await propose(certificateId, "revoke"))).toEqual(["certificate.act-impossible"]);
    expect(chinaDateOf(NOW)).toBe("2026-11-20");
  });
});

describe("lost and suspended", () => {
  it("suspended on the day it was lost: finding it does not lift the suspension; it can still be revoked", async () => {
    const { certificateId, seen } = await inUse();
    await inTransaction((tx) => reportLoss(tx, { certificateId, note: "遗失" }, scene.personnelOfficer, NOW));
    await decide(certificateId, "suspend");
    expect((await seen())?.status).toBe("lost");
    await inTransaction((tx) =>
      reportFound(tx, { certificateId, note: "找回" }, scene.personnelOfficer, NOW),
    );
    expect((await seen())?.status).toBe("suspended");
    await decide(certificateId, "revoke");
    expect((await seen())?.status).toBe("revoked");
  });
});

describe("an application beside it", () => {
  it("waits for nobody: apply is refused while the first is live", async () => {
    const personId = await officer(scene.urban);
    await apply(scene, personId);
    const again = await inTransaction((tx) =>
      submitApplication(
        tx,
        { personId, unitId: scene.urban, kind: "first", field: FIELD },
        scene.submitter,
        NOW,
      ),
    );
    expect(codesOf(again)).toEqual(["application.live-exists"]);
  });
});
