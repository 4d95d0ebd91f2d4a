/** A candidate's result as far as it was released: the mark; questions, answers and keys only from when they may be seen. */
import { rowsOf, type Tx } from "~/db.server";
import { packVersion } from "~/rulebook/packs.server";
import { DISCLOSURE_WORDS } from "~/rulebook/words";
import { Prisma } from "../../prisma/generated/client";
import { type ResultChange, resultChanges } from "./correction-effects.server";
import { type Disclosure, objectionsCloseAt, showsAnswers } from "./disclosure";
import type { ExamKind } from "./exam";
import { passMarkOn, type SlotMark } from "./marking";
import type { AnswerType, SectionType } from "./paper";
import { paperOf } from "./paper.server";
import { type VoidReason, voidReasons } from "./violation-list.server";

export type Citation = { law: string; article: number; paragraph?: number; item?: number; version: string };
export type SectionResult = {
  type: SectionType;
  questions: number;
  right: number;
  unanswered: number;
  takenOut: number;
  mark: number;
  marks: number;
};
/** A question that did not get its full marks. */
export type LostSlot = Pick<SlotMark, "number" | "given" | "key"> & {
  type: AnswerType;
  stem: string;
  citations: Citation[];
  explanation: string;
};
export type Result = {
  attemptId: string;
  examId: string;
  examTitle: string;
  kind: ExamKind;
  receiptNumber: string;
  startedAt: Date;
  submittedAt: Date;
  releasedAt: Date;
  mark: number;
  fullMark: number;
  passMark: number;
  passed: boolean;
  /** Why it does not count; empty: it counts. */
  voidReasons: VoidReason[];
  policy: string;
  sections: SectionResult[];
  questions: number;
  /** Null while they may not be seen; then `answersAt` says from when on, null for never. */
  lost: LostSlot[] | null;
  answersAt: Date | null;
  objectionsCloseAt: Date;
  /** What was corrected after the release. */
  changes: ResultChange[];
  /** The study minutes the exam was entered with (H12); null for a resit. */
  studyMinutes: number | null;
};

/** Whether there is a result to show: handed in, marked, released. Everybody who comes from the receipt asks. */
export async function isReleased(
  tx: Tx,
  { attemptId, personId }: { attemptId: string; personId: string },
): Promise<boolean> {
  const found = await rowsOf(
    tx,
    Prisma.sql`/* prepared as is-released */
    SELECT 1 FROM attempt a JOIN registration r ON r.id = a.registration_id
    JOIN exam_act t ON t.exam_id = r.exam_id AND t.act = 'released'
    WHERE a.id = ${attemptId}::uuid AND a.person_id = ${personId}::uuid AND a.state = 'submitted'
      AND EXISTS (SELECT 1 FROM marking m WHERE m.attempt_id = a.id AND m.superseded_at IS NULL)`,
  );
  return found.length > 0;
}

/** The result of one's own attempt. Null before release, and for anyone else's attempt. */
export async function resultOf(
  tx: Tx,
  { attemptId, personId }: { attemptId: string; personId: string },
  now: Date,
): Promise<Result | null> {
  if (!(await isReleased(tx, { attemptId, personId }))) return null;
  const attempt = await tx.attempt.findFirst({
    where: { id: attemptId, personId },
    include: {
      markings: { where: { supersededAt: null } },
      registration: { select: { id: true, exam: { include: { acts: { where: { act: "released" } } } } } },
    },
  });
  const [marking] = attempt?.markings ?? [];
  const [release] = attempt?.registration?.exam.acts ?? [];
  if (!attempt?.registration || !marking || !release) return null;
  const { id: registrationId, exam } = attempt.registration;
  const { pack } = await packVersion(tx, exam.packVersionId);
  const voids = await voidReasons(tx, registrationId);
  const { mark, fullMark, passed, policy } = marking;
  const marked = marking.slots as unknown as SlotMark[];
  const closeAt = objectionsCloseAt(release.at, pack.results.objectionDays.value);
  const disclosure = disclosureOf(release.disclosure);
  const study = await tx.studyRecord.findUnique({ where: { attemptId }, select: { minutes: true } });
  return {
    attemptId,
    examId: exam.id,
    examTitle: exam.title,
    kind: exam.kind as ExamKind,
    receiptNumber: attempt.receiptNumber!,
    startedAt: attempt.startedAt,
    submittedAt: attempt.submittedAt!,
    releasedAt: release.at,
    mark,
    fullMark,
    passMark: passMarkOn(exam, fullMark),
    passed: passed && voids.length === 0,
    voidReasons: voids,
    policy,
    sections: await sectionsOf(tx, attemptId, marked),
    questions: marked.length,
    lost: showsAnswers(disclosure, closeAt, now) ? await lostSlots(tx, attemptId, marked) : null,
    answersAt: disclosure === "answers-after-objections" ? closeAt : null,
    objectionsCloseAt: closeAt,
    changes: await resultChanges(tx, { examId: exam.id, attemptId, since: release.at }, marked),
    studyMinutes: study?.minutes ?? null,
  };
}

/** Releases from before this was asked showed everything. */
export function disclosureOf(stored: string | null): Disclosure {
  return DISCLOSURE_WORDS.find((one) => one === stored) ?? "answers-at-once";
}

async function sectionsOf(tx: Tx, attemptId: string, marked: readonly SlotMark[]): Promise<SectionResult[]> {
  const { sections } = await paperOf(tx, attemptId);
  return sections.map(({ type, firstNumber, lastNumber }) => {
    const slots = marked.slice(firstNumber - 1, lastNumber);
    const count = (outcome: SlotMark["outcome"]) => slots.filter((slot) => slot.outcome === outcome).length;
    const sum = (of: (slot: SlotMark) => number) => slots.reduce((total, slot) => total + of(slot), 0);
    return {
      type,
      questions: slots.length,
      right: count("right"),
      unanswered: count("unanswered"),
      takenOut: count("taken-out"),
      mark: sum((slot) => slot.mark),
      marks: sum((slot) => slot.marks),
    };
  });
}

async function lostSlots(tx: Tx, attemptId: string, marked: readonly SlotMark[]): Promise<LostSlot[]> {
  const lost = marked.filter((slot) => slot.mark < slot.marks);
  const { slots } = await paperOf(tx, attemptId);
  const questions = await tx.questionVersion.findMany({
    where: { id: { in: lost.map((slot) => slot.questionVersionId) } },
    select: { id: true, citations: true, key: { select: { explanation: true } } },
  });
  const questionOf = new Map(questions.map((question) => [question.id, question]));
  return lost.map(({ number, questionVersionId, given, key }) => {
    const { type, stem } = slots[number - 1]!;
    const question = questionOf.get(questionVersionId);
    return {
      ...{ number, type, stem, given, key },
      citations: (question?.citations ?? []) as Citation[],
      explanation: question?.key?.explanation ?? "",
    };
  });
}
