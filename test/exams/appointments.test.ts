import fc from "fast-check";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import type { Role } from "~/access/permissions";
import { addDays, type DateOn } from "~/calendar";
import { proposeCandidate } from "~/casework/appointment-candidates.server";
import { readLetter, writeLetter } from "~/casework/appointment-letters.server";
import { inTransaction, prisma } from "~/db.server";
import { appointmentRefusals, outcomeOf, passHolds } from "~/exams/appointment";
import { findBatch, maySeeMarks } from "~/exams/appointment-list.server";
import { createBatch, enterBatch, withdrawCandidate } from "~/exams/appointments.server";
import { askExemption, grantExemption } from "~/exams/exemptions.server";
import { releaseResults } from "~/exams/release.server";
import { assignPerson } from "~/positions/assignments.server";
import { createPosition } from "~/positions/positions.server";
import { nationalPack } from "~/rulebook/packs/national";
import type { RegimeWord } from "~/rulebook/words";
import { smallBank } from "../questions/small-bank";
import { useDatabase } from "../support/database";
import { after, EARLY, examHall, type Hall, OPENS, officer, planExam, register } from "./exam-hall";
import { sat } from "./sat-paper";

await useDatabase();
let hall: Hall;
let proposer: string;
beforeAll(async () => {
  hall = await examHall(smallBank());
  proposer = await account("组织部");
});

let named = 0;
async function account(displayName: string): Promise<string> {
  named += 1;
  const entry = { loginName: `account-${named}`, displayName, personId: null, passwordHash: "-" };
  return inTransaction((tx) => createAccount(tx, entry, null, EARLY));
}

const PERSONNEL: Role[] = ["personnel-department"];
const CONGRESS: Role[] = ["congress-office"];
const RELEASED = after(400);
const codes = (answer: { ok: boolean; refusals?: { code: string }[] } | null) =>
  answer && !answer.ok ? answer.refusals!.map(({ code }) => code) : [];

const post = (regime: RegimeWord, unitId = hall.urban) =>
  inTransaction((tx) =>
    createPosition(tx, { unitId, title: "局长", family: `${regime}-appointed`, field: null }, null, EARLY),
  );
async function batchOf(regime: RegimeWord): Promise<string> {
  const batch = {
    ...{ regime, title: "任免案第一批", documentNumber: "临组〔2026〕9号", unitId: hall.root },
    ...{ dueOn: "2026-12-31" as DateOn, termEndsOn: "2027-03-01" as DateOn },
  };
  const answer = await inTransaction((tx) => createBatch(tx, batch, proposer, EARLY));
  if (!answer.ok) throw new Error(codes(answer).join());
  return answer.batchId;
}
const actor = () => ({ accountId: proposer, personId: null });
async function proposed(batchId: string, personId: string, positionId: string): Promise<string> {
  const answer = await inTransaction((tx) =>
    proposeCandidate(tx, { batchId, personId, positionId }, actor(), EARLY),
  );
  if (!answer?.ok) throw new Error(codes(answer).join());
  return answer.candidateId;
}
const examOf = (regime: RegimeWord, attemptsAllowed = 2, opensAt = OPENS) =>
  planExam(hall, {
    ...{ kind: "pre-appointment", part: null, regime, title: "任前法律知识考试", attemptsAllowed },
    ...{ minutes: 120, opensAt, closesAt: new Date(opensAt.getTime() + 300 * 60_000), lateEntryMinutes: 150 },
  });
const enter = (batchId: string, examId: string) =>
  inTransaction((tx) => enterBatch(tx, { batchId, examId }, proposer, EARLY));
const release = (examId: string, now = RELEASED) =>
  inTransaction((tx) => releaseResults(tx, examId, null, now));
const write = (
  batchId: string,
  candidateId: string,
  recipient: Parameters<typeof writeLetter>[1]["recipient"],
  roles: Role[],
) => inTransaction((tx) => writeLetter(tx, { batchId, candidateId, recipient }, roles, proposer, RELEASED));
const appoint = (personId: string, positionId: string, fromOn: DateOn = "2026-11-27", now = RELEASED) =>
  inTransaction((tx) => assignPerson(tx, { personId, positionId, fromOn, toOn: null }, null, now));

/** What a reader finds in a letter of one page. */
async function textOf(bytes: Uint8Array): Promise<string> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const { items } = await (await document.getPage(1)).getTextContent();
  expect(document.numPages).toBe(1);
  return items.flatMap((item) => ("str" in item ? [item.str] : [])).join("");
}

describe("a candidate of the people's congress who scores too little twice (scenario 13)", () => {
  it("is not submitted: the right recipients are told, nobody is appointed, and the marks are cut for everybody else", async () => {
    const batchId = await batchOf("congress");
    const positionId = await post("congress");
    const personId = await officer(hall.urban);
    const candidateId = await proposed(batchId, personId, positionId);
    const examId = await examOf("congress");
    expect(await enter(batchId, examId)).toMatchObject({ ok: true, registered: [personId] });
    await sat(examId, personId, 7);
    await sat(examId, personId, 6, after(30));
    expect(codes(await write(batchId, candidateId, "proposer", PERSONNEL))).toEqual([
      "appointment.no-result",
    ]);
    await release(examId);

    const seen = await findBatch(prisma, batchId, CONGRESS, RELEASED);
    expect(seen?.people[0]).toMatchObject({
      outcome: "failed",
      marks: [{ passed: false }, { passed: false }],
    });
    const cut = await findBatch(prisma, batchId, PERSONNEL, RELEASED);
    expect(cut?.people[0]).toMatchObject({ outcome: "failed", marks: [] });

    const told = await write(batchId, candidateId, "proposer", PERSONNEL);
    const scored = await write(batchId, candidateId, "chairpersons-meeting", CONGRESS);
    if (!told?.ok || !scored?.ok) throw new Error("not written");
    // Written again it is the same letter.
    expect(await write(batchId, candidateId, "proposer", PERSONNEL)).toEqual(told);
    // Nobody writes to a recipient who is not theirs, or whom the pack does not name.
    expect(await write(batchId, candidateId, "chairpersons-meeting", PERSONNEL)).toBeNull();
    expect(await write(batchId, candidateId, "personal-file", PERSONNEL)).toBeNull();

    const read = (letterId: string, roles: Role[]) =>
      inTransaction((tx) => readLetter(tx, letterId, async () => roles, proposer, RELEASED));
    const letter = await textOf((await read(told.letterId, PERSONNEL))!.bytes);
    expect(letter).toContain("不予提请");
    expect(letter).not.toContain("分（满分");
    const toMeeting = await textOf((await read(scored.letterId, CONGRESS))!.bytes);
    expect(toMeeting).toMatch(/主任会议.*分（满分 100 分）/s);
    expect(await read(scored.letterId, PERSONNEL)).toBeNull();
    expect(await read(told.letterId, CONGRESS)).toBeNull();
    expect(await prisma.auditEvent.count({ where: { personId, type: "appointment.letter-read" } })).toBe(2);

    const answer = await appoint(personId, positionId);
    expect(codes(answer)).toEqual(["appointment.pass-missing"]);
    expect(!answer.ok && answer.refusals[0]?.source).toMatchObject({ rule: "K17", article: "第十六条" });
  });
});

describe("appointing (K17)", () => {
  it("takes whoever passed: of the congress for every post until the term ends, of the party for the one proposed", async () => {
    const outcomes: Record<string, string[]> = {};
    for (const regime of ["congress", "party"] as const) {
      const batchId = await batchOf(regime);
      const [own, other] = [await post(regime), await post(regime, hall.market)];
      const personId = await officer(hall.urban);
      const candidateId = await proposed(batchId, personId, own);
      const examId = await examOf(regime);
      await enter(batchId, examId);
      await sat(examId, personId, "all");
      expect(codes(await appoint(personId, own))).toEqual(["appointment.pass-missing"]);
      await release(examId);
      expect((await findBatch(prisma, batchId, PERSONNEL, RELEASED))?.people[0]?.outcome).toBe("passed");
      outcomes[regime] = [
        (await appoint(personId, own)).ok ? "own" : "refused",
        codes(await appoint(personId, other)).join() || "other",
        codes(await appoint(personId, await post(regime), "2027-03-02")).join(),
      ];
      const owed = await prisma.appointmentCandidate.findUniqueOrThrow({
        where: { id: candidateId },
        include: { requirement: true },
      });
      expect(owed.requirement.state).toBe("met");
      // A pass of one regime never carries to a post of the other.
      const across = await post(regime === "congress" ? "party" : "congress");
      expect(codes(await appoint(personId, across))).toEqual(["appointment.pass-missing"]);
    }
    expect(outcomes).toEqual({
      congress: ["own", "other", "appointment.pass-lapsed"],
      party: ["own", "appointment.pass-missing", "appointment.pass-missing"],
    });
  });

  it("takes whoever was exempted by two people on a ground of the regime, and asks nothing of other posts", async () => {
    const batchId = await batchOf("congress");
    const positionId = await post("congress");
    const personId = await officer(hall.urban);
    const candidateId = await proposed(batchId, personId, positionId);
    const { requirementId } = await prisma.appointmentCandidate.findUniqueOrThrow({
      where: { id: candidateId },
    });
    const evidence = { bytes: Buffer.from("%PDF-1.7"), mediaType: "application/pdf", fileName: "成绩单.pdf" };
    const ask = (ground: "passed-in-term" | "same-level-transfer") =>
      inTransaction((tx) => askExemption(tx, { requirementId, ground, note: "", evidence }, proposer, EARLY));
    expect(codes(await ask("same-level-transfer"))).toEqual(["exemption.ground"]);
    const asked = await ask("passed-in-term");
    if (!asked?.ok) throw new Error("not asked");
    const second = await account("另一位");
    await inTransaction((tx) => grantExemption(tx, { exemptionId: asked.exemptionId }, second, EARLY));
    expect((await findBatch(prisma, batchId, PERSONNEL, RELEASED))?.people[0]?.outcome).toBe("exempt");
    expect((await appoint(personId, positionId)).ok).toBe(true);
    const desk = await inTransaction((tx) =>
      createPosition(tx, { unitId: hall.urban, title: "内勤", family: "other", field: null }, null, EARLY),
    );
    expect((await appoint(await officer(hall.urban), desk)).ok).toBe(true);
  });

  it("refuses whoever was withdrawn, where a pass holds for one proposal", async () => {
    const batchId = await batchOf("party");
    const positionId = await post("party");
    const personId = await officer(hall.urban);
    const candidateId = await proposed(batchId, personId, positionId);
    const examId = await examOf("party");
    await enter(batchId, examId);
    await sat(examId, personId, "all");
    await release(examId);
    const withdraw = (reason: string) =>
      inTransaction((tx) => withdrawCandidate(tx, { candidateId, reason }, proposer, RELEASED));
    expect(codes(await withdraw(""))).toEqual(["requirement.reason-missing"]);
    expect(await withdraw("另有任用")).toEqual({ ok: true });
    expect(await withdraw("另有任用")).toEqual({ ok: true });
    expect(codes(await appoint(personId, positionId))).toEqual(["appointment.pass-missing"]);
  });
});

describe("entering a batch", () => {
  it("is for candidates only, within the attempts of one proposal, and never for the other regime's exam", async () => {
    const batchId = await batchOf("party");
    const positionId = await post("party");
    const [first, second] = [await officer(hall.urban), await officer(hall.urban)];
    await proposed(batchId, first, positionId);
    await proposed(batchId, second, positionId);
    expect(await proposed(batchId, first, positionId)).toBeDefined();
    expect(await prisma.appointmentCandidate.count({ where: { batchId } })).toBe(2);
    expect(codes(await enter(batchId, await examOf("congress")))).toEqual(["appointment.exam-regime"]);

    const examId = await examOf("party");
    const stranger = await officer(hall.urban);
    const outsider = await register(examId, stranger, first);
    expect(outsider.refused.map(({ refusals }) => refusals[0]?.code)).toEqual([
      "registration.not-proposed",
      "registration.not-proposed",
    ]);
    const both = await Promise.all([enter(batchId, examId), enter(batchId, examId)]);
    expect(both.flatMap((answer) => (answer?.ok ? answer.registered : [])).sort()).toEqual(
      [first, second].sort(),
    );
    await sat(examId, first, 5);
    await release(examId);
    const listed = await findBatch(prisma, batchId, PERSONNEL, RELEASED);
    expect(listed?.people.map(({ outcome }) => outcome)).toEqual(["resit", "absent"]);

    // One of two attempts is used: an exam with two more is one too many, one with one is the resit.
    const tooMany = await enter(batchId, await examOf("party", 2, after(24 * 60)));
    if (!tooMany?.ok) throw new Error("refused");
    expect(tooMany.registered).toEqual([second]);
    expect(tooMany.refused.map(({ refusals }) => refusals.map(({ code }) => code))).toEqual([
      ["registration.proposal-attempts"],
    ]);
    const resit = await enter(batchId, await examOf("party", 1, after(48 * 60)));
    expect(resit?.ok && resit.registered.sort()).toEqual([first, second].sort());
  });

  it("refuses a post of the other regime, one's own nomination, and a batch without its term", async () => {
    const batchId = await batchOf("congress");
    const personId = await officer(hall.urban);
    const wrong = await inTransaction(async (tx) =>
      proposeCandidate(
        tx,
        { batchId, personId, positionId: await post("party") },
        { accountId: proposer, personId },
        EARLY,
      ),
    );
    expect(codes(wrong)).toEqual(["appointment.post-regime", "appointment.own"]);
    const batch = { regime: "congress" as const, title: "x", documentNumber: "x", unitId: hall.root };
    const made = await inTransaction((tx) =>
      createBatch(tx, { ...batch, dueOn: "2025-01-01", termEndsOn: null }, proposer, EARLY),
    );
    expect(codes(made)).toEqual(["appointment.due-past", "appointment.term-missing"]);
  });
});

describe("the rules", () => {
  const rules = nationalPack.preAppointment.congress;
  const attempt = (passed: boolean) => ({ mark: passed ? 80 : 50, fullMark: 100, passed });

  it("never let a failed candidate pass, nor anybody fail before the last attempt", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.boolean(), { maxLength: 3 }), { maxLength: 4 }), (papers) => {
        const released = papers.map((attempts) => ({ attempts: attempts.map(attempt) }));
        const outcome = outcomeOf(
          { isWithdrawn: false, isExempt: false, hasStandingPass: false, released },
          rules,
        );
        const all = papers.flat();
        expect(outcome === "passed").toBe(all.includes(true));
        if (outcome === "failed") expect(all.length).toBeGreaterThanOrEqual(rules.attempts.value);
        if (outcome === "waiting") expect(papers).toEqual([]);
      }),
    );
  });

  it("let a pass hold from its day to the last of its term, and refuse exactly where none holds", () => {
    fc.assert(
      fc.property(fc.integer({ min: -20, max: 400 }), fc.integer({ min: 0, max: 300 }), (asked, term) => {
        const passedOn: DateOn = "2026-05-10";
        const on = addDays(passedOn, asked);
        const pass = {
          regime: "congress" as const,
          positionId: "a",
          passedOn,
          termEndsOn: addDays(passedOn, term),
        };
        const holds = asked >= 0 && asked <= term;
        expect(passHolds(pass, "b", on, nationalPack)).toBe(holds);
        const refusals = appointmentRefusals(
          [pass],
          { regime: "congress", positionId: "b", on },
          nationalPack,
        );
        expect(refusals.length === 0).toBe(holds);
        expect(
          appointmentRefusals([pass], { regime: "party", positionId: "a", on }, nationalPack),
        ).toHaveLength(1);
      }),
    );
  });

  it("show marks to whom the pack names", () => {
    expect([maySeeMarks(CONGRESS, rules), maySeeMarks(PERSONNEL, rules)]).toEqual([true, false]);
    const { party } = nationalPack.preAppointment;
    expect([maySeeMarks(CONGRESS, party), maySeeMarks(PERSONNEL, party)]).toEqual([false, true]);
  });
});
