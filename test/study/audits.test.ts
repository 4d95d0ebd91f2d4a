import { beforeAll, describe, expect, it } from "vitest";
import { chinaDateOf } from "~/calendar";
import { issueNotice } from "~/casework/supervision-letters.server";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { decideMisconduct } from "~/personnel/misconduct.server";
import { figuresByUnit, figuresOf } from "~/study/audit-figures";
import { populationOf } from "~/study/audit-population.server";
import {
  findSampled,
  type SampledRecord,
  sampledIn,
  sampleOf,
  verdictsOn,
} from "~/study/audit-sample.server";
import { decideReversal, giveVerdict, proposeReversal } from "~/study/audit-verdicts.server";
import { drawAudit, findAudit, type Plan, redraw } from "~/study/audits.server";
import { acceptStudyRecord } from "~/study/checks.server";
import { submitStudyRecord } from "~/study/ledger.server";
import { findNotice } from "~/study/notice-list.server";
import { draftNotice, noteLateNotices, replyToNotice, takeNoticeStep } from "~/study/notices.server";
import { attachFiles } from "~/study/record-files.server";
import { demandRectification, findRectification, takeRectificationStep } from "~/study/rectifications.server";
import { studyStanding } from "~/study/standing.server";
import { STUDY_MODES } from "~/study/study-entry";
import type { Verdict } from "~/verdict";
import { smallDistrict } from "../personnel/district";
import { useDatabase } from "../support/database";
import { account, morning, officer } from "./study-district";

const database = await useDatabase();
const submittedAt = new Date("2026-03-05T02:00:00Z");
const acceptedAt = new Date("2026-03-10T02:00:00Z");
const now = new Date("2026-11-20T02:00:00Z");
const today = chinaDateOf(now);

let root: string;
let urban: string;
let market: string;
let clerk: string;
let checker: string;
const people: string[] = [];
/** Two of legal affairs who had no hand in the records, and the accounts of a learner and of the checker. */
const looks = { accountId: "", personId: null as string | null };
const second = { accountId: "", personId: null as string | null };

beforeAll(async () => {
  ({ root, urban, market } = await smallDistrict());
  clerk = await account("clerk");
  checker = await account("checker");
  looks.accountId = await account("looks");
  second.accountId = await account("second");
  for (let index = 0; index < 24; index += 1)
    people.push(await officer(`学${String.fromCodePoint(0x4e00 + index)}`, index < 16 ? urban : market));
  for (const [unitId, own] of [
    [urban, people.slice(0, 16)],
    [market, people.slice(16)],
  ] as const)
    await inTransaction(async (tx) => {
      const entered = await submitStudyRecord(tx, { ...morning, personIds: own, unitId }, clerk, submittedAt);
      if (!entered.ok) throw new Error("refused");
      for (const recordId of entered.recordIds)
        await acceptStudyRecord(tx, { recordId }, checker, acceptedAt);
    });
});

const planOf = (change: Partial<Plan> = {}): Plan => ({
  ...{ auditId: newId(), unitId: root, unitIds: [root, urban, market], fromOn: "2026-01-01" },
  ...{ lastOn: "2026-12-31", modes: STUDY_MODES, states: ["accepted"], method: "simple", size: 20 },
  ...{ noticeNumber: "临司督〔2026〕12号", purpose: "第四季度例行抽查", seed: "20261109-7f3a" },
  ...change,
});
const draw = async (change: Partial<Plan> = {}) => {
  const answer = await inTransaction((tx) => drawAudit(tx, planOf(change), clerk, now));
  if (!answer.ok) throw new Error(answer.refusals.map(({ code }) => code).join());
  return answer.auditId;
};
const codes = (verdict: Verdict) => (verdict.ok ? [] : verdict.refusals.map(({ code }) => code));
const sampled = async (auditId: string, place: number): Promise<SampledRecord> =>
  (await findSampled(prisma, { auditId, place }, today))!;
const judge = (
  auditId: string,
  place: number,
  change: Partial<Parameters<typeof giveVerdict>[1]> = {},
  by = looks,
) =>
  inTransaction((tx) =>
    giveVerdict(tx, { auditId, place, kind: null, facts: "", seenId: null, ...change }, by, now),
  );
const found = { kind: "minutes-wrong", facts: "签到表只有两小时" } as const;
const forged = { kind: "signed-by-another", facts: "当日在外地出差，签名为他人笔迹" } as const;

describe("a sample", () => {
  it("can be drawn again by anybody, and later entries change nothing", async () => {
    const auditId = await draw();
    const [before, audit] = [await redraw(prisma, auditId), await findAudit(prisma, auditId)];
    expect(before).toMatchObject({ population: 24, isSame: true, isSamePopulation: true });
    expect(audit).toMatchObject({ size: 20, populationCount: 24, seed: "20261109-7f3a" });
    await inTransaction((tx) =>
      submitStudyRecord(
        tx,
        {
          ...morning,
          startAt: new Date("2026-03-04T09:00:00+08:00"),
          endAt: new Date("2026-03-04T12:00:00+08:00"),
          personIds: [people[0]!],
          unitId: urban,
        },
        clerk,
        now,
      ),
    );
    expect(await redraw(prisma, auditId)).toEqual(before);
    expect((await sampleOf(prisma, auditId, today)).map(({ place }) => place)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
  });

  it("is told apart from one that was altered behind the program's back", async () => {
    const auditId = await draw();
    await database.ownerQuery("ALTER TABLE study_audit DISABLE TRIGGER history");
    await database.ownerQuery(
      "UPDATE study_audit SET population = jsonb_set(population, '{0,1}', '7') WHERE id = $1",
      [auditId],
    );
    await database.ownerQuery("ALTER TABLE study_audit ENABLE TRIGGER history");
    expect((await redraw(prisma, auditId)).isSamePopulation).toBe(false);
  });

  it("drawn twice by the same form is one, also at the same time", async () => {
    const plan = planOf();
    const answers = await Promise.all(
      [1, 2].map(() => inTransaction((tx) => drawAudit(tx, plan, clerk, now))),
    );
    expect(answers).toEqual([
      { ok: true, auditId: plan.auditId },
      { ok: true, auditId: plan.auditId },
    ]);
    expect(await prisma.studyAudit.count({ where: { id: plan.auditId } })).toBe(1);
  });

  it("is refused where there are not so many, or where the period ends before it begins", async () => {
    const few = await inTransaction((tx) => drawAudit(tx, planOf({ size: 25 }), clerk, now));
    expect(few).toMatchObject({
      ok: false,
      refusals: [{ code: "study-audit.too-few", facts: { found: 24 } }],
    });
    const back = await inTransaction((tx) => drawAudit(tx, planOf({ lastOn: "2025-12-31" }), clerk, now));
    expect(codes(back)).toEqual(["study-audit.period"]);
  });

  it("is of the entries as they stood at the cut-off", async () => {
    const scope = {
      unitIds: [urban],
      fromOn: "2026-03-01",
      toOn: "2026-03-04",
      modes: STUDY_MODES,
      states: ["accepted"],
    } as const;
    const at = (cutOffAt: Date) => populationOf(prisma, { ...scope, cutOffAt });
    expect(await at(new Date("2026-03-09T00:00:00Z"))).toHaveLength(0);
    expect(await at(now)).toHaveLength(16);
    const waiting = { ...scope, states: ["confirmed" as const], cutOffAt: new Date("2026-03-09T00:00:00Z") };
    expect(await populationOf(prisma, waiting)).toHaveLength(16);
  });

  it("weighs the same file of two people, and says so beside the record", async () => {
    const [one, two] = await prisma.studyRecord.findMany({
      where: { unitId: market },
      orderBy: { id: "asc" },
      take: 2,
    });
    await database.ownerQuery(
      "INSERT INTO stored_file (hash, media_type, bytes, purpose, key_id, created_at) VALUES ('same', 'image/png', 1, 'evidence', 'k', now())",
    );
    const file = {
      id: "",
      hash: "same",
      name: "a.png",
      mediaType: "image/png",
      bytes: 1,
      width: 1,
      height: 1,
    };
    for (const row of [one!, two!])
      await inTransaction((tx) =>
        attachFiles(
          tx,
          { recordId: row.id, personId: row.personId, unitId: market },
          [file],
          clerk,
          submittedAt,
        ),
      );
    const auditId = await draw({ method: "weighted", size: 23 });
    const sample = await sampleOf(prisma, auditId, today);
    const drawnTwo = sample.filter(({ recordId }) => [one!.id, two!.id].includes(recordId));
    expect(drawnTwo.map(({ signals, weight }) => ({ signals, weight }))).toEqual([
      { signals: ["shared-file", "round-minutes"], weight: 8 },
      { signals: ["shared-file", "round-minutes"], weight: 8 },
    ]);
    expect(new Set(sample.map(({ weight }) => weight))).toEqual(new Set([8, 4]));
    expect((await redraw(prisma, auditId)).isSame).toBe(true);
  });
});

describe("a verdict", () => {
  it("is not given by who studied, nor by who entered or accepted it: the tables say so too", async () => {
    const auditId = await draw();
    const { personId } = await sampled(auditId, 1);
    const own = { accountId: await account("own", personId), personId };
    expect(codes(await judge(auditId, 1, {}, own))).toEqual(["study-audit.own"]);
    expect(codes(await judge(auditId, 1, {}, { accountId: clerk, personId: null }))).toEqual([
      "study-audit.handled",
    ]);
    expect(codes(await judge(auditId, 1, {}, { accountId: checker, personId: null }))).toEqual([
      "study-audit.handled",
    ]);
    for (const byId of [own.accountId, clerk, checker])
      await expect(
        prisma.studyAuditVerdict.create({
          data: { id: newId(), auditId, place: 1, facts: "", byId, at: now },
        }),
      ).rejects.toThrow("study_audit_verdict_by_another");
  });

  it("of a finding says the facts; the same again is harmless, another replaces what its writer saw", async () => {
    const auditId = await draw();
    expect(codes(await judge(auditId, 1, { ...found, facts: "" }))).toEqual(["study-audit.facts-missing"]);
    expect(await judge(auditId, 1, found)).toEqual({ ok: true });
    expect(await judge(auditId, 1, found)).toEqual({ ok: true });
    expect(await verdictsOn(prisma, { auditId, place: 1 })).toHaveLength(1);
    expect(codes(await judge(auditId, 1, {}, second))).toEqual(["study-audit.decided-meanwhile"]);
    const { verdictId } = await sampled(auditId, 1);
    expect(await judge(auditId, 1, { seenId: verdictId }, second)).toEqual({ ok: true });
    expect(await sampled(auditId, 1)).toMatchObject({ state: "in-order", kind: null });
  });

  it("of two people at once is one, and the other is told", async () => {
    const auditId = await draw();
    const answers = await Promise.all([judge(auditId, 1, found), judge(auditId, 1, {}, second)]);
    expect(answers.map(codes).sort()).toEqual([[], ["study-audit.decided-meanwhile"]]);
    expect(await verdictsOn(prisma, { auditId, place: 1 })).toHaveLength(1);
  });

  it("stands once the unit has to put it right", async () => {
    const auditId = await draw();
    await judge(auditId, 1, found);
    const { verdictId: seenId } = await sampled(auditId, 1);
    await inTransaction((tx) =>
      demandRectification(tx, { auditId, place: 1, demand: "补签退记录", workingDays: 5 }, looks, now),
    );
    expect(codes(await judge(auditId, 1, { seenId }, second))).toEqual(["study-audit.acted-on"]);
  });
});

describe("a rectification", () => {
  const demanded = async (workingDays = 5) => {
    const auditId = await draw();
    await judge(auditId, 1, found);
    const answer = await inTransaction((tx) =>
      demandRectification(tx, { auditId, place: 1, demand: "补签退记录", workingDays }, looks, now),
    );
    if (!answer.ok) throw new Error(codes(answer).join());
    return answer.rectificationId;
  };
  const step = (
    rectificationId: string,
    taken: "reported" | "accepted" | "sent-back",
    by: string,
    statement = "已补",
  ) =>
    inTransaction((tx) =>
      takeRectificationStep(tx, { rectificationId, step: taken, statement, reference: "" }, by, now),
    );

  it("is due in working days, reported by the unit, sent back, and accepted by another than who reported", async () => {
    const id = await demanded();
    expect(await findRectification(prisma, id, today)).toMatchObject({
      dueOn: "2026-11-27",
      state: "demanded",
    });
    expect((await findRectification(prisma, id, "2026-11-27"))!.isLate).toBe(false);
    expect((await findRectification(prisma, id, "2026-11-28"))!.isLate).toBe(true);
    expect(codes(await step(id, "accepted", looks.accountId))).toEqual(["rectification.step-impossible"]);
    expect(codes(await step(id, "reported", clerk, ""))).toEqual(["rectification.statement-missing"]);
    expect(await step(id, "reported", clerk)).toEqual({ ok: true });
    expect(await step(id, "reported", clerk)).toEqual({ ok: true });
    expect(codes(await step(id, "accepted", clerk))).toEqual(["rectification.own-report"]);
    await expect(
      prisma.studyRectificationStep.create({
        data: { rectificationId: id, step: "accepted", byId: clerk, at: now },
      }),
    ).rejects.toThrow("study_rectification_step_by_two");
    expect(await step(id, "sent-back", looks.accountId, "缺签退")).toEqual({ ok: true });
    expect(await step(id, "reported", clerk, "又补")).toEqual({ ok: true });
    expect(await step(id, "accepted", second.accountId, "")).toEqual({ ok: true });
    expect((await findRectification(prisma, id, "2027-01-01"))!.isLate).toBe(false);
  });

  it("accepted and sent back at once is one of them", async () => {
    const id = await demanded();
    await step(id, "reported", clerk);
    const answers = await Promise.all([
      step(id, "accepted", looks.accountId),
      step(id, "sent-back", second.accountId),
    ]);
    expect(answers.map(codes).sort()).toEqual([[], ["rectification.step-impossible"]]);
  });

  it("says what is wrong with the demand", async () => {
    const auditId = await draw();
    const demand = (text: string, workingDays: number) =>
      inTransaction((tx) =>
        demandRectification(tx, { auditId, place: 1, demand: text, workingDays }, looks, now),
      );
    expect(codes(await demand("补", 5))).toEqual(["study-audit.no-finding"]);
    await judge(auditId, 1, found);
    expect(codes(await demand("", 0))).toEqual(["rectification.demand-missing", "rectification.days"]);
    expect(codes(await demand("补", Number.NaN))).toEqual(["rectification.days"]);
  });
});

describe("scenario 15", () => {
  it("two of twenty are false: reversed by correcting entries of two people, and the unit's figures show it", async () => {
    const auditId = await draw();
    const places = (await sampleOf(prisma, auditId, today))
      .filter(({ unitId }) => unitId === urban)
      .map(({ place }) => place);
    const [first, other] = places as [number, number];
    for (let place = 1; place <= 20; place += 1)
      expect(await judge(auditId, place, [first, other].includes(place) ? forged : {})).toEqual({ ok: true });
    const { personId, recordId } = await sampled(auditId, first);
    const before = (await studyStanding(prisma, [personId], 2026, today)).get(personId)![0]!;
    for (const place of [first, other]) {
      const at = { auditId, place };
      expect(await inTransaction((tx) => proposeReversal(tx, at, looks, now))).toEqual({ ok: true });
      expect(await inTransaction((tx) => proposeReversal(tx, at, looks, now))).toEqual({ ok: true });
      const decide = (by: typeof looks, approved = true) =>
        inTransaction((tx) => decideReversal(tx, { ...at, approved, reason: "-" }, by, now));
      expect(codes(await decide(looks))).toEqual(["misconduct.own-entry"]);
      expect(codes(await decide(looks, false))).toEqual(["misconduct.own-entry"]);
      expect((await sampled(auditId, place)).isReversed).toBe(false);
      expect(await decide(second)).toEqual({ ok: true });
      expect(await decide(second)).toEqual({ ok: true });
    }
    expect(await sampled(auditId, first)).toMatchObject({ isReversed: true, misconduct: "confirmed" });
    const entry = await prisma.misconduct.findFirstOrThrow({ where: { personId } });
    expect(entry).toMatchObject({
      ...{ kind: "signed-by-another", source: "临司督〔2026〕12号", studyRecordId: recordId },
      ...{ recordedById: looks.accountId, decidedById: second.accountId },
    });
    const reversal = await prisma.studyRecord.findFirstOrThrow({ where: { reversesId: recordId } });
    expect(reversal.reversalGround).toBe("false-record");
    const after = (await studyStanding(prisma, [personId], 2026, today)).get(personId)![0]!;
    expect(after.minutes.credited).toBe(before.minutes.credited - 180);

    const sample = await sampleOf(prisma, auditId, today);
    expect(figuresOf(sample, today)).toMatchObject({
      ...{ sampled: 20, byState: { unseen: 0, "in-order": 18, finding: 2 }, findingPercent: 10, false: 2 },
      ...{ reversed: 2, reversedMinutes: 360, misconduct: 2 },
    });
    const [worst] = figuresByUnit(sample, today);
    expect(worst).toMatchObject({ unitId: urban, figures: { reversedMinutes: 360, misconduct: 2 } });
    const year = { unitIds: [urban], fromOn: "2026-01-01", toOn: "2027-01-01" } as const;
    expect(
      figuresOf(
        (await sampledIn(prisma, year, today)).filter((row) => row.auditId === auditId),
        today,
      ),
    ).toMatchObject({ false: 2, reversedMinutes: 360 });
    const told = await prisma.auditEvent.findMany({ where: { personId }, select: { type: true } });
    expect(told.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["study-audit.found", "misconduct.confirmed", "study-record.reversal-entered"]),
    );
  });

  it("the second may refuse: the record counts on, and no misconduct stands", async () => {
    const auditId = await draw({ unitIds: [market], size: 8 });
    const at = { auditId, place: 1 };
    expect(codes(await inTransaction((tx) => proposeReversal(tx, at, looks, now)))).toEqual([
      "study-audit.not-false",
    ]);
    await judge(auditId, 1, forged);
    expect(
      codes(
        await inTransaction((tx) => decideReversal(tx, { ...at, approved: true, reason: "" }, second, now)),
      ),
    ).toEqual(["study-audit.no-reversal"]);
    await inTransaction((tx) => proposeReversal(tx, at, looks, now));
    const refuse = (reason: string) =>
      inTransaction((tx) => decideReversal(tx, { ...at, approved: false, reason }, second, now));
    expect(codes(await refuse(""))).toEqual(["study-record.reason-missing"]);
    expect(await refuse("有当日签到照片")).toEqual({ ok: true });
    expect(await sampled(auditId, 1)).toMatchObject({ isReversed: false, misconduct: "refused" });
    const { misconductId } = await sampled(auditId, 1);
    expect(
      codes(
        await inTransaction((tx) =>
          decideMisconduct(tx, { misconductId: misconductId!, decision: "confirmed" }, second, now),
        ),
      ),
    ).toEqual(["misconduct.decided"]);
  });

  it("approved and refused at once is one of them", async () => {
    const third = { accountId: await account("third"), personId: null };
    const auditId = await draw({ unitIds: [market], size: 8, seed: "another" });
    const free = (await sampleOf(prisma, auditId, today)).find(({ reversalId }) => reversalId === null)!;
    const at = { auditId, place: free.place };
    await judge(auditId, free.place, forged);
    await inTransaction((tx) => proposeReversal(tx, at, looks, now));
    const decide = (by: typeof looks, approved: boolean) =>
      inTransaction((tx) => decideReversal(tx, { ...at, approved, reason: "-" }, by, now));
    const answers = await Promise.all([decide(second, true), decide(third, false)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const { isReversed, misconduct } = await sampled(auditId, free.place);
    expect([isReversed, misconduct]).toEqual(answers[0]!.ok ? [true, "confirmed"] : [false, "refused"]);
  });
});

describe("a supervision notice", () => {
  const drafted = async (number: string) => {
    const auditId = await draw();
    await judge(auditId, 1, found);
    const { verdictId, unitId } = await sampled(auditId, 1);
    const notice = {
      ...{ noticeId: newId(), number, unitId, demand: "立即整改", workingDays: 10 },
      ...{ ground: "study-audit" as const, auditId, verdictIds: [verdictId!] },
    };
    const answer = await inTransaction((tx) => draftNotice(tx, notice, clerk, now));
    if (!answer.ok) throw new Error(codes(answer).join());
    return notice;
  };
  const take = (
    noticeId: string,
    taken: "withdrawn" | "sent-back" | "closed",
    by: string,
    statement = "说明",
  ) => inTransaction((tx) => takeNoticeStep(tx, { noticeId, step: taken, statement }, by, now));
  const reply = (noticeId: string, by: string, statement = "已整改", bytes?: Buffer) =>
    inTransaction((tx) =>
      replyToNotice(
        tx,
        { noticeId, statement, reference: "", uploads: bytes ? [{ name: "../../a.pdf", bytes }] : [] },
        by,
        now,
      ),
    );
  const pdf = Buffer.from("%PDF-1.7\n%%EOF\n");

  it("is issued by another than who drafted it, and its paper is kept", async () => {
    const { noticeId } = await drafted("临司督办〔2026〕1号");
    expect(await findNotice(prisma, noticeId, { drafts: false }, today)).toBeNull();
    expect(codes(await inTransaction((tx) => issueNotice(tx, noticeId, clerk, now)))).toEqual([
      "supervision-notice.own",
    ]);
    expect(await inTransaction((tx) => issueNotice(tx, noticeId, second.accountId, now))).toEqual({
      ok: true,
    });
    expect(await inTransaction((tx) => issueNotice(tx, noticeId, second.accountId, now))).toEqual({
      ok: true,
    });
    const notice = (await findNotice(prisma, noticeId, { drafts: false }, today))!;
    expect(notice).toMatchObject({ state: "issued", dueOn: "2026-12-04", findings: [{ place: 1 }] });
    expect(notice.fileHash).toMatch(/^[0-9a-f]{64}$/);
    expect(codes(await take(noticeId, "withdrawn", clerk))).toEqual(["supervision-notice.step-impossible"]);
  });

  it("is answered, sent back, answered again and closed; what is no file is refused whole", async () => {
    const { noticeId } = await drafted("临司督办〔2026〕2号");
    await inTransaction((tx) => issueNotice(tx, noticeId, second.accountId, now));
    expect(codes(await reply(noticeId, clerk, ""))).toEqual(["supervision-notice.statement-missing"]);
    expect(codes(await reply(noticeId, clerk, "好", Buffer.from("MZ")))).toEqual(["study-file.unreadable"]);
    expect(await reply(noticeId, clerk, "好", pdf)).toEqual({ ok: true });
    const [file] = (await findNotice(prisma, noticeId, { drafts: false }, today))!.steps.at(-1)!.files;
    expect(file!.name).toBe("a.pdf");
    expect(codes(await take(noticeId, "closed", clerk))).toEqual(["supervision-notice.own"]);
    expect(codes(await take(noticeId, "sent-back", looks.accountId, ""))).toEqual([
      "supervision-notice.statement-missing",
    ]);
    const both = await Promise.all([
      take(noticeId, "sent-back", looks.accountId),
      take(noticeId, "closed", second.accountId),
    ]);
    expect(both.map(codes).sort()).toEqual([[], ["supervision-notice.step-impossible"]]);
  });

  it("is noted as overdue once, whoever asks and how often", async () => {
    const { noticeId } = await drafted("临司督办〔2026〕3号");
    await inTransaction((tx) => issueNotice(tx, noticeId, second.accountId, now));
    const late = (on: "2026-12-04" | "2026-12-05") =>
      inTransaction((tx) => noteLateNotices(tx, on, new Date(`${on}T04:00:00Z`)));
    await late("2026-12-04");
    expect((await findNotice(prisma, noticeId, { drafts: false }, "2026-12-04"))!.isLate).toBe(false);
    await Promise.all([late("2026-12-05"), late("2026-12-05")]);
    await late("2026-12-05");
    const notice = (await findNotice(prisma, noticeId, { drafts: false }, "2026-12-05"))!;
    expect(notice).toMatchObject({ isLate: true, state: "issued" });
    expect(notice.steps.filter(({ step }) => step === "overdue")).toHaveLength(1);
    expect(
      await prisma.auditEvent.count({ where: { type: "supervision-notice.overdue", subjectId: noticeId } }),
    ).toBe(1);
    expect(await reply(noticeId, clerk)).toEqual({ ok: true });
  });

  it("has a number of its own until it is withdrawn, also where two draft at once", async () => {
    const plan = (noticeId: string) => ({
      ...{ noticeId, number: "同号", unitId: urban, demand: "编制计划", workingDays: 5 },
      ...{ ground: "no-plan" as const, year: 2026 },
    });
    const [a, b] = [newId(), newId()];
    const answers = await Promise.all(
      [a, b].map((id) => inTransaction((tx) => draftNotice(tx, plan(id), clerk, now))),
    );
    expect(answers.map(codes).sort()).toEqual([[], ["supervision-notice.number-taken"]]);
    const standing = answers[0]!.ok ? a : b;
    expect(await take(standing, "withdrawn", clerk)).toEqual({ ok: true });
    expect(await inTransaction((tx) => draftNotice(tx, plan(newId()), clerk, now))).toMatchObject({
      ok: true,
    });
  });

  it("lists only findings that stand about the unit", async () => {
    const auditId = await draw();
    await judge(auditId, 1, found);
    const { verdictId, unitId } = await sampled(auditId, 1);
    const notice = {
      ...{
        noticeId: newId(),
        number: "别的单位",
        demand: "-",
        workingDays: 5,
        ground: "study-audit" as const,
      },
      ...{ auditId, verdictIds: [verdictId!], unitId: unitId === urban ? market : urban },
    };
    expect(codes(await inTransaction((tx) => draftNotice(tx, notice, clerk, now)))).toEqual([
      "supervision-notice.no-findings",
    ]);
  });
});
