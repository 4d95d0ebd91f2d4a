import { beforeAll, expect, it } from "vitest";
import { prisma } from "~/db.server";
import { examsUsing, questionsUsed } from "~/exams/question-use.server";
import { useDatabase } from "../support/database";
import { after, examHall, planExam, sitting } from "./exam-hall";

await useDatabase();
let examId: string;
let drawn: string[];

beforeAll(async () => {
  const hall = await examHall();
  examId = await planExam(hall);
  await sitting(hall, examId);
  await sitting(hall, examId);
  const papers = await prisma.paper.findMany({ select: { questionIds: true } });
  const versions = await prisma.questionVersion.findMany({
    where: { id: { in: papers.flatMap(({ questionIds }) => questionIds) } },
    select: { questionId: true },
  });
  drawn = [...new Set(versions.map(({ questionId }) => questionId))].sort();
});

it("names the questions that stood on papers of the time asked for", async () => {
  expect(drawn.length).toBeGreaterThanOrEqual(12);
  expect((await questionsUsed(prisma, null, after(5))).sort()).toEqual(drawn);
  expect((await questionsUsed(prisma, 365, after(7))).sort()).toEqual(drawn);
  expect(await questionsUsed(prisma, 1, after(3 * 24 * 60))).toEqual([]);
});

it("names the exams of a question with how many papers held it", async () => {
  const uses = await Promise.all(drawn.map((id) => examsUsing(prisma, id)));
  expect(uses.flat().every((use) => use.examId === examId && use.papers <= 2)).toBe(true);
  expect(uses.flat().reduce((sum, { papers }) => sum + papers, 0)).toBe(24);
  const other = await prisma.question.findFirstOrThrow({ where: { id: { notIn: drawn } } });
  expect(await examsUsing(prisma, other.id)).toEqual([]);
});
