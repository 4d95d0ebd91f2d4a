import { beforeAll, describe, expect, it } from "vitest";
import { requestTrainingRun, runTrainings, trainingLine } from "~/casework/training-runs.server";
import { certificatesOf } from "~/certification/certificates.server";
import { type TrainingWanted, UNEARNED } from "~/certification/training";
import {
  approveAnnulment,
  proposeAnnulment,
  refuseAnnulment,
} from "~/certification/training-annulment.server";
import { takeTraining } from "~/certification/training-documents.server";
import { earnedPage } from "~/certification/training-earned.server";
import type { TrainingEntry } from "~/certification/training-entry";
import { draftTraining, refuseDraft, signDraft } from "~/certification/training-issuance.server";
import { publicTraining } from "~/certification/training-public.server";
import { trainingPage, trainingsMatching, trainingsOf } from "~/certification/training-register.server";
import { closeTrainingReview, noteTrainingReviews } from "~/certification/training-reviews.server";
import { inTransaction, prisma } from "~/db.server";
import { completeTraining, resumeTrainings } from "~/jobs.server";
import { renamePerson } from "~/personnel/person.server";
import { readPdf } from "../certificates/read-pdf";
import { useDatabase } from "../support/database";
import { codesOf, NOW, officer, type Scene, setScene } from "./scene";
import { draft, finishedCourse, issuedTraining, metYear } from "./training-scene";

const database = await useDatabase();
let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

const LATER = new Date("2026-11-21T02:00:00Z");
const annul = (certificateId: string, by: string, changes = {}) =>
  inTransaction((tx) =>
    proposeAnnulment(
      tx,
      {
        certificateId,
        ground: "false-record",
        decisionNumber: "临司〔2026〕3号",
        reason: "代学",
        ...changes,
      },
      by,
      LATER,
    ),
  );
const stored = (id: string) => prisma.trainingCertificate.findUniqueOrThrow({ where: { id } });
const seen = async (id: string) => publicTraining((await stored(id)).publicToken, LATER);

describe("issuing", () => {
  it("takes two people where the pack says so: drafted, then signed with a number", async () => {
    const personId = await officer(scene.urban);
    const wanted = await metYear(scene, personId);
    const first = await draft(wanted, scene.issuer);
    expect(first).toMatchObject({ ok: true, certificateId: null, repeated: false });
    expect(await draft(wanted, scene.issuer)).toMatchObject({
      ok: true,
      certificateId: null,
      repeated: true,
    });
    const draftId = first.ok ? first.draftId : "";
    const alone = await inTransaction((tx) => signDraft(tx, { draftId }, scene.issuer, NOW));
    expect(codesOf(alone)).toEqual(["training.same-person"]);
    const signed = await inTransaction((tx) => signDraft(tx, { draftId }, scene.secondIssuer, NOW));
    const { number, registerEntry, validToOn } = await stored(signed.ok ? signed.certificateId : "");
    expect(number).toMatch(/^AS-2026-\d{5}$/);
    expect(validToOn).toBeNull();
    expect(registerEntry).toMatchObject({
      holderName: "顾长青",
      unitName: "临湖区城市管理局",
      issuer: "临湖区人力资源和社会保障局",
      achievement: { by: "year", year: 2026, credited: 16.5 },
      corrects: null,
    });
    expect(JSON.stringify(registerEntry)).not.toMatch(/identity|\d{17}/);
    const again = await inTransaction((tx) => signDraft(tx, { draftId }, scene.secondIssuer, NOW));
    expect(codesOf(again)).toEqual(["training.draft-decided"]);
    const events = await prisma.auditEvent.findMany({
      where: { personId, type: { startsWith: "training-" } },
    });
    expect(events.map(({ type }) => type).sort()).toEqual([
      "training-certificate.drafted",
      "training-certificate.issued",
    ]);
  });

  it("takes one where it asks for one, and numbers each kind by itself", async () => {
    const first = await stored(
      await issuedTraining(scene, await finishedCourse(scene, await officer(scene.urban))),
    );
    const next = await stored(
      await issuedTraining(scene, await finishedCourse(scene, await officer(scene.urban))),
    );
    const numbers = [first, next].map(({ number }) => Number(/^CO-2026-(\d{5})$/.exec(number)![1]));
    expect(numbers[1]).toBe(numbers[0]! + 1);
  });

  it("gives every refusal, and writes nothing", async () => {
    const personId = await officer(scene.urban);
    const wanted = await metYear(scene, personId, 2026, false);
    const own = await prisma.account.update({ where: { id: scene.submitter }, data: { personId } });
    expect(codesOf(await draft(wanted, own.id))).toEqual([
      "training.year-not-met",
      "training.wrong-office",
      "training.own",
    ]);
    await prisma.account.update({ where: { id: scene.submitter }, data: { personId: null } });
    expect(await prisma.trainingDraft.count({ where: { personId } })).toBe(0);
  });

  it("of many who press at once, makes one draft and one certificate", async () => {
    const wanted = await metYear(scene, await officer(scene.urban));
    const { personId } = wanted;
    await Promise.all(Array.from({ length: 4 }, () => draft(wanted, scene.issuer)));
    expect(await prisma.trainingDraft.count({ where: { personId } })).toBe(1);
    const signed = await Promise.all(Array.from({ length: 4 }, () => draft(wanted, scene.secondIssuer)));
    expect(signed.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await prisma.trainingCertificate.count({ where: { personId } })).toBe(1);
    const course = await finishedCourse(scene, await officer(scene.urban));
    const answers = await Promise.all(Array.from({ length: 4 }, () => draft(course, scene.submitter)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(codesOf(answers.find(({ ok }) => !ok)!)).toEqual(["training.held-already"]);
  });

  it("names the character that no font draws, and leaves no gap in the numbers", async () => {
    const before = await prisma.trainingSeries.findFirst({ where: { pattern: { startsWith: "CO" } } });
    const wanted = await finishedCourse(scene, await officer(scene.urban, { name: "王𱅒" }));
    expect(await draft(wanted, scene.submitter)).toMatchObject({
      ok: false,
      refusals: [{ code: "paper.glyph-missing", facts: { characters: "𱅒" } }],
    });
    expect(await prisma.trainingSeries.findFirst({ where: { pattern: { startsWith: "CO" } } })).toEqual(
      before,
    );
  });

  it("is taken back by who drafted it, or not signed by another, and may be drafted anew", async () => {
    const wanted = await metYear(scene, await officer(scene.urban));
    const one = await draft(wanted, scene.issuer);
    const refuse = (by: string, answer: typeof one) =>
      inTransaction((tx) => refuseDraft(tx, { draftId: answer.ok ? answer.draftId : "" }, by, NOW));
    await refuse(scene.issuer, one);
    const two = await draft(wanted, scene.issuer);
    await refuse(scene.secondIssuer, two);
    const outcomes = await prisma.trainingDraft.findMany({
      where: { personId: wanted.personId },
      orderBy: { id: "asc" },
    });
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["withdrawn", "refused"]);
    expect(await prisma.trainingCertificate.count({ where: { personId: wanted.personId } })).toBe(0);
  });
});

describe("the document", () => {
  it("is finished after a crash between number and document, and is the same bytes at every print", async () => {
    const certificateId = await issuedTraining(
      scene,
      await finishedCourse(scene, await officer(scene.urban)),
    );
    expect(await prisma.trainingDocument.count({ where: { certificateId } })).toBe(0);
    expect(await resumeTrainings(LATER)).toBeGreaterThanOrEqual(1);
    const take = () => inTransaction((tx) => takeTraining(tx, certificateId, scene.submitter, LATER));
    const first = await take();
    await completeTraining(certificateId, new Date("2027-05-01T00:00:00Z"));
    expect((await take())!.bytes.equals(first!.bytes)).toBe(true);
    expect(await prisma.trainingDocument.count({ where: { certificateId } })).toBe(1);
    expect(first!.bytes.toString("latin1")).toContain("ETSI.CAdES.detached");
  });

  it("says plainly that it is not for enforcement, and never calls itself a document of enforcement", async () => {
    const wanted = await finishedCourse(scene, await officer(scene.urban, { name: "沈䶮" }));
    const certificateId = await issuedTraining(scene, wanted);
    await completeTraining(certificateId, LATER);
    const { bytes } = (await inTransaction((tx) => takeTraining(tx, certificateId, scene.issuer, LATER)))!;
    const { texts, qr, attachments } = await readPdf(bytes);
    const text = texts.join("\n");
    const { number, publicToken } = await stored(certificateId);
    expect(qr).toContain(`/v/${publicToken}`);
    expect(Object.keys(attachments)).toEqual(["register-entry.json"]);
    for (const said of [
      "专题培训合格证明",
      "不作为执法凭证",
      "沈䶮",
      number,
      "行政处罚法专题",
      "临湖区城市管理局",
    ])
      expect(text).toContain(said);
    expect(text).not.toMatch(/行政执法证件登记证明|执法领域/);
  });
});

describe("correction", () => {
  it("makes a new edition with a reason; the old one is void and points to it", async () => {
    const wanted = await finishedCourse(scene, await officer(scene.urban));
    const { personId } = wanted;
    const old = await issuedTraining(scene, wanted);
    const correct = (reason: string, certificateId = old) =>
      inTransaction((tx) => draftTraining(tx, wanted, scene.submitter, LATER, { certificateId, reason }));
    expect(codesOf(await correct("核对"))).toEqual(["training.nothing-to-correct"]);
    await inTransaction((tx) =>
      renamePerson(tx, { personId, name: "顾常青", fromOn: "2026-11-21" }, null, LATER),
    );
    expect(codesOf(await correct(" "))).toEqual(["training.reason-missing"]);
    const made = await correct("姓名登记有误");
    const edition = made.ok ? made.certificateId! : "";
    const [before, after] = [await stored(old), await stored(edition)];
    expect(before.endedAs).toBe("corrected");
    expect(after.correctsId).toBe(old);
    expect(after.number).not.toBe(before.number);
    expect((after.registerEntry as TrainingEntry).corrects).toBe(before.number);
    expect(await seen(old)).toMatchObject({ state: "corrected", edition: { number: after.number } });
    expect(await seen(edition)).toMatchObject({ state: "issued", holderName: "顾常青", edition: null });
    expect(codesOf(await correct("再来一次"))).toContain("training.ended");
  });

  it("takes two people where issuing does", async () => {
    const wanted = await metYear(scene, await officer(scene.urban));
    const old = await issuedTraining(scene, wanted);
    await prisma.studyStanding.updateMany({ where: { personId: wanted.personId }, data: { credited: 17 } });
    const correct = (by: string) =>
      inTransaction((tx) => draftTraining(tx, wanted, by, LATER, { certificateId: old, reason: "学时更正" }));
    expect(await correct(scene.issuer)).toMatchObject({ ok: true, certificateId: null });
    expect((await stored(old)).endedAs).toBeNull();
    expect(await correct(scene.secondIssuer)).toMatchObject({ ok: true });
    expect((await stored(old)).endedAs).toBe("corrected");
  });
});

describe("annulment", () => {
  it("is proposed by one and decided by another, once", async () => {
    const wanted = await finishedCourse(scene, await officer(scene.urban));
    const certificateId = await issuedTraining(scene, wanted);
    expect(
      codesOf(await annul(certificateId, scene.issuer, { ground: "x", decisionNumber: "", reason: "" })),
    ).toEqual(["training.ground-unknown", "training.decision-number-missing", "training.reason-missing"]);
    const proposed = await annul(certificateId, scene.issuer);
    const annulmentId = proposed.ok ? proposed.annulmentId : "";
    expect(codesOf(await annul(certificateId, scene.legalAffairs))).toEqual(["training.annulment-open"]);
    const approve = (by: string) => inTransaction((tx) => approveAnnulment(tx, { annulmentId }, by, LATER));
    expect(codesOf(await approve(scene.issuer))).toEqual(["training.same-person"]);
    const answers = await Promise.all([scene.legalAffairs, scene.secondIssuer].map(approve));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await seen(certificateId)).toMatchObject({ state: "annulled", edition: null });
    expect(codesOf(await annul(certificateId, scene.issuer))).toEqual(["training.ended"]);
    // The basis stands: it may be issued again, under another number.
    expect(await issuedTraining(scene, wanted)).not.toBe(certificateId);
  });

  it("changes nothing when it is refused", async () => {
    const certificateId = await issuedTraining(
      scene,
      await finishedCourse(scene, await officer(scene.urban)),
    );
    const proposed = await annul(certificateId, scene.issuer);
    const annulmentId = proposed.ok ? proposed.annulmentId : "";
    await inTransaction((tx) => refuseAnnulment(tx, { annulmentId }, scene.legalAffairs, LATER));
    expect(await seen(certificateId)).toMatchObject({ state: "issued" });
    expect((await annul(certificateId, scene.issuer)).ok).toBe(true);
  });
});

describe("the register", () => {
  it("suggests who has earned one and has none", async () => {
    const personId = await officer(scene.market);
    const wanted = await metYear({ ...scene, urban: scene.market }, personId, 2025);
    const filter = { kind: "annual-study" as const, unitIds: [scene.market], year: 2025 };
    const found = async () =>
      (await earnedPage(prisma, filter, {}, "2026-11-20")).rows.map((row) => [row.personId, row.basis]);
    expect(await found()).toEqual([[personId, "2025"]]);
    await draft(wanted, scene.issuer);
    expect(await found()).toEqual([]);
    for (const kind of ["auxiliary-training", "initial-training", "course"] as const)
      expect(await earnedPage(prisma, { ...filter, kind }, {}, "2026-11-20")).toMatchObject({ total: 0 });
    const course = await finishedCourse(scene, personId);
    const inMarket = { ...filter, kind: "course" as const, year: 2026 };
    expect((await earnedPage(prisma, inMarket, {}, "2026-11-20")).rows).toMatchObject([
      { personId, basis: course.basis, name: "顾长青" },
    ]);
  });

  it("lists by kind, state, year and holder, and the holder's own", async () => {
    const wanted = await finishedCourse(scene, await officer(scene.urban, { name: "霍闻笛" }));
    const certificateId = await issuedTraining(scene, wanted);
    const page = (filters: object) =>
      trainingPage(prisma, { unitIds: [scene.urban], ...filters }, {}, "2026-11-20");
    expect((await page({ kind: "course", q: "霍闻笛" })).rows).toMatchObject([
      { id: certificateId, state: "issued", validToOn: null, unitName: "临湖区城市管理局" },
    ]);
    expect((await page({ q: "霍闻笛", state: "annulled" })).rows).toEqual([]);
    expect((await page({ q: "霍闻笛", year: 2025 })).rows).toEqual([]);
    expect(
      (await trainingPage(prisma, { unitIds: [scene.market], q: "霍闻笛" }, {}, "2026-11-20")).rows,
    ).toEqual([]);
    expect((await trainingsOf(prisma, wanted.personId, "2026-11-20")).map(({ id }) => id)).toEqual([
      certificateId,
    ]);
    const out: string[] = [];
    for await (const row of trainingsMatching(prisma, { unitIds: null, q: "霍闻笛" }, "2026-11-20"))
      out.push(row.id);
    expect(out).toEqual([certificateId]);
  });

  it("never stands among certificates that open the gate", async () => {
    const wanted = await finishedCourse(scene, await officer(scene.urban));
    await issuedTraining(scene, wanted);
    expect((await certificatesOf(prisma, [wanted.personId])).get(wanted.personId)).toEqual([]);
  });

  it("lets nobody rewrite or delete what it holds", async () => {
    const id = await issuedTraining(scene, await finishedCourse(scene, await officer(scene.urban)));
    const change = (sql: string) =>
      database.ownerQuery(sql, [id]).then(
        () => "done",
        (e: { code: string }) => e.code,
      );
    expect(await change("UPDATE training_certificate SET number = 'CO-1' WHERE id = $1")).toBe("23001");
    expect(await change("DELETE FROM training_certificate WHERE id = $1")).toBe("23001");
    expect(await change("UPDATE training_act SET reason = 'x' WHERE certificate_id = $1")).toBe("23001");
  });
});

describe("a basis that falls", () => {
  it("is called in the database what the rule calls it", async () => {
    const [check] = await database.ownerQuery<{ says: string }>(
      "SELECT pg_get_constraintdef(oid) AS says FROM pg_constraint WHERE conname = 'training_review_code_vocabulary'",
    );
    const words = [...check!.says.matchAll(/'([a-z.-]+)'/g)].map(([, word]) => word);
    expect(words.sort()).toEqual(Object.values(UNEARNED).sort());
  });

  it("is listed for review, once, and changes nothing by itself", async () => {
    const wanted = await metYear(scene, await officer(scene.urban));
    const certificateId = await issuedTraining(scene, wanted);
    const note = () => inTransaction((tx) => noteTrainingReviews(tx, LATER));
    await note();
    expect(await prisma.trainingReview.count({ where: { certificateId } })).toBe(0);
    await prisma.studyStanding.updateMany({ where: { personId: wanted.personId }, data: { isMet: false } });
    expect(await note()).toBe(1);
    expect(await note()).toBe(0);
    expect(await seen(certificateId)).toMatchObject({ state: "issued" });
    const { id: reviewId, code } = await prisma.trainingReview.findFirstOrThrow({ where: { certificateId } });
    expect(code).toBe("training.year-not-met");
    const close = (accountId: string, said: string) =>
      inTransaction((tx) =>
        closeTrainingReview(tx, { reviewId, note: said }, { accountId, personId: null }, LATER),
      );
    expect(codesOf(await close(scene.secondIssuer, ""))).toEqual([
      "training.review-own",
      "training.note-missing",
    ]);
    expect(await close(scene.legalAffairs, "已提出撤销")).toEqual({ ok: true });
    expect(codesOf(await close(scene.legalAffairs, "再看"))).toEqual(["training.review-closed"]);
  });
});

describe("many at once", () => {
  it("decides each line alone, goes on where it stopped, and gives no number twice", async () => {
    const wanted: TrainingWanted[] = [];
    for (let n = 0; n < 3; n += 1) wanted.push(await finishedCourse(scene, await officer(scene.urban)));
    wanted.push({ ...wanted[0]!, basis: crypto.randomUUID() });
    const ask = () => inTransaction((tx) => requestTrainingRun(tx, wanted, scene.submitter, NOW));
    const asked = await ask();
    const runId = asked.ok ? asked.runId : "";
    expect(await ask()).toEqual({ ok: true, runId });
    const stopped = inTransaction(async (tx) => {
      await trainingLine(tx, { runId, place: 1 }, NOW);
      throw new Error("the machine stops here");
    });
    await expect(stopped).rejects.toThrow("stops here");
    await inTransaction((tx) => trainingLine(tx, { runId, place: 2 }, NOW));
    await Promise.all([runTrainings(runId, () => NOW), runTrainings(runId, () => NOW)]);
    const lines = await prisma.trainingRunLine.findMany({ where: { runId }, orderBy: { place: "asc" } });
    expect(lines.map(({ certificateId, refusals }) => [certificateId !== null, refusals !== null])).toEqual([
      [true, false],
      [true, false],
      [true, false],
      [false, true],
    ]);
    expect(lines[3]!.refusals).toMatchObject([{ code: "training.course-not-finished" }]);
    expect(new Set(lines.map(({ certificateId }) => certificateId)).size).toBe(4);
    expect((await prisma.trainingRun.findUniqueOrThrow({ where: { id: runId } })).finishedAt).not.toBeNull();
  });
});
