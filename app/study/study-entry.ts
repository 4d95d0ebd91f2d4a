/**
 * A study record as the rules of crediting look at it, and whose turn comes first where two want the same minute.
 * In: fields of the ledger. Out: questions about its status; an order that does not depend on who typed faster.
 */
import type { RulePack } from "~/rulebook/schema";
import {
  STUDY_CATEGORY_WORDS,
  STUDY_MODE_WORDS,
  type StudyCategoryWord,
  type StudyEvidenceWord,
  type StudyModeWord,
} from "~/rulebook/words";
import { isAccepted, isWaiting, type RecordStatus, type ReversalGround } from "~/study/record-state";

export const STUDY_MODES = STUDY_MODE_WORDS;
export type StudyMode = StudyModeWord;
export const STUDY_CATEGORIES = STUDY_CATEGORY_WORDS;
export type StudyCategory = StudyCategoryWord;

/** Accepted by legal affairs: it counts. */
export function isCredited(status: RecordStatus): boolean {
  return status !== "reversed" && isAccepted(status);
}

/** Handed in and not yet decided: it would count. */
export function isPending(status: RecordStatus): boolean {
  return status !== "reversed" && isWaiting(status);
}

export type StudyEntry = {
  id: string;
  mode: StudyMode;
  category: StudyCategory;
  organiserLevel: RulePack["study"]["organiserLevels"]["value"][number];
  startAt: Date;
  endAt: Date;
  /** Minutes of study inside the span: breaks, travel and the rest of a meeting are not in it. */
  minutes: number;
  status: RecordStatus;
  /** Of an exam's entry: which exam, so that a resit adds nothing (H12). */
  examId?: string | null;
  /** Where the person worked then: reports of units count by it (H19). */
  unitId?: string;
  /** Left out: not asked about. */
  evidenceKinds?: readonly StudyEvidenceWord[];
  acceptedAt?: Date | null;
  /** Of a reversed one: why. */
  reversedFor?: ReversalGround | null;
};

/** Accepted ones first; then by what the records say, and only then by their ids, which tell the order in which they were entered. */
export function byTurn(a: StudyEntry, b: StudyEntry): number {
  return (
    Number(isPending(a.status)) - Number(isPending(b.status)) ||
    a.startAt.getTime() - b.startAt.getTime() ||
    b.minutes - a.minutes ||
    b.endAt.getTime() - a.endAt.getTime() ||
    STUDY_MODES.indexOf(a.mode) - STUDY_MODES.indexOf(b.mode) ||
    STUDY_CATEGORIES.indexOf(a.category) - STUDY_CATEGORIES.indexOf(b.category) ||
    compared(a.organiserLevel, b.organiserLevel) ||
    compared(a.examId ?? "", b.examId ?? "") ||
    compared(String(a.evidenceKinds ?? ""), String(b.evidenceKinds ?? "")) ||
    (a.acceptedAt?.getTime() ?? 0) - (b.acceptedAt?.getTime() ?? 0) ||
    compared(a.id, b.id)
  );
}

const compared = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
