import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { collectCertificate } from "~/certification/acts.server";
import {
  approveReview,
  isSecondLiveApplication,
  refuseApplication,
  resubmitApplication,
  returnApplication,
  submitApplication,
  withdrawApplication,
} from "~/certification/applications.server";
import { certificatesOf, publicEntry } from "~/certification/certificates.server";
import { allocateCertificate, keepDocuments, renderDocuments } from "~/certification/issuance.server";
import { statusAt } from "~/certification/status";
import { inTransaction, prisma } from "~/db.server";
import { readFile } from "~/files.server";
import { completeIssuance, resumeIssuances } from "~/jobs.server";
import { endEnforcementBody } from "~/organisation/organisation.server";
import { recordLegalDuty } from "~/personnel/duty.server";
import { changeEmployment } from "~/personnel/employment.server";
import { recordAnnualGrade, recordSanction } from "~/personnel/record.server";
import { useDatabase } from "../support/database";
import {
  apply,
  approve,
  codesOf,
  FIELD,
  issued,
  mendAll,
  NOW,
  officer,
  rulesOf,
  type Scene,
  setScene,
} from "./scene";

const database = await useDatabase();
let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

const submit = (personId: string, unitId = scene.urban, at = NOW) =>
  inTransaction((tx) =>
    submitApplication(tx, { personId, unitId, kind: "first", field: FIELD }, scene.submitter, at),
  );
const issue = (applicationId: string, by = scene.issuer) =>
  inTransaction((tx) =>
    allocateCertificate(tx, { applicationId, decisionNumber: "临人社证〔2026〕2号" }, by, NOW),
  );
const statusOf = async (personId: string, at = NOW) => {
  const [certificate] = (await certificatesOf(prisma, [personId])).get(personId) ?? [];
  return certificate && statusAt(certificate, certificate.acts, at);
};

describe("from application to the holder's hands", () => {
  it("walks the whole way", async () => {
    const personId = await officer(scene.urban);
    const { certificateId, number, applicationId } = await issued(scene, personId);
    expect(number).toMatch(/^9901\d{7}$/);
    expect(await statusOf(personId)).toBe("to-collect");
    const application = await prisma.application.findUniqueOrThrow({
      where: { id: applicationId },
      include: { steps: { orderBy: { id: "asc" } } },
    });
    expect(application.closedAt).not.toBeNull();
    expect(application.steps.map(({ step }) => step)).toEqual([
      "submitted",
      "approved",
      "approved",
      "approved",
      "issued",
    ]);

    const collected = await inTransaction((tx) =>
      collectCertificate(tx, { certificateId }, scene.issuer, NOW),
    );
    expect(collected).toEqual({ ok: true });
    expect(await statusOf(personId)).toBe("active");
    const events = await database.ownerQuery<{ type: string }>(
      "SELECT type FROM audit_event WHERE person_id = $1 AND type LIKE ANY ('{application.%,certificate.%}') ORDER BY id",
      [personId],
    );
    expect(events.map(({ type }) => type)).toEqual([
      "application.submitted",
      "application.approved",
      "application.approved",
      "application.approved",
      "certificate.number-allocated",
      "certificate.issued",
      "certificate.collected",
    ]);
  });

  it("stores the entry as printed: five years less a day, issuer, unit, and nothing that is not public", async () => {
    const { certificateId } = await issued(scene, await officer(scene.urban, { name: "沈䶮" }));
    const { registerEntry, publicToken } = await prisma.certificate.findUniqueOrThrow({
      where: { id: certificateId },
    });
    expect(registerEntry).toMatchObject({
      holderName: "沈䶮",
      unitName: "临湖区城市管理局",
      issuer: "临湖区人力资源和社会保障局",
      jurisdiction: "临湖区",
      validFromOn: "2026-11-20",
      validToOn: "2031-11-19",
      verificationCode: publicToken,
    });
    expect(JSON.stringify(registerEntry)).not.toMatch(/identity|\d{17}/);
  });

  it("collecting twice is refused and changes nothing", async () => {
    const { certificateId } = await issued(scene, await officer(scene.urban));
    const collect = () => inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, NOW));
    const answers = await Promise.all([collect(), collect(), collect()]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await prisma.certificateAct.count({ where: { certificateId, act: "collect" } })).toBe(1);
  });
});

describe("submission says everything that stands against it, and writes nothing", () => {
  it("K04 K05 K07 K12 K13 at once", async () => {
    const personId = await officer(scene.urban, { identity: "dispatched", qualified: false });
    await inTransaction(async (tx) => {
      const duty = {
        personId,
        unitId: scene.market,
        kind: "legal-affairs",
        fullTime: true,
        fromOn: "2024-01-01",
      } as const;
      await recordLegalDuty(tx, duty, null, NOW);
      const sanction = {
        personId,
        kind: "major-demerit",
        authority: "区监委",
        decisionNumber: "临监〔2026〕3号",
      } as const;
      await recordSanction(tx, { ...sanction, fromOn: "2026-05-20" }, null, NOW);
      await recordAnnualGrade(tx, { personId, year: 2025, grade: "incompetent" }, null, NOW);
    });
    const answer = await submit(personId);
    expect(rulesOf(answer).sort()).toEqual(["K04", "K04", "K05", "K07", "K12", "K13"]);
    expect(await prisma.application.count({ where: { personId } })).toBe(0);
    const refused = await prisma.auditEvent.findFirst({
      where: { personId, type: "application.refused-at-draft" },
    });
    expect(refused?.data).toMatchObject({ codes: { length: 6 } });
  });

  it("K06: a body with concentrated penalty power takes civil servants only", async () => {
    const personId = await officer(scene.urban, { identity: "public-institution" });
    await database.ownerQuery("ALTER TABLE unit_version DISABLE TRIGGER USER");
    await database.ownerQuery("UPDATE unit_version SET civil_servants_only = true WHERE unit_id = $1", [
      scene.urban,
    ]);
    const answer = await submit(personId);
    await database.ownerQuery("UPDATE unit_version SET civil_servants_only = false WHERE unit_id = $1", [
      scene.urban,
    ]);
    await database.ownerQuery("ALTER TABLE unit_version ENABLE TRIGGER USER");
    expect(rulesOf(answer)).toEqual(["K06"]);
  });

  it("K10 K22: another unit's officer, in a field the unit has no power in", async () => {
    const answer = await submit(await officer(scene.urban), scene.market);
    expect(rulesOf(answer).sort()).toEqual(["K10", "K22"]);
  });

  it("K11: in the period of a ban for cheating", async () => {
    const personId = await officer(scene.urban);
    await database.ownerQuery(
      `INSERT INTO exam_ban (id, fact_id, person_id, reason, decision_number, from_on, to_on, recorded_at)
       VALUES (gen_random_uuid(), gen_random_uuid(), $1, 'cheated', '临司〔2026〕9号', '2026-01-01', '2028-01-01', now())`,
      [personId],
    );
    expect(rulesOf(await submit(personId))).toEqual(["K11"]);
  });

  it("one live application for a person and type, also when two meet", async () => {
    const personId = await officer(scene.urban);
    const answers = await Promise.all(Array.from({ length: 4 }, () => submit(personId)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(codesOf(answers.find(({ ok }) => !ok)!)).toEqual(["application.live-exists"]);
    const { unitId, packVersionId } = await prisma.application.findFirstOrThrow({ where: { personId } });
    const second = prisma.application.create({
      data: {
        id: crypto.randomUUID(),
        personId,
        unitId,
        kind: "first",
        certificateType: "administrative-enforcement",
        field: FIELD,
        reviews: {},
        packVersionId,
        createdById: scene.submitter,
        createdAt: NOW,
      },
    });
    expect(isSecondLiveApplication(await second.catch((error: unknown) => error))).toBe(true);
  });

  it("K24: holds another unit's certificate; and one of this unit already", async () => {
    const personId = await officer(scene.urban);
    await issued(scene, personId);
    expect(codesOf(await submit(personId))).toEqual(["certificate.held-already"]);
    expect(codesOf(await submit(personId, scene.market))).toContain("certificate.held-elsewhere");
  });
});

describe("review", () => {
  it("takes the roles in the order of the route, each another person", async () => {
    const applicationId = await apply(scene, await officer(scene.urban));
    const by = (account: string) => inTransaction((tx) => approveReview(tx, { applicationId }, account, NOW));
    expect(codesOf(await by(scene.legalAffairs))).toEqual(["application.not-your-turn"]);
    expect((await by(scene.legalReviewer)).ok).toBe(true);
    expect(codesOf(await by(scene.legalReviewer))).toEqual([
      "application.not-your-turn",
      "application.reviewed-by-you",
    ]);
    expect(codesOf(await issue(applicationId))).toContain("application.step-impossible");
  });

  it("is returned with all defects, resubmitted, and goes on where it was", async () => {
    const applicationId = await apply(scene, await officer(scene.urban));
    await inTransaction((tx) => approveReview(tx, { applicationId }, scene.legalReviewer, NOW));
    const defects = [
      { code: "photo-unfit" as const, says: "背景不是白底" },
      { code: "other" as const, says: "编制证明缺盖章页" },
    ];
    const empty = await inTransaction((tx) =>
      returnApplication(tx, { applicationId, defects: [] }, scene.personnelOfficer, NOW),
    );
    expect(codesOf(empty)).toEqual(["application.defects-missing"]);
    await inTransaction((tx) =>
      returnApplication(tx, { applicationId, defects }, scene.personnelOfficer, NOW),
    );
    const returned = await prisma.applicationStep.findFirstOrThrow({
      where: { applicationId, step: "returned" },
    });
    expect(returned.refusals).toEqual(["photo-unfit", "other"]);
    const again = () =>
      inTransaction((tx) => resubmitApplication(tx, { applicationId }, scene.submitter, NOW));
    expect(await again()).toMatchObject({
      refusals: [{ code: "application.defects-open", facts: { open: 2, total: 2 } }],
    });
    await mendAll(scene, applicationId);
    expect((await again()).ok).toBe(true);
    expect(
      (await inTransaction((tx) => approveReview(tx, { applicationId }, scene.personnelOfficer, NOW))).ok,
    ).toBe(true);
  });

  it("a refusal cites its rule and ends it; a withdrawal ends it; then one may apply again", async () => {
    const personId = await officer(scene.urban);
    const first = await apply(scene, personId);
    const uncited = { applicationId: first, opinion: "不符合条件", citation: " " };
    expect(
      codesOf(await inTransaction((tx) => refuseApplication(tx, uncited, scene.legalReviewer, NOW))),
    ).toEqual(["application.citation-missing"]);
    const cited = { ...uncited, citation: "《行政执法监督条例》第十七条" };
    expect((await inTransaction((tx) => refuseApplication(tx, cited, scene.legalReviewer, NOW))).ok).toBe(
      true,
    );
    const second = await apply(scene, personId);
    expect(
      (
        await inTransaction((tx) =>
          withdrawApplication(tx, { applicationId: second, reason: "重报" }, scene.submitter, NOW),
        )
      ).ok,
    ).toBe(true);
    await apply(scene, personId);
  });
});

describe("issuing", () => {
  it("gives the same number however often and however many ask", async () => {
    const applicationId = await apply(scene, await officer(scene.urban));
    await approve(scene, applicationId);
    const { next } = (await prisma.certificateNumberSeries.findFirst()) ?? { next: 1n };
    const answers = await Promise.all(Array.from({ length: 8 }, () => issue(applicationId)));
    expect(new Set(answers.map((answer) => (answer.ok ? answer.number : codesOf(answer).join()))).size).toBe(
      1,
    );
    expect(answers.filter((answer) => answer.ok && !answer.repeated)).toHaveLength(1);
    expect((await prisma.certificateNumberSeries.findFirstOrThrow()).next).toBe(next + 1n);
  });

  it("numbers run without gap or repeat when many are issued at once", async () => {
    const ready = [];
    for (let n = 0; n < 6; n += 1) {
      const applicationId = await apply(scene, await officer(scene.urban));
      await approve(scene, applicationId);
      ready.push(applicationId);
    }
    const answers = await Promise.all(ready.map((applicationId) => issue(applicationId)));
    const numbers = answers
      .map((answer) => (answer.ok ? Number(answer.number) : Number.NaN))
      .sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, index) => numbers[0]! + index));
  });

  it("decides again: who lost a condition since the reviews is not issued, and no number is used", async () => {
    const personId = await officer(scene.urban);
    const applicationId = await apply(scene, personId);
    await approve(scene, applicationId);
    await inTransaction((tx) =>
      changeEmployment(
        tx,
        { personId, relation: "home", status: "suspended", fromOn: "2026-11-20" },
        null,
        NOW,
      ),
    );
    const before = await prisma.certificateNumberSeries.findFirst();
    expect(rulesOf(await issue(applicationId))).toEqual(["K14"]);
    expect(await prisma.certificateNumberSeries.findFirst()).toEqual(before);
    expect(await prisma.certificate.count({ where: { personId } })).toBe(0);
  });

  it("a name no font draws is refused before anything is stored", async () => {
    const personId = await officer(scene.urban, { name: "王𱅒" });
    const applicationId = await apply(scene, personId);
    await approve(scene, applicationId);
    const answer = await issue(applicationId);
    expect(answer).toMatchObject({
      ok: false,
      refusals: [{ code: "paper.glyph-missing", facts: { characters: "𱅒" } }],
    });
    expect(await prisma.certificate.count({ where: { personId } })).toBe(0);
  });

  it("enqueues the job with the act: gone with it when the transaction does not commit", async () => {
    const applicationId = await apply(scene, await officer(scene.urban));
    await approve(scene, applicationId);
    const jobs = async () =>
      (
        await database.ownerQuery<{ n: number }>(
          "SELECT count(*)::int AS n FROM pgboss.job WHERE name = 'complete-issuance'",
        )
      )[0]!.n;
    const before = await jobs();
    const undone = inTransaction(async (tx) => {
      await allocateCertificate(tx, { applicationId }, scene.issuer, NOW);
      throw new Error("the machine stops here");
    });
    await expect(undone).rejects.toThrow("stops here");
    expect(await jobs()).toBe(before);
    expect((await issue(applicationId)).ok).toBe(true);
    expect(await jobs()).toBe(before + 1);
  });
});

describe("the document", () => {
  const asOfTheFirstSchema = async (certificateId: string) => {
    await database.ownerQuery("ALTER TABLE certificate DISABLE TRIGGER USER");
    await database.ownerQuery(
      "UPDATE certificate SET register_entry = (register_entry - 'card' - 'codeText') || $2::jsonb WHERE id = $1",
      [certificateId, JSON.stringify({ template: { id: "enforcement-a4", version: 1 } })],
    );
    await database.ownerQuery("ALTER TABLE certificate ENABLE TRIGGER USER");
  };

  it("is frozen: the same bytes at every reading, made once however many try", async () => {
    const { certificateId } = await issued(scene, await officer(scene.urban));
    await Promise.all(Array.from({ length: 4 }, () => completeIssuance(certificateId, NOW)));
    const [document, card, ...others] = await prisma.certificateDocument.findMany({
      where: { certificateId },
      orderBy: { layout: "asc" },
    });
    expect(others).toEqual([]);
    expect(card).toMatchObject({ layout: "card", templateId: "enforcement-card", templateVersion: 1 });
    const first = await readFile(prisma, document!.fileHash);
    await completeIssuance(certificateId, new Date("2027-01-01T00:00:00Z"));
    const second = await readFile(prisma, document!.fileHash);
    expect(second.bytes.equals(first.bytes)).toBe(true);
    expect(createHash("sha256").update(first.bytes).digest("hex")).toBe(document!.fileHash);
    expect(first.bytes.subarray(0, 5).toString()).toBe("%PDF-");
    expect(first.bytes.toString("latin1")).toContain("/SubFilter /ETSI.CAdES.detached");
    expect(document).toMatchObject({ templateId: "enforcement-a4", templateVersion: 2 });
    expect(document!.signingKeyId).toMatch(/^[0-9a-f]{64}$/);
  });

  it("stays what it was when a newer edition is printed and another key signs", async () => {
    const { certificateId } = await issued(scene, await officer(scene.urban));
    await completeIssuance(certificateId, NOW);
    const kept = await prisma.certificateDocument.findMany({ where: { certificateId } });
    const before = await Promise.all(kept.map(({ fileHash }) => readFile(prisma, fileHash)));
    // As an installation of before had it: its entry names the first edition, which no longer is the current one.
    await asOfTheFirstSchema(certificateId);
    await completeIssuance(certificateId, new Date("2027-01-01T00:00:00Z"));
    await resumeIssuances(new Date("2027-01-01T00:00:00Z"));
    expect(await prisma.certificateDocument.findMany({ where: { certificateId } })).toEqual(kept);
    const after = await Promise.all(kept.map(({ fileHash }) => readFile(prisma, fileHash)));
    expect(after.map(({ bytes }) => bytes)).toEqual(before.map(({ bytes }) => bytes));
  });

  it("of an entry of the first schema is printed as it was then: no card, its own edition", async () => {
    const { certificateId } = await issued(scene, await officer(scene.urban));
    await asOfTheFirstSchema(certificateId);
    await completeIssuance(certificateId, NOW);
    const kept = await prisma.certificateDocument.findMany({ where: { certificateId } });
    expect(kept.map(({ layout, templateVersion }) => [layout, templateVersion])).toEqual([["a4", 1]]);
  });

  it("after a crash between the two steps it is finished, and what the dead process drew changes nothing", async () => {
    const { certificateId } = await issued(scene, await officer(scene.urban));
    // The process dies here: rendered, but not kept.
    const drawn = await renderDocuments(prisma, certificateId, NOW);
    if (!drawn.ok || !drawn.printed) throw new Error("Nothing was drawn");
    const lost = drawn.printed;
    expect(await prisma.certificateDocument.count({ where: { certificateId } })).toBe(0);
    expect(await resumeIssuances(new Date(NOW.getTime() + 3_600_000))).toBeGreaterThan(0);
    const kept = await prisma.certificateDocument.findMany({ where: { certificateId } });
    expect(kept.map(({ layout, signingKeyId }) => [layout, signingKeyId])).toEqual([
      ["a4", lost.signingKeyId],
      ["card", lost.signingKeyId],
    ]);
    await inTransaction((tx) => keepDocuments(tx, lost, NOW));
    expect(await prisma.certificateDocument.findMany({ where: { certificateId } })).toEqual(kept);
  });
});

describe("scenario 17 and the public page", () => {
  it.each([
    ["2024-02-29", "2029-02-28"],
    ["2024-03-01", "2029-02-28"],
    ["2024-02-28", "2029-02-27"],
  ])("issued %s, valid to %s", async (issuedOn, validToOn) => {
    const personId = await officer(scene.urban, { passedOn: "2023-09-12" });
    const at = new Date(`${issuedOn}T02:00:00Z`);
    const { certificateId } = await issued(scene, personId, at);
    const { publicToken } = await prisma.certificate.findUniqueOrThrow({ where: { id: certificateId } });
    expect(await publicEntry(publicToken, at)).toMatchObject({ validFromOn: issuedOn, validToOn });
  });
});

describe("the unit", () => {
  it("that is no enforcement body any more cannot have anyone issued", async () => {
    const applicationId = await apply(scene, await officer(scene.urban));
    await approve(scene, applicationId);
    await inTransaction((tx) =>
      endEnforcementBody(tx, { unitId: scene.urban, toOn: "2026-11-20" }, null, NOW),
    );
    expect(rulesOf(await issue(applicationId))).toEqual(["K10"]);
  });
});
