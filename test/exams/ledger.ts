import { expect } from "vitest";
import { prisma } from "~/db.server";
import { firstBrokenStep, replayed, type Step } from "~/exams/attempt-chain";
import { markPaper } from "~/exams/marking";
import { paperSlots } from "./exam-hall";

/** What must hold of the ledger of any attempt, whatever happened to it. */

export type StoredStep = Step & { hash: Uint8Array };

export async function stepsOf(attemptId: string): Promise<StoredStep[]> {
  const rows = await prisma.answerStep.findMany({ where: { attemptId }, orderBy: { id: "asc" } });
  return rows as unknown as StoredStep[];
}

/** The chain is unbroken, and the attempt's own columns say what its steps say. */
export async function expectWholeLedger(attemptId: string): Promise<StoredStep[]> {
  const steps = await stepsOf(attemptId);
  const attempt = await prisma.attempt.findUniqueOrThrow({ where: { id: attemptId } });
  expect(firstBrokenStep(steps)).toBeNull();
  expect(replayed(steps)).toEqual({ answers: attempt.answers, flags: attempt.flags });
  const last = steps.filter(({ kind }) => kind !== "late").at(-1)!;
  expect(Buffer.from(last.hash).equals(attempt.lastHash)).toBe(true);
  return steps;
}

/** Handed in once and marked once, by the answers its steps tell. */
export async function expectMarkedOnce(attemptId: string): Promise<void> {
  const steps = await expectWholeLedger(attemptId);
  expect(steps.filter(({ kind }) => kind === "submission")).toHaveLength(1);
  const after = steps.slice(steps.findIndex(({ kind }) => kind === "submission") + 1);
  expect(after.filter(({ kind }) => kind !== "late")).toEqual([]);
  const slots = await paperSlots(attemptId);
  const keys = await prisma.questionKey.findMany({
    where: { questionVersionId: { in: slots.map((slot) => slot.questionVersionId) } },
  });
  const keyOf = Object.fromEntries(keys.map(({ questionVersionId, key }) => [questionVersionId, key]));
  const {
    mark,
    fullMark,
    slots: marked,
  } = markPaper(slots, keyOf, replayed(steps).answers, "all-or-nothing");
  expect(await prisma.marking.findMany({ where: { attemptId } })).toMatchObject([
    { mark, fullMark, slots: marked },
  ]);
  expect(await prisma.studyRecord.count({ where: { attemptId } })).toBe(1);
  for (const type of ["attempt.started", "attempt.submitted", "attempt.marked"])
    expect(await prisma.auditEvent.count({ where: { subjectId: attemptId, type } })).toBe(1);
}
