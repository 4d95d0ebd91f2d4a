import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { prisma } from "~/db.server";
import { replayed } from "~/exams/attempt-chain";
import { type Correction, markPaper, passMarkOn } from "~/exams/marking";
import { resultOf } from "~/exams/result.server";
import { useDatabase } from "../support/database";
import {
  clerk,
  commonest,
  decide,
  digestOf,
  foretold,
  itemOf,
  LATER,
  newKey,
  otherKey,
  propose,
  release,
  type Sat,
  satBy,
  voiding,
} from "./corrected-exam";
import { examHall, type Hall, paperSlots, planExam } from "./exam-hall";
import { stepsOf } from "./ledger";

// 答案更正: what was shown is what is done, by two people, from the ledgers, as often as need be.

await useDatabase();

let hall: Hall;
let proposer: Awaited<ReturnType<typeof clerk>>;
let decider: Awaited<ReturnType<typeof clerk>>;

beforeAll(async () => {
  hall = await examHall();
  proposer = await clerk();
  decider = await clerk();
}, 300_000);

const codes = (answer: { ok: boolean; refusals?: { code: string }[] }) =>
  answer.refusals?.map(({ code }) => code) ?? [];
const passedCount = (examId: string) =>
  prisma.qualificationPart.count({
    where: {
      supersededAt: null,
      attemptId: { in: examAttempts.get(examId)!.map(({ attemptId }) => attemptId) },
    },
  });
const examAttempts = new Map<string, Sat[]>();

async function sat(people: number): Promise<{ examId: string; attempts: Sat[] }> {
  const examId = await planExam(hall);
  const attempts: Sat[] = [];
  for (let number = 0; number < people; number += 1) attempts.push(await satBy(hall, examId, number));
  expect(await release(examId)).toEqual({ ok: true });
  examAttempts.set(examId, attempts);
  return { examId, attempts };
}

/** Every paper marked anew, with the bank's keys and what was decided last about each question. */
async function fromScratch(examId: string) {
  const exam = await prisma.exam.findUniqueOrThrow({ where: { id: examId } });
  const decided = await prisma.keyCorrection.findMany({
    where: { examId, decision: "approved" },
    orderBy: { id: "asc" },
  });
  const corrections = Object.fromEntries(
    decided.map(({ questionVersionId, treatment, key }) => [
      questionVersionId,
      { treatment, key } as Correction,
    ]),
  );
  const marks = new Map<string, { mark: number; fullMark: number; passed: boolean }>();
  for (const { attemptId } of examAttempts.get(examId)!) {
    const slots = await paperSlots(attemptId);
    const keys = await prisma.questionKey.findMany({
      where: { questionVersionId: { in: slots.map((slot) => slot.questionVersionId) } },
    });
    const keyOf = Object.fromEntries(keys.map(({ questionVersionId, key }) => [questionVersionId, key]));
    const { answers } = replayed(await stepsOf(attemptId));
    const { mark, fullMark } = markPaper(slots, keyOf, answers, "all-or-nothing", corrections);
    marks.set(attemptId, { mark, fullMark, passed: mark >= passMarkOn(exam, fullMark) });
  }
  return marks;
}

/** The question and another beside it. */
async function onOnePaper(examId: string, question: string): Promise<string[]> {
  for (const { attemptId } of examAttempts.get(examId)!) {
    const ids = (await paperSlots(attemptId)).map((slot) => slot.questionVersionId);
    const other = ids.find((id) => id !== question);
    if (ids.includes(question) && other) return [question, other];
  }
  throw new Error("on no paper");
}

async function standing(examId: string) {
  const rows = await prisma.marking.findMany({
    where: { supersededAt: null, attempt: { registration: { examId } } },
  });
  return new Map(
    rows.map(({ attemptId, mark, fullMark, passed }) => [attemptId, { mark, fullMark, passed }]),
  );
}

describe("after a hundred attempts", () => {
  it("the preview of another key equals the recomputation, and parts follow the marks", async () => {
    const { examId, attempts } = await sat(100);
    expect(attempts).toHaveLength(100);
    const question = await commonest(examId);
    const before = await standing(examId);
    const answer = await propose(
      examId,
      question,
      newKey(otherKey(await itemOf(examId, question))),
      proposer,
    );
    if (!answer.ok) throw new Error(codes(answer).join());
    expect(await standing(examId)).toEqual(before);
    const preview = await foretold(answer.correctionId);
    expect(preview.size).toBeGreaterThan(0);

    expect(await decide(examId, answer.correctionId, decider)).toEqual({ ok: true });
    const after = await standing(examId);
    for (const [attemptId, line] of preview) expect(after.get(attemptId)).toEqual(line);
    for (const [attemptId, mark] of before)
      if (!preview.has(attemptId)) expect(after.get(attemptId)).toEqual(mark);
    expect(after).toEqual(await fromScratch(examId));
    expect([...preview].some(([id, line]) => line.mark !== before.get(id)!.mark)).toBe(true);
    // The markings before are kept.
    expect(
      await prisma.marking.count({ where: { supersededAt: LATER, attempt: { registration: { examId } } } }),
    ).toBe(preview.size);
    expect(await passedCount(examId)).toBe([...after.values()].filter(({ passed }) => passed).length);
    const again = { type: "attempt.marked-again", subjectId: { in: [...preview.keys()] } };
    expect(await prisma.auditEvent.count({ where: again })).toBe(preview.size);
    // Every candidate concerned is told, with the ground.
    const [told] = preview.keys();
    const { personId } = attempts.find(({ attemptId }) => attemptId === told)!;
    expect(await resultOf(prisma, { attemptId: told!, personId }, LATER)).toMatchObject({
      changes: [{ treatment: "new-key", ground: "第十二条", markAfter: after.get(told!)!.mark }],
    });
  }, 600_000);
});

describe("two people", () => {
  let examId: string;
  let question: string;
  beforeAll(async () => {
    ({ examId } = await sat(8));
    question = await commonest(examId);
  }, 300_000);

  it("are refused with every reason, and the second is never the first", async () => {
    const nothing = await propose(examId, question, { wish: null, key: [], ground: " " }, proposer);
    expect(codes(nothing)).toEqual(["correction.wish-missing", "correction.ground-missing"]);
    const item = await itemOf(examId, question);
    expect(codes(await propose(examId, question, newKey(item.key), proposer))).toEqual([
      "correction.no-change",
    ]);
    expect(codes(await propose(examId, question, newKey(["no-such-option"]), proposer))).toContain(
      "correction.key-unknown",
    );
    const [candidate] = examAttempts.get(examId)!;
    const own = { ...proposer, personId: candidate!.personId };
    expect(codes(await propose(examId, question, voiding, own))).toEqual(["correction.sat"]);

    const answer = await propose(examId, question, voiding, proposer);
    if (!answer.ok) throw new Error(codes(answer).join());
    expect(codes(await propose(examId, question, voiding, decider))).toEqual(["correction.open"]);
    expect(codes(await decide(examId, answer.correctionId, proposer))).toEqual(["correction.same-person"]);
    const other = await decide(examId, answer.correctionId, decider, { digest: "0".repeat(64) });
    expect(codes(other)).toEqual(["correction.outdated"]);
    expect(await decide(examId, answer.correctionId, decider, { decision: "refused" })).toEqual({ ok: true });
    expect(await standing(examId)).toEqual(await fromScratch(examId));
    expect(codes(await decide(examId, answer.correctionId, decider))).toEqual(["correction.decided"]);
  });

  it("approving at once approve once", async () => {
    const answer = await propose(examId, question, voiding, proposer);
    if (!answer.ok) throw new Error(codes(answer).join());
    const digest = await digestOf(answer.correctionId);
    const third = await clerk();
    const decisions = await Promise.all(
      [decider, third, decider, third].map((by) => decide(examId, answer.correctionId, by, { digest })),
    );
    expect(decisions.filter(({ ok }) => ok)).toHaveLength(1);
    for (const refused of decisions.filter(({ ok }) => !ok))
      expect(codes(refused)).toEqual(["correction.decided"]);
    expect(await standing(examId)).toEqual(await fromScratch(examId));
    for (const attempt of examAttempts.get(examId)!)
      expect(
        await prisma.marking.count({ where: { attemptId: attempt.attemptId, supersededAt: null } }),
      ).toBe(1);
  });

  it("must look again when another correction has moved the same papers", async () => {
    const both = await onOnePaper(examId, question);
    const proposals: string[] = [];
    for (const id of both) {
      const item = await itemOf(examId, id);
      const answer = await propose(examId, id, newKey(otherKey(item)), proposer);
      if (!answer.ok) throw new Error(codes(answer).join());
      proposals.push(answer.correctionId);
    }
    const seen = await digestOf(proposals[1]!);
    expect(await decide(examId, proposals[0]!, decider)).toEqual({ ok: true });
    const stale = await decide(examId, proposals[1]!, decider, { digest: seen });
    expect(codes(stale)).toEqual(["correction.outdated"]);
    expect(await prisma.correctionRun.count({ where: { correctionId: proposals[1]! } })).toBe(2);
    expect(await decide(examId, proposals[1]!, decider)).toEqual({ ok: true });
    expect(await standing(examId)).toEqual(await fromScratch(examId));
  });

  it("cannot approve what was never computed, whatever the program does", async () => {
    const third = await commonest(examId, [question]);
    const answer = await propose(examId, third, voiding, proposer);
    if (!answer.ok) throw new Error(codes(answer).join());
    const forged = prisma.$executeRaw`
      UPDATE key_correction SET decision = 'approved', digest = 'forged', decided_by_id = ${decider.accountId}::uuid,
        decided_at = ${LATER} WHERE id = ${answer.correctionId}::uuid`;
    await expect(forged).rejects.toThrow(/key_correction_as_shown/);
    await decide(examId, answer.correctionId, decider, { decision: "refused" });
  });
});

describe("any sequence of corrections", () => {
  it("leaves the marks that marking from scratch gives", async () => {
    const { examId } = await sat(6);
    const acts = fc.array(
      fc.record({ nth: fc.nat(3), wish: fc.constantFrom("new-key", "void", "back"), approve: fc.boolean() }),
      { minLength: 1, maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(acts, async (sequence) => {
        for (const { nth, wish, approve } of sequence) {
          const known: string[] = [];
          for (let n = 0; n <= nth; n += 1) known.push(await commonest(examId, known));
          const question = known[nth]!;
          const item = await itemOf(examId, question);
          const proposal = wish === "void" ? voiding : newKey(wish === "back" ? item.key : otherKey(item));
          const answer = await propose(examId, question, proposal, proposer);
          if (!answer.ok) {
            expect(codes(answer)).toEqual(["correction.no-change"]);
            continue;
          }
          const decision = approve ? "approved" : "refused";
          expect((await decide(examId, answer.correctionId, decider, { decision })).ok).toBe(true);
          const now = await standing(examId);
          expect(now).toEqual(await fromScratch(examId));
          expect(await passedCount(examId)).toBe([...now.values()].filter(({ passed }) => passed).length);
        }
      }),
      { numRuns: 6 },
    );
  }, 300_000);
});

describe("marking with corrections", () => {
  it("takes a question out in integers, with the same share to pass, rounded up", () => {
    expect(passMarkOn({ passMark: 60, fullMark: 100 }, 100)).toBe(60);
    expect(passMarkOn({ passMark: 60, fullMark: 100 }, 97)).toBe(59);
    expect(passMarkOn({ passMark: 1, fullMark: 100 }, 1)).toBe(1);
  });
});
