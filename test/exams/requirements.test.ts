import { beforeAll, describe, expect, it } from "vitest";
import { createAccount, grantRole } from "~/access/accounts.server";
import { addDays, type DateOn } from "~/calendar";
import { earnedPage } from "~/certification/training-earned.server";
import { draftTraining } from "~/certification/training-issuance.server";
import { noteTrainingReviews } from "~/certification/training-reviews.server";
import { inTransaction, prisma } from "~/db.server";
import { exemptionPage } from "~/exams/exemption-list.server";
import { askExemption, grantExemption, refuseExemption, withdrawExemption } from "~/exams/exemptions.server";
import { qualificationParts } from "~/exams/qualification.server";
import { releaseResults } from "~/exams/release.server";
import { countRequirements, requirementPage, requirementsMatching } from "~/exams/requirement-list.server";
import { withdrawRequirement } from "~/exams/requirement-steps.server";
import { type NewRequirement, requireExam } from "~/exams/requirements.server";
import { smallBank } from "../questions/small-bank";
import { useDatabase } from "../support/database";
import { after, EARLY, examHall, type Hall, holdsSpecial, officer, planExam, register } from "./exam-hall";
import { sat } from "./sat-paper";

const database = await useDatabase();
let hall: Hall;
let asker: string;
let second: string;
beforeAll(async () => {
  hall = await examHall(smallBank());
  asker = await account("asks");
  second = await account("decides");
});

let named = 0;
async function account(name: string, personId: string | null = null): Promise<string> {
  named += 1;
  const entry = { loginName: `${name}-${named}`, displayName: name, personId, passwordHash: "-" };
  return inTransaction((tx) => createAccount(tx, entry, null, EARLY));
}

const TODAY: DateOn = "2026-01-05";
const annual = {
  ...{ kind: "annual" as const, part: null, field: null, regime: null },
  ...{ dueOn: "2026-12-31" as DateOn, source: "office" as const },
};
const general = { ...annual, kind: "qualification" as const, part: "general" as const };
const required = (
  wanted: Partial<NewRequirement> & Pick<NewRequirement, "personIds">,
  within?: string[],
  now = EARLY,
) => inTransaction((tx) => requireExam(tx, { ...annual, ...wanted }, asker, now, within));
const made = async (personId: string, wanted: Partial<NewRequirement> = {}) => {
  const answer = await required({ personIds: [personId], ...wanted });
  if (!answer.ok || answer.refused.length > 0) throw new Error(JSON.stringify(answer));
  const row = await prisma.examRequirement.findFirstOrThrow({ where: { personId }, orderBy: { id: "desc" } });
  return row.id;
};
const stateOf = async (id: string) =>
  (await prisma.examRequirement.findUniqueOrThrow({ where: { id } })).state;
const codes = (answer: { ok: boolean; refusals?: { code: string }[] } | null) =>
  answer && !answer.ok ? answer.refusals!.map(({ code }) => code) : [];
const pdf = { bytes: Buffer.from("%PDF-1.7 证明"), mediaType: "application/pdf", fileName: "证明.pdf" };
const ask = (
  requirementId: string,
  ground: Parameters<typeof askExemption>[1]["ground"],
  by = asker,
  evidence: typeof pdf | null = pdf,
) => inTransaction((tx) => askExemption(tx, { requirementId, ground, note: "", evidence }, by, EARLY));
const asked = async (requirementId: string, ground: Parameters<typeof ask>[1] = "long-sick-leave") => {
  const answer = await ask(requirementId, ground);
  if (!answer?.ok) throw new Error(codes(answer).join());
  return answer.exemptionId;
};
const grant = (exemptionId: string, by = second) =>
  inTransaction((tx) => grantExemption(tx, { exemptionId }, by, EARLY));

describe("requiring an exam", () => {
  it("asks it of the good ones of a list and gives every reason against each of the others", async () => {
    const good = await officer(hall.urban);
    const contract = await officer(hall.urban, "contract");
    const elsewhere = await officer(hall.market);
    const nobody = crypto.randomUUID();
    const answer = await required({ ...general, personIds: [good, contract, elsewhere, nobody] }, [
      "/linhu/urban/",
    ]);
    if (!answer.ok) throw new Error("refused");
    expect(answer.required).toEqual([good]);
    const against = Object.fromEntries(answer.refused.map(({ personId, refusals }) => [personId, refusals]));
    expect(against[contract]).toMatchObject([{ code: "identity.excluded", source: { rule: "K05" } }]);
    expect(against[elsewhere]?.map(({ code }) => code)).toEqual(["requirement.not-employed"]);
    expect(against[nobody]?.map(({ code }) => code)).toEqual(["requirement.unknown-person"]);
    expect(await prisma.auditEvent.count({ where: { personId: good, type: "requirement.made" } })).toBe(1);
  });

  it("is one requirement however often and by how many at once it is asked; a plan's is another", async () => {
    const personId = await officer(hall.urban);
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => required({ personIds: [personId, personId] })),
    );
    expect(outcomes.flatMap((answer) => (answer.ok ? answer.required : []))).toEqual([personId]);
    const again = await required({ personIds: [personId] });
    expect(again.ok && again.already).toEqual([personId]);
    const plan = crypto.randomUUID();
    await required({ personIds: [personId], source: "plan", sourceId: plan });
    await required({ personIds: [personId], source: "plan", sourceId: plan });
    expect(await prisma.examRequirement.count({ where: { personId } })).toBe(2);
  });

  it("refuses what is no exam, with every reason", async () => {
    const personId = await officer(hall.urban);
    const answer = await required({
      ...{ personIds: [personId], kind: "annual", part: "special", field: null, regime: "party" },
      ...{ dueOn: "2026-01-10", countsFromOn: "2026-02-01" },
    });
    expect(codes(answer)).toEqual([
      "requirement.part-unused",
      "requirement.field-missing",
      "requirement.regime-unused",
      "requirement.due-first",
    ]);
  });

  it("lets contract staff be asked to sit the auxiliary exam", async () => {
    const contract = await officer(hall.urban, "contract");
    const answer = await required({ kind: "auxiliary-training", personIds: [contract] });
    expect(answer.ok && answer.required).toEqual([contract]);
  });

  it("gives whoever passes that exam a training certificate, and nothing towards an enforcement certificate", async () => {
    const examId = await planExam(hall, {
      kind: "auxiliary-training",
      part: null,
      title: "辅助人员培训考试",
    });
    const contract = await officer(hall.urban, "contract");
    const id = await made(contract, { kind: "auxiliary-training" });
    await register(examId, contract);
    await sat(examId, contract, "all");
    const wanted = { kind: "auxiliary-training" as const, basis: examId, personId: contract };
    const issuer = await account("issues");
    await inTransaction((tx) =>
      grantRole(tx, { accountId: issuer, role: "legal-affairs", unitId: hall.root }, null, EARLY),
    );
    const issue = (personId = contract) =>
      inTransaction((tx) => draftTraining(tx, { ...wanted, personId }, issuer, after(300)));
    expect(codes(await issue())).toEqual(["training.exam-not-passed"]);
    await inTransaction((tx) => releaseResults(tx, examId, null, after(200)));
    expect(await stateOf(id)).toBe("met");
    const filter = { kind: "auxiliary-training" as const, unitIds: [hall.urban], year: 2026 };
    const earned = await earnedPage(prisma, filter, {}, "2026-11-26");
    expect(earned.rows).toMatchObject([{ personId: contract, basis: examId, title: "辅助人员培训考试" }]);
    const made_ = await issue();
    const certificateId = made_.ok ? made_.certificateId! : "";
    const { number, registerEntry } = await prisma.trainingCertificate.findUniqueOrThrow({
      where: { id: certificateId },
    });
    expect(number).toMatch(/^AT-2026-\d{5}$/);
    expect(registerEntry).toMatchObject({ achievement: { by: "exam", title: "辅助人员培训考试" } });
    expect(codes(await issue())).toEqual(["training.held-already"]);
    expect(codes(await issue(await officer(hall.urban, "contract")))).toEqual(["training.exam-not-passed"]);
    // A pass that is taken back is looked at by somebody; the certificate stands until then.
    const { registrationId } = await prisma.attempt.findFirstOrThrow({ where: { personId: contract } });
    await database.ownerQuery(
      "UPDATE marking SET superseded_at = now() WHERE attempt_id IN (SELECT id FROM attempt WHERE registration_id = $1)",
      [registrationId],
    );
    expect(await inTransaction((tx) => noteTrainingReviews(tx, after(400)))).toBe(1);
    expect(await prisma.trainingReview.findFirst({ where: { certificateId } })).toMatchObject({
      code: "training.exam-not-passed",
    });
    const parts = await qualificationParts(prisma, [contract], { trueOn: "2027-01-01" });
    expect(parts.get(contract)).toEqual([]);
    const asked = await required({ ...general, personIds: [contract] });
    expect(asked.ok && asked.refused[0]?.refusals[0]?.code).toBe("identity.excluded");
  });

  it("is met at once by a part held already, and by none whose days are over", async () => {
    const holder = await officer(hall.urban);
    await holdsSpecial(holder);
    const special = { ...general, part: "special" as const, field: "urban-management" };
    expect(await stateOf(await made(holder, special))).toBe("met");
    // Five years from 2025-06-01.
    expect(await stateOf(await made(holder, { ...special, dueOn: "2031-01-01" }))).toBe("owed");
    expect(await stateOf(await made(holder, { ...special, field: "market-regulation" }))).toBe("owed");
  });
});

describe("meeting it", () => {
  it("is met by the released pass of the exam, not by the marked one, and by no other kind or failed paper", async () => {
    const examId = await planExam(hall, { kind: "annual", part: null, title: "年度考试" });
    const passes = await officer(hall.urban);
    const fails = await officer(hall.urban);
    const absent = await officer(hall.urban);
    const ids = { passes: await made(passes), fails: await made(fails), absent: await made(absent) };
    const other = await made(passes, { kind: "monthly-law" });
    await register(examId, passes, fails, absent);
    await sat(examId, passes, "all");
    await sat(examId, fails, 0);
    expect(await stateOf(ids.passes)).toBe("owed");
    await inTransaction((tx) => releaseResults(tx, examId, null, after(200)));
    expect(await stateOf(ids.passes)).toBe("met");
    expect(await stateOf(ids.fails)).toBe("owed");
    expect(await stateOf(other)).toBe("owed");
    const met = await prisma.examRequirementStep.findFirstOrThrow({
      where: { requirementId: ids.passes, act: "met" },
    });
    expect(met.attemptId).not.toBeNull();
    // The absent one and the one who failed stay visible, with what came of it.
    const units = [hall.urban];
    const { rows } = await requirementPage(
      prisma,
      { unitIds: units, kind: "annual", withProposals: false },
      {},
      "2027-01-02",
      after(200),
    );
    const of = (id: string) => rows.find(({ requirementId }) => requirementId === id);
    expect([of(ids.absent)?.standing, of(ids.absent)?.latest?.outcome]).toEqual(["overdue", "absent"]);
    expect([of(ids.fails)?.standing, of(ids.fails)?.latest?.outcome]).toEqual(["overdue", "failed"]);
    expect(of(ids.passes)).toMatchObject({ standing: "met", latest: null });
  });

  it("is not met twice, and what was withdrawn may be asked again", async () => {
    const personId = await officer(hall.urban);
    const id = await made(personId);
    const withdraw = (reason: string) =>
      inTransaction((tx) => withdrawRequirement(tx, { requirementId: id, reason }, asker, EARLY));
    expect(codes(await withdraw(" "))).toEqual(["requirement.reason-missing"]);
    expect(await withdraw("列错了人")).toEqual({ ok: true });
    expect(await withdraw("列错了人")).toEqual({ ok: true });
    expect(await prisma.examRequirementStep.count({ where: { requirementId: id } })).toBe(2);
    expect(await made(personId)).not.toBe(id);
    expect(
      await inTransaction((tx) =>
        withdrawRequirement(tx, { requirementId: crypto.randomUUID(), reason: "x" }, asker, EARLY),
      ),
    ).toBeNull();
  });
});

describe("exemptions", () => {
  it("are asked for with evidence on a ground of the pack, and granted by another person", async () => {
    const personId = await officer(hall.urban);
    const id = await made(personId);
    expect(codes(await ask(id, "legal-profession", asker, null))).toEqual([
      "exemption.ground",
      "exemption.evidence-missing",
    ]);
    const refused = await ask(id, "legal-profession");
    expect(refused && !refused.ok && refused.refusals[0]?.source?.title).toContain("青海");
    const exemptionId = await asked(id);
    expect(codes(await ask(id, "retiring"))).toEqual(["exemption.open"]);
    expect(codes(await grant(exemptionId, asker))).toEqual(["exemption.same-person"]);
    expect(codes(await grant(exemptionId, await account("self", personId)))).toEqual(["exemption.own"]);
    expect(
      codes(
        await inTransaction((tx) =>
          withdrawRequirement(tx, { requirementId: id, reason: "x" }, asker, EARLY),
        ),
      ),
    ).toEqual(["requirement.exemption-open"]);
    expect(await grant(exemptionId)).toEqual({ ok: true });
    expect(await stateOf(id)).toBe("exempt");
    expect(codes(await grant(exemptionId))).toEqual(["exemption.decided", "requirement.settled"]);
    expect(codes(await ask(id, "retiring"))).toEqual(["requirement.settled"]);
    const events = await prisma.auditEvent.findMany({
      where: { personId, type: { startsWith: "exemption." } },
    });
    expect(events.map(({ type }) => type)).toEqual(["exemption.asked", "exemption.granted"]);
  });

  it("are decided once when two grant and one refuses at the same moment", async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await made(await officer(hall.urban));
      const exemptionId = await asked(id);
      const answers = await Promise.all([
        grant(exemptionId),
        grant(exemptionId, await account("third")),
        inTransaction((tx) => refuseExemption(tx, { exemptionId, reason: "材料不足" }, second, EARLY)),
      ]);
      expect(answers.filter((answer) => answer?.ok)).toHaveLength(1);
      const row = await prisma.examExemption.findUniqueOrThrow({ where: { id: exemptionId } });
      expect(await stateOf(id)).toBe(row.decision === "granted" ? "exempt" : "owed");
      expect(await prisma.examRequirementStep.count({ where: { requirementId: id, act: "exempted" } })).toBe(
        row.decision === "granted" ? 1 : 0,
      );
    }
  });

  it("may be asked for again after a refusal with its reason, and taken back by whoever asked", async () => {
    const id = await made(await officer(hall.urban));
    const first = await asked(id);
    const refuse = (reason: string) =>
      inTransaction((tx) => refuseExemption(tx, { exemptionId: first, reason }, second, EARLY));
    expect(codes(await refuse(""))).toEqual(["exemption.reason-missing"]);
    expect(await refuse("没有医院证明")).toEqual({ ok: true });
    const again = await asked(id);
    const takeBack = (by: string) =>
      inTransaction((tx) => withdrawExemption(tx, { exemptionId: again }, by, EARLY));
    expect(codes(await takeBack(second))).toEqual(["exemption.not-own"]);
    expect(await takeBack(asker)).toEqual({ ok: true });
    expect(await takeBack(asker)).toEqual({ ok: true });
    const { rows } = await exemptionPage(
      prisma,
      { unitIds: [hall.urban], state: "refused", withProposals: false },
      {},
      TODAY,
    );
    expect(rows.find(({ exemptionId }) => exemptionId === first)).toMatchObject({
      decisionReason: "没有医院证明",
      decidedBy: "decides",
    });
  });

  it("from a part of the qualification are that part", async () => {
    const personId = await officer(hall.urban);
    const id = await made(personId, general);
    await grant(await asked(id, "legal-profession"));
    const parts = await qualificationParts(prisma, [personId], { trueOn: TODAY });
    expect(parts.get(personId)).toMatchObject([{ part: "general", origin: "exemption", fromOn: TODAY }]);
  });

  it("cannot be decided by whoever asked, whatever the program forgets", async () => {
    const exemptionId = await asked(await made(await officer(hall.urban)));
    const decide = (by: string, decision: string) =>
      prisma.examExemption.update({
        where: { id: exemptionId },
        data: { decision, decidedById: by, decidedAt: EARLY },
      });
    await expect(decide(asker, "granted")).rejects.toThrow(/exam_exemption_two_people/);
    await expect(decide(second, "withdrawn")).rejects.toThrow(/exam_exemption_two_people/);
    await expect(prisma.examRequirementStep.updateMany({ data: { act: "met" } })).rejects.toThrow();
    await expect(database.ownerQuery("DELETE FROM exam_exemption")).rejects.toThrow();
  });
});

describe("the list", () => {
  it("turns page by page without losing or repeating anybody, owed before settled, and counts what it shows", async () => {
    const people: string[] = [];
    for (let n = 0; n < 12; n += 1) people.push(await officer(hall.legal));
    for (const [index, personId] of people.entries())
      await made(personId, { dueOn: addDays("2026-03-01", index % 4), kind: "spot-check" });
    const settled = await prisma.examRequirement.findFirstOrThrow({ where: { personId: people[0]! } });
    await inTransaction((tx) =>
      withdrawRequirement(tx, { requirementId: settled.id, reason: "x" }, asker, EARLY),
    );
    const filters = { unitIds: [hall.legal], kind: "spot-check" as const, withProposals: false };
    const on: DateOn = "2026-03-03";
    const all: string[] = [];
    for await (const rows of requirementsMatching(prisma, filters, on, EARLY))
      all.push(...rows.map(({ requirementId }) => requirementId));
    expect(new Set(all).size).toBe(12);
    expect(all.at(-1)).toBe(settled.id);
    const first = await requirementPage(prisma, filters, { after: all[3]! }, on, EARLY);
    expect(first.rows.map(({ requirementId }) => requirementId)).toEqual(all.slice(4));
    const back = await requirementPage(prisma, filters, { before: all[4]! }, on, EARLY);
    expect(back.rows.map(({ requirementId }) => requirementId)).toEqual(all.slice(0, 4));
    expect(back).toMatchObject({ total: 12, hasNext: true, hasPrevious: false });
    // Due on the third is not yet overdue on the third.
    expect(await countRequirements(prisma, filters, on)).toEqual({
      overdue: 5,
      due: 6,
      met: 0,
      exempt: 0,
      withdrawn: 1,
    });
    const overdue = await requirementPage(prisma, { ...filters, standing: "overdue" }, {}, on, EARLY);
    expect(overdue.rows.every(({ dueOn }) => dueOn < on)).toBe(true);
    expect(
      (await requirementPage(prisma, { ...filters, unitIds: [hall.urban] }, {}, on, EARLY)).rows,
    ).toEqual([]);
  });
});
