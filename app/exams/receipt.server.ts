/** The receipt of an attempt that was handed in, as the candidate and the office see it. Holds no key and no mark. */
import { rowsOf, type Tx } from "~/db.server";
import { env } from "~/env.server";
import { keyById, keysOf } from "~/keys.server";
import { type PublicKey, publicKeyOf, type SignedFile } from "~/signed-file";
import { Prisma } from "../../prisma/generated/client";
import type { SubmittedBy } from "./attempt";
import { replayed, type Step, type StepKind } from "./attempt-chain";
import type { PaperSection } from "./paper";
import { answerSheetOf } from "./paper.server";
import { receiptChecksum } from "./receipt";
import { signReceipt } from "./signed-receipt";

export type Receipt = {
  attemptId: string;
  /** Without one it was a rehearsal: it has no id and no title. */
  exam: { id: string; title: string } | null;
  receiptNumber: string;
  startedAt: Date;
  submittedAt: Date;
  submittedBy: SubmittedBy;
  checksum: string;
  /** Hash of the hand-in's step, in hexadecimal, and the key of the ring that vouches for it. */
  ledgerHash: string;
  keyId: string;
  sections: PaperSection[];
  /** By slot number; true-false labels are T and F; nothing chosen is an empty list. */
  answers: { number: number; labels: string[] }[];
  /** The process log: take-overs, what the invigilator did and what came too late, beside start and hand-in. */
  log: { at: Date; kind: StepKind; slot: number | null; minutes: number | null }[];
  /** How often the page of the exam went out of sight. */
  leavings: number;
  /** Receipts of hand-ins that were reopened: true for what they said, superseded by this one. Oldest first. */
  earlier: { receiptNumber: string; submittedAt: Date; checksum: string }[];
};

type ReceiptRow = Pick<Receipt, "exam" | "startedAt" | "submittedBy" | "leavings"> & {
  lastHash: Uint8Array;
  answers: Record<string, string[]>;
  /** Of its ledger all but answers and flags, oldest first. */
  steps: { kind: StepKind; slot: number | null; receivedAt: string; answer: unknown; hash: string }[];
};

/** Null: no such attempt of this person, or not handed in yet. */
export async function receiptOf(
  tx: Tx,
  { attemptId, personId }: { attemptId: string; personId: string },
): Promise<Receipt | null> {
  const [attempt] = await rowsOf<ReceiptRow>(
    tx,
    Prisma.sql`/* prepared as receipt */
    SELECT a.started_at AS "startedAt", a.submitted_by AS "submittedBy", a.last_hash AS "lastHash", a.answers,
      CASE WHEN e.id IS NOT NULL THEN jsonb_build_object('id', e.id, 'title', e.title) END AS exam,
      (SELECT jsonb_agg(jsonb_build_object('kind', s.kind, 'slot', s.slot, 'receivedAt', s.received_at, 'answer', s.answer,
          'hash', encode(s.hash, 'hex')) ORDER BY s.id)
        FROM answer_step s WHERE s.attempt_id = a.id AND s.kind NOT IN ('answer', 'flag')) AS steps,
      (SELECT count(*)::int FROM page_leaving l WHERE l.attempt_id = a.id AND l.kind = 'left') AS leavings
    FROM attempt a LEFT JOIN registration r ON r.id = a.registration_id LEFT JOIN exam e ON e.id = r.exam_id
    WHERE a.id = ${attemptId}::uuid AND a.person_id = ${personId}::uuid AND a.state = 'submitted'`,
  );
  const sheet = attempt && (await answerSheetOf(tx, attemptId));
  if (!sheet) return null;
  const chain = attempt.steps.filter((step) => step.kind !== "late");
  const receipts = chain
    .filter((step) => step.kind === "submission")
    .map((step) => ({
      answer: step.answer,
      // Where the hand-in is the head of the ledger, the attempt itself vouches for it.
      hash: step === chain.at(-1) ? attempt.lastHash : Buffer.from(step.hash, "hex"),
    }))
    .map(receiptFrom(attemptId));
  const latest = receipts.at(-1)!;
  // What was accepted later counts, but had not arrived when this receipt was given.
  const wasAdded = attempt.steps.some((step) => step.kind === "late-accepted");
  const answers = wasAdded ? await answersAtHandIn(tx, attemptId) : attempt.answers;
  return {
    attemptId,
    exam: attempt.exam,
    ...latest,
    startedAt: attempt.startedAt,
    submittedBy: attempt.submittedBy,
    sections: sheet.sections,
    answers: sheet.slots.map(({ number }) => ({ number, labels: answers[String(number)] ?? [] })),
    log: attempt.steps.map(({ kind, slot, receivedAt, answer }) => ({
      at: new Date(receivedAt),
      kind,
      slot,
      minutes: minutesIn(answer),
    })),
    leavings: attempt.leavings,
    earlier: receipts
      .slice(0, -1)
      .map(({ receiptNumber, submittedAt, checksum }) => ({ receiptNumber, submittedAt, checksum })),
  };
}

/**
 * The receipt as a file to keep: signed with the key that vouched for it when the paper was handed in. `title`: of the
 * exam, or what a rehearsal is called.
 */
export function signedReceipt(receipt: Receipt, title: string, candidate: string): SignedFile {
  const { attemptId, exam, receiptNumber, submittedBy, ledgerHash } = receipt;
  const content = {
    issuer: env().publicUrl,
    attemptId,
    exam: { id: exam?.id ?? null, title },
    candidate,
    receiptNumber,
    startedAt: receipt.startedAt.toISOString(),
    submittedAt: receipt.submittedAt.toISOString(),
    submittedBy,
    answers: Object.fromEntries(receipt.answers.map(({ number, labels }) => [number, labels])),
    ledgerHash,
  };
  return signReceipt(content, keyById("receipts", receipt.keyId));
}

/** What signed receipts are checked with, every key that ever signed one. */
export const receiptPublicKeys = (): PublicKey[] => keysOf("receipts").map(publicKeyOf);

/** A hand-in as its step tells it: the hash covers every step up to it, whatever came after. */
const receiptFrom =
  (attemptId: string) =>
  ({ answer, hash }: { answer: unknown; hash: Uint8Array }) => {
    const said = answer as { receiptNumber: string; receiptKey: string; submittedAt: string };
    const { receiptNumber } = said;
    const submittedAt = new Date(said.submittedAt);
    const received = { attemptId, receiptNumber, submittedAt, lastHash: hash };
    const checksum = receiptChecksum(received, keyById("receipts", said.receiptKey).bytes);
    const ledgerHash = Buffer.from(hash).toString("hex");
    return { receiptNumber, submittedAt, checksum, ledgerHash, keyId: said.receiptKey };
  };

async function answersAtHandIn(tx: Tx, attemptId: string): Promise<Record<string, string[]>> {
  const steps = await tx.answerStep.findMany({ where: { attemptId }, orderBy: { id: "asc" } });
  const end = steps.findLastIndex((step) => step.kind === "submission");
  return replayed(steps.slice(0, end) as unknown as Step[]).answers;
}

function minutesIn(answer: unknown): number | null {
  const minutes = (answer as { minutes?: unknown } | null)?.minutes;
  return typeof minutes === "number" ? minutes : null;
}
