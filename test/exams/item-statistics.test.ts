import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import { saveAnswer } from "~/exams/answer.server";
import type { ExamFigures } from "~/exams/exam-figures";
import { examFigures, questionFigures } from "~/exams/item-figures.server";
import type { Tally } from "~/exams/item-statistics";
import { added, figuresOf } from "~/exams/item-statistics";
import { computeStatistics, examsToCompute } from "~/exams/item-statistics.server";
import { releaseResults } from "~/exams/release.server";
import { submitAttempt } from "~/exams/submission.server";
import { newId } from "~/ids";
import { useDatabase } from "../support/database";
import { after, DEVICE, examHall, type Hall, keyFor, OPENS, planExam, sitting } from "./exam-hall";
import {
  type Answered,
  heldExam,
  type MadeQuestion,
  madeBank,
  madeQuestion,
  type Sat,
  type Step,
} from "./marked-papers";
import { expectedOf } from "./statistics-reference";

// The figures of questions and exams: by hand, against a plain reference, and through the verbs.

const database = await useDatabase();
const NOW = after(60 * 24);
let hall: Hall;
let bankId: string;

beforeAll(async () => {
  hall = await examHall();
  bankId = await madeBank();
});

const compute = (examId: string) => inTransaction((tx) => computeStatistics(tx, examId, NOW));
const tallyOf = async (examId: string, { versionId }: MadeQuestion) => {
  const row = await prisma.itemTally.findUniqueOrThrow({
    where: { examId_questionVersionId: { examId, questionVersionId: versionId } },
  });
  return row.tally as unknown as Tally;
};
const wholeOf = async (examId: string) =>
  (await prisma.examStatistic.findUniqueOrThrow({ where: { examId } })).figures as unknown as ExamFigures;

const single = (key = "A", marks = 1) => madeQuestion(bankId, { type: "single-choice", key: [key], marks });
const chose = (question: MadeQuestion, ...chosen: string[]): Answered => ({
  question,
  order: question.optionIds,
  chosen,
});
let begun = 0;
const sat = (answers: Answered[], steps: Step[] = [], personId = newId()): Sat => ({
  personId,
  startedMs: begun++ * 1000,
  answers,
  steps,
});

describe("by hand", () => {
  it("a table of five people and four questions gives alpha 0.8 and a discrimination of 0.51", async () => {
    const questions = [await single(), await single(), await single(), await single()];
    const rows = [4, 3, 2, 1, 0].map((right) =>
      sat(questions.map((question, at) => chose(question, at < right ? "A" : "B"))),
    );
    const { examId } = await heldExam(hall, rows);
    expect(await compute(examId)).toBe(true);

    const whole = await wholeOf(examId);
    expect(whole).toMatchObject({ attempts: 5, fullMark: 4, mean: 2, median: 2 });
    // Marks 4 3 2 1 0: variance 2.5; questions 0.2 + 0.3 + 0.3 + 0.2: alpha = 4/3 · (1 − 1/2.5).
    expect(whole.reliability?.kind).toBe("alpha");
    expect(whole.reliability?.value).toBeCloseTo(0.8, 10);
    expect(whole.deviation).toBeCloseTo(Math.sqrt(2.5), 10);
    expect(whole.standardError).toBeCloseTo(Math.sqrt(0.5), 10);
    expect(whole.histogram).toEqual([1, 0, 1, 0, 0, 1, 0, 1, 0, 1]);

    const first = figuresOf(await tallyOf(examId, questions[0]!));
    expect(first.facility).toBeCloseTo(0.8, 10);
    // x 1 1 1 1 0 against the rest 3 2 1 0 0: 1.2 ÷ √(0.8 · 6.8).
    expect(first.discrimination).toBeCloseTo(1.2 / Math.sqrt(0.8 * 6.8), 10);
    expect([first.upper, first.lower]).toEqual([1, 0]);
    expect(first.guess).toBeCloseTo(0.25, 10);
  });

  it("where papers are drawn, questions of equal worth give KR-21", async () => {
    const pool = [await single(), await single(), await single(), await single(), await single()];
    // Four of five each, never the same: totals 4 3 2 1 0 of k = 4; KR-21 = 4/3 · (1 − M(k−M)/(k·v)), v with n − 1.
    const rows = [4, 3, 2, 1, 0].map((right, left) =>
      sat(pool.filter((_, at) => at !== left).map((question, at) => chose(question, at < right ? "A" : "B"))),
    );
    const { examId } = await heldExam(hall, rows);
    await compute(examId);
    const whole = await wholeOf(examId);
    expect(whole.reliability?.kind).toBe("drawn");
    // Error of a paper with x right of k: k · x(k−x)/(k(k−1)): (0 + 1 + 4/3 + 1 + 0) ÷ 5.
    expect(whole.reliability?.value).toBeCloseTo(1 - (1 + 4 / 3 + 1) / 5 / 2.5, 10);
  });

  it("options are counted as written, whatever the paper called them; multiple choice counts each", async () => {
    const one = await single("C");
    const several = await madeQuestion(bankId, { type: "multiple-choice", key: ["A", "B", "D"], marks: 4 });
    const order = ["D", "C", "B", "A"];
    const { examId } = await heldExam(
      hall,
      [
        sat([
          { question: one, order, chosen: ["C"] },
          { question: several, order, chosen: ["A", "D"] },
        ]),
        sat([{ question: one, order: ["B", "A", "D", "C"], chosen: ["B"] }, chose(several, "A", "B", "D")]),
        sat([
          { question: one, order, chosen: [] },
          { question: several, order, chosen: ["A", "C"] },
        ]),
      ],
      { policy: "half-when-incomplete" },
    );
    await compute(examId);
    const tally = await tallyOf(examId, several);
    // Totals 1 + 2, 0 + 4, 0 + 0: the second is best, the first in the middle.
    expect(tally.options).toEqual({ A: [1, 1, 1], B: [1, 0, 0], C: [0, 0, 1], D: [1, 1, 0] });
    expect(tally.shares).toBeCloseTo(0.5 + 1, 10);
    // 15 sets of options: the right one whole, its 6 true subsets half.
    expect(figuresOf(tally).guess).toBeCloseTo((1 + 6 * 0.5) / 15, 10);
    const ofOne = await tallyOf(examId, one);
    expect(ofOne.options).toEqual({ B: [1, 0, 0], C: [0, 1, 0] });
    expect(ofOne.unanswered).toEqual([0, 0, 1]);
  });

  it("what cannot be computed is nothing, and no number", async () => {
    const question = await single();
    const other = await single();
    const alone = await heldExam(hall, [sat([chose(question, "A"), chose(other, "A")])]);
    const allRight = await heldExam(
      hall,
      [1, 2, 3].map((n) => sat([chose(question, "A"), chose(other, n > 1 ? "A" : "B")])),
    );
    const onlyOne = await heldExam(hall, [sat([chose(question, "A")]), sat([chose(question, "B")])]);
    const empty = await heldExam(hall, []);
    for (const { examId } of [alone, allRight, onlyOne, empty]) await compute(examId);
    for (const { examId } of [alone, allRight, onlyOne])
      expect(figuresOf(await tallyOf(examId, question)).discrimination).toBeNull();
    expect((await wholeOf(alone.examId)).reliability).toBeNull();
    expect((await wholeOf(onlyOne.examId)).reliability).toBeNull();
    expect(await wholeOf(empty.examId)).toMatchObject({
      attempts: 0,
      mean: null,
      deviation: null,
      fullMark: 100,
    });
    const { discrimination } = await prisma.itemStatistic.findUniqueOrThrow({
      where: { questionVersionId: other.versionId },
    });
    expect(discrimination).toBeNull();
  });

  it("time is what passed since the step before, five minutes at most, and a late step is none", async () => {
    const [first, second, third] = [await single(), await single(), await single()];
    const step = (slot: number | null, seconds: number, kind: Step["kind"] = "answer"): Step => ({
      kind,
      slot,
      afterMs: seconds * 1000,
    });
    const answers = [chose(first!, "A"), chose(second!, "A"), chose(third!)];
    const { examId } = await heldExam(hall, [
      // First: 20 + 10 (flagged); second: 40 after a change of device; the late step gives third nothing.
      sat(answers, [
        step(1, 20),
        step(1, 10, "flag"),
        step(null, 600, "take-over"),
        step(2, 40),
        step(3, 5, "late"),
      ]),
      // First: a pause of an hour is five minutes; what is changed later is added.
      sat(answers, [step(1, 3600), step(2, 7), step(1, 11)]),
      sat(answers, [step(1, 12)]),
    ]);
    await compute(examId);
    expect((await tallyOf(examId, first!)).seconds).toEqual({ 30: 1, 311: 1, 12: 1 });
    expect(figuresOf(await tallyOf(examId, first!)).seconds).toEqual({
      mean: 353 / 3,
      median: 30,
      papers: 3,
    });
    expect((await tallyOf(examId, second!)).seconds).toEqual({ 40: 1, 7: 1 });
    expect(figuresOf(await tallyOf(examId, third!)).seconds).toBeNull();
  });
});

describe("what counts", () => {
  it("released and not cancelled exams, and of each person the first paper", async () => {
    const question = await single();
    const other = await single();
    const personId = newId();
    const papers = () => [
      sat([chose(question, "A"), chose(other, "B")], [], personId),
      sat([chose(question, "B"), chose(other, "A")], [], personId),
      sat([chose(question, "B"), chose(other, "B")]),
    ];
    const { examId } = await heldExam(hall, papers());
    const closed = await heldExam(hall, papers(), { acts: [] });
    const cancelled = await heldExam(hall, papers(), { acts: ["released", "cancelled"] });
    expect(await examsToCompute(prisma, 50)).toContain(examId);
    expect(await examsToCompute(prisma, 50)).not.toContain(cancelled.examId);
    expect(await compute(closed.examId)).toBe(false);
    expect(await compute(cancelled.examId)).toBe(false);
    expect(await compute(examId)).toBe(true);
    expect(await examsToCompute(prisma, 50)).not.toContain(examId);
    expect(await tallyOf(examId, question)).toMatchObject({ attempts: 2, shares: 1 });
    // A marking that another has superseded counts for nothing.
    const computed = async () => ({
      tally: await tallyOf(examId, question),
      figures: (await prisma.examStatistic.findUniqueOrThrow({ where: { examId } })).figures,
    });
    const standing = await computed();
    await database.ownerQuery(
      `INSERT INTO marking SELECT (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid(),
         'mark', 0, 'superseded_at', m.marked_at))).* FROM marking m JOIN attempt a ON a.id = m.attempt_id
       JOIN registration r ON r.id = a.registration_id WHERE r.exam_id = $1`,
      [examId],
    );
    expect(await compute(examId)).toBe(true);
    expect(await computed()).toEqual(standing);
    // Again changes nothing; older rules are made up for.
    const kept = () =>
      prisma.itemStatistic.findUniqueOrThrow({ where: { questionVersionId: question.versionId } });
    const before = await kept();
    await inTransaction((tx) => computeStatistics(tx, examId, after(60 * 25)));
    expect(await kept()).toEqual({ ...before, asOf: after(60 * 25) });
    await database.ownerQuery("UPDATE exam_statistic SET rules = 0 WHERE exam_id = $1", [examId]);
    expect(await examsToCompute(prisma, 50)).toContain(examId);
  });

  it("two exams and two versions add up; deviations are taken within each exam", async () => {
    const question = await single();
    const other = await single();
    const revised = await madeQuestion(bankId, {
      type: "single-choice",
      key: ["B"],
      marks: 1,
      before: question,
    });
    const easy = await heldExam(hall, [
      sat([chose(question, "A"), chose(other, "A")]),
      sat([chose(question, "A"), chose(other, "A")]),
    ]);
    const hard = await heldExam(hall, [
      sat([chose(question, "B"), chose(other, "B")]),
      sat([chose(question, "A"), chose(other, "B")]),
      sat([chose(question, "B"), chose(other, "A")]),
    ]);
    const later = await heldExam(hall, [sat([chose(revised, "B"), chose(other, "B")])]);
    for (const { examId } of [easy, hard, later]) await compute(examId);
    const found = await questionFigures(prisma, question.questionId);
    expect(found?.versions.map(({ number, exams, standsNow }) => [number, exams, standsNow])).toEqual([
      [2, 1, true],
      [1, 2, false],
    ]);
    expect(found?.versions[1]?.figures).toMatchObject({ attempts: 5, facility: 3 / 5 });
    // Between the exams the two go together; within them they do not.
    expect(found?.versions[1]?.figures.discrimination).toBeCloseTo(-0.5, 10);
    expect(found?.total).toMatchObject({ attempts: 6, facility: 4 / 6 });
  });

  it("a real exam: answered, handed in, released; its job computes it", async () => {
    const examId = await planExam(hall, { kind: "annual", part: null });
    const { personId, attemptId } = await sitting(hall, examId);
    const key = await keyFor(attemptId);
    for (const [index, labels] of key.slice(0, 5).entries())
      await saveAnswer(
        prisma,
        {
          attemptId,
          personId,
          device: DEVICE,
          epoch: 1,
          seq: index + 1,
          slot: index + 1,
          change: { answer: labels },
        },
        after(0, 30 * (index + 1)),
      );
    await inTransaction((tx) => submitAttempt(tx, { attemptId, personId }, null, after(20)));
    expect(await compute(examId)).toBe(false);
    const released = await inTransaction((tx) => releaseResults(tx, examId, null, after(121)));
    expect(released).toEqual({ ok: true });
    const jobs = await database.ownerQuery<{ data: { examId: string } }>(
      "SELECT data FROM pgboss.job WHERE name = 'item-statistics'",
    );
    expect(jobs.map(({ data }) => data)).toContainEqual({ examId });
    expect(await compute(examId)).toBe(true);
    const found = await examFigures(prisma, examId);
    expect(found?.items).toHaveLength(12);
    expect(found?.items.filter(({ facility }) => facility === 1)).toHaveLength(5);
    expect(found?.items.filter(({ medianSeconds }) => medianSeconds === 30)).toHaveLength(5);
    expect(found?.figures).toMatchObject({ attempts: 1, deviation: null });
    expect(OPENS < NOW).toBe(true);
  });
});

describe("the SQL against a plain reference", () => {
  it("over random small exams", async () => {
    const kinds = [
      { type: "single-choice", key: ["B"], marks: 2 },
      { type: "single-choice", key: ["D"], marks: 2 },
      { type: "multiple-choice", key: ["A", "C"], marks: 3 },
      { type: "multiple-choice", key: ["A", "B", "D"], marks: 4 },
      { type: "true-false", key: ["F"], marks: 2 },
      { type: "true-false", key: ["T"], marks: 1 },
    ] as const;
    const questions: MadeQuestion[] = [];
    for (const kind of kinds) questions.push(await madeQuestion(bankId, { ...kind, key: [...kind.key] }));

    const answer = (question: MadeQuestion) =>
      fc.record({
        question: fc.constant(question),
        order: fc.shuffledSubarray(question.optionIds, { minLength: question.optionIds.length }),
        chosen: fc.subarray(question.optionIds, { maxLength: question.type === "multiple-choice" ? 4 : 1 }),
      });
    const step = fc.record({
      kind: fc.constantFrom<Step["kind"]>("answer", "answer", "flag", "take-over", "late"),
      slot: fc.integer({ min: 1, max: 6 }),
      afterMs: fc.integer({ min: 0, max: 400_000 }),
    });
    const paper = (isWhole: boolean) =>
      fc.record({
        person: fc.integer({ min: 0, max: 8 }),
        startedMs: fc.integer({ min: 0, max: 3_000 }),
        answers: fc
          .shuffledSubarray(questions, { minLength: isWhole ? questions.length : 1 })
          .chain((chosen) => fc.tuple(...chosen.map(answer))),
        steps: fc.array(step, { maxLength: 8 }),
      });
    const exam = fc.boolean().chain((isWhole) =>
      fc.record({
        papers: fc.uniqueArray(paper(isWhole), { maxLength: 9, selector: ({ startedMs }) => startedMs }),
        policy: fc.constantFrom("all-or-nothing" as const, "half-when-incomplete" as const),
      }),
    );
    await fc.assert(
      fc.asyncProperty(exam, async ({ papers, policy }) => {
        const people = Array.from({ length: 9 }, () => newId());
        const rows = papers.map(({ person, steps, ...rest }) => ({
          ...rest,
          personId: people[person]!,
          // A slot that is not on the paper has no step, and taking over has no slot.
          steps: steps
            .filter(({ slot }) => slot <= rest.answers.length)
            .map((one) => (one.kind === "take-over" ? { ...one, slot: null } : one)),
        }));
        const { examId, marks } = await heldExam(hall, rows, { policy });
        await compute(examId);
        const expected = expectedOf(rows, marks, policy);
        const stored = await prisma.itemTally.findMany({ where: { examId } });
        expect(stored.map((row) => row.questionVersionId).sort()).toEqual([...expected.items.keys()].sort());
        for (const { questionVersionId, tally } of stored)
          expectClose(figuresOf(tally as unknown as Tally), expected.items.get(questionVersionId));
        const { fullMark: _, ...whole } = await wholeOf(examId);
        expectClose(whole, expected.whole);
      }),
      { numRuns: Number(process.env.STATISTICS_RUNS ?? 25) },
    );
    // What is kept for a question is the sum of what it got in every exam.
    for (const { versionId } of questions) {
      const tallies = await prisma.itemTally.findMany({ where: { questionVersionId: versionId } });
      const { facility, discrimination, attempts } = figuresOf(
        added(tallies.map(({ tally }) => tally as unknown as Tally)),
      );
      const kept = await prisma.itemStatistic.findUniqueOrThrow({ where: { questionVersionId: versionId } });
      expectClose({ facility, discrimination, attempts }, kept);
    }
  });
});

/** The members of `actual` as expected, numbers to nine digits, and no number that is none. */
function expectClose(actual: unknown, expected: unknown): void {
  if (typeof actual === "number") {
    expect(Number.isFinite(actual)).toBe(true);
    expect(actual).toBeCloseTo(expected as number, 9);
  } else if (actual !== null && typeof actual === "object") {
    for (const [name, value] of Object.entries(actual)) {
      const other = (expected as Record<string, unknown> | undefined)?.[name];
      if (value === null || other === null || other === undefined)
        expect({ [name]: value }).toEqual({ [name]: other });
      else expectClose(value, other);
    }
  } else expect(actual).toEqual(expected);
}
