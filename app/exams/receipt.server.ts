/** The receipt of an attempt that was handed in, as the candidate and the office see it. Holds no key and no mark. */
import type { Tx } from "~/db.server";
import { keyById } from "~/keys.server";
import type { SubmittedBy } from "./attempt";
import type { StepKind } from "./attempt-chain";
import { candidateView, type PaperSection } from "./paper";
import { paperOf } from "./paper.server";
import { receiptChecksum } from "./receipt";

export type Receipt = {
  attemptId: string;
  examId: string;
  examTitle: string;
  receiptNumber: string;
  startedAt: Date;
  submittedAt: Date;
  submittedBy: SubmittedBy;
  checksum: string;
  sections: PaperSection[];
  /** By slot number; true-false labels are T and F; nothing chosen is an empty list. */
  answers: { number: number; labels: string[] }[];
  /** The process log: take-overs and what came too late, beside start and hand-in. */
  log: { at: Date; kind: StepKind; slot: number | null }[];
};

/** Null: no such attempt of this person, or not handed in yet. */
export async function receiptOf(
  tx: Tx,
  { attemptId, personId }: { attemptId: string; personId: string },
): Promise<Receipt | null> {
  const attempt = await tx.attempt.findFirst({
    where: { id: attemptId, personId, state: "submitted" },
    select: {
      startedAt: true,
      submittedAt: true,
      submittedBy: true,
      receiptNumber: true,
      lastHash: true,
      answers: true,
      registration: { select: { exam: { select: { id: true, title: true } } } },
      steps: {
        where: { kind: { in: ["started", "take-over", "late", "submission"] } },
        orderBy: { id: "asc" },
        select: { kind: true, slot: true, receivedAt: true, answer: true },
      },
    },
  });
  if (!attempt) return null;
  const submission = attempt.steps.find((step) => step.kind === "submission");
  const { receiptKey } = submission!.answer as { receiptKey: string };
  const { sections, slots } = candidateView(await paperOf(tx, attemptId));
  const answers = attempt.answers as Record<string, string[]>;
  const received = {
    attemptId,
    receiptNumber: attempt.receiptNumber!,
    submittedAt: attempt.submittedAt!,
    lastHash: attempt.lastHash,
  };
  return {
    attemptId,
    examId: attempt.registration.exam.id,
    examTitle: attempt.registration.exam.title,
    receiptNumber: received.receiptNumber,
    startedAt: attempt.startedAt,
    submittedAt: received.submittedAt,
    submittedBy: attempt.submittedBy as SubmittedBy,
    checksum: receiptChecksum(received, keyById("receipts", receiptKey).bytes),
    sections,
    answers: slots.map(({ number }) => ({ number, labels: answers[String(number)] ?? [] })),
    log: attempt.steps.map(({ kind, slot, receivedAt }) => ({
      at: receivedAt,
      kind: kind as StepKind,
      slot,
    })),
  };
}
