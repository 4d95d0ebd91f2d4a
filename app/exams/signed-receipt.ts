/**
 * 签名回执: what the server says it received, as a file that anybody can check without the server and without an account.
 * In: the content of a receipt, and a key of the ring. Out: a signed file.
 */
import { type SignedFile, signFile } from "~/signed-file";

export type ReceiptContent = {
  /** Address of the installation that received the paper. */
  issuer: string;
  attemptId: string;
  /** Without an id it was a rehearsal, which the title says, too. */
  exam: { id: string | null; title: string };
  /** The candidate's name as the register has it on the day of the hand-in. */
  candidate: string;
  receiptNumber: string;
  /** Instants, UTC. */
  startedAt: string;
  submittedAt: string;
  submittedBy: string;
  /** Question number to the labels chosen; a question left blank has an empty list. */
  answers: Record<string, string[]>;
  /** Checksum of the hand-in's step in the attempt's ledger, which covers every step before it. */
  ledgerHash: string;
};

export const signReceipt = (content: ReceiptContent, key: Parameters<typeof signFile>[2]): SignedFile =>
  signFile(content, "exam-receipt", key);
