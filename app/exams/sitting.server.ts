/** What a candidate may read: my exams, the room, my result. Before release nothing here touches a key or a mark. */
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { namesOn } from "~/personnel/person.server";
import type { PartWord } from "~/rulebook/words";
import type { AttemptState } from "./attempt";
import { deviceHashOf } from "./device.server";
import type { ExamAct, ExamKind, ExamTimes } from "./exam";
import type { SlotMark } from "./marking";
import { type CandidatePaper, candidateView } from "./paper";
import { paperOf } from "./paper.server";
import { type VoidReason, voidReasons } from "./violation-list.server";
import { voiding } from "./void.server";

export type Sitting = ExamTimes & {
  examId: string;
  title: string;
  kind: ExamKind;
  part: PartWord | null;
  field: string | null;
  passMark: number;
  fullMark: number;
  attemptsAllowed: number;
  acts: ExamAct[];
  /** 违纪 or 作弊 of effect: the results of this exam do not count. */
  isVoid: boolean;
  /** Oldest first. `result` only once the results are released. */
  attempts: {
    id: string;
    number: number;
    state: AttemptState;
    deadlineAt: Date;
    submittedAt: Date | null;
    result: { mark: number; passed: boolean } | null;
  }[];
};

const examColumns = {
  id: true,
  title: true,
  kind: true,
  part: true,
  field: true,
  opensAt: true,
  closesAt: true,
  lateEntryMinutes: true,
  minutes: true,
  passMark: true,
  fullMark: true,
  attemptsAllowed: true,
  acts: { select: { act: true } },
} as const;

/** Every exam the person is or was entered for, newest first. */
export async function mySittings(tx: Tx, personId: string): Promise<Sitting[]> {
  return sittingsWhere(tx, { personId });
}

/** Null: the person is not entered for this exam. */
export async function mySitting(tx: Tx, personId: string, examId: string): Promise<Sitting | null> {
  return (await sittingsWhere(tx, { personId, examId }))[0] ?? null;
}

async function sittingsWhere(tx: Tx, where: { personId: string; examId?: string }): Promise<Sitting[]> {
  const rows = await tx.registration.findMany({
    where: { ...where, withdrawnAt: null },
    orderBy: { exam: { opensAt: "desc" } },
    select: {
      exam: { select: examColumns },
      violations: { where: voiding, select: { id: true } },
      attempts: {
        orderBy: { number: "asc" },
        select: { id: true, number: true, state: true, deadlineAt: true, submittedAt: true },
      },
    },
  });
  const released = rows.filter(({ exam }) => exam.acts.some(({ act }) => act === "released"));
  const marks = await tx.marking.findMany({
    where: {
      supersededAt: null,
      attemptId: { in: released.flatMap((row) => row.attempts.map((attempt) => attempt.id)) },
    },
    select: { attemptId: true, mark: true, passed: true },
  });
  const resultOf = new Map(marks.map(({ attemptId, mark, passed }) => [attemptId, { mark, passed }]));
  return rows.map(({ exam: { id, kind, part, acts, ...exam }, attempts, violations }) => ({
    ...exam,
    isVoid: violations.length > 0,
    examId: id,
    kind: kind as ExamKind,
    part: part as PartWord | null,
    acts: acts.map(({ act }) => act as ExamAct),
    attempts: attempts.map((attempt) => ({
      ...attempt,
      state: attempt.state as AttemptState,
      result: resultFor(resultOf.get(attempt.id), violations.length > 0),
    })),
  }));
}

/** A void result is shown with its mark, and passes nothing. */
const resultFor = (result: { mark: number; passed: boolean } | undefined, isVoid: boolean) =>
  result ? { ...result, passed: result.passed && !isVoid } : null;

export type Room = {
  attemptId: string;
  examId: string;
  examTitle: string;
  candidate: string;
  state: AttemptState;
  /** Whether this device has the attempt; another may take it over. */
  isHere: boolean;
  epoch: number;
  lastSeq: number;
  deadlineAt: Date;
  /** Since when the clock stands; null: it runs. */
  pausedSince: Date | null;
  graceSeconds: number;
  lastSavedAt: Date | null;
  /** By slot number; labels as shown on this paper. */
  answers: Record<string, string[]>;
  flags: Record<string, boolean>;
  paper: CandidatePaper;
};

/** Null: no such attempt of this person. */
export async function roomOf(
  tx: Tx,
  { attemptId, personId, device }: { attemptId: string; personId: string; device: string | null },
  now: Date,
): Promise<Room | null> {
  const attempt = await tx.attempt.findFirst({
    where: { id: attemptId, personId },
    include: { registration: { select: { exam: { select: { id: true, title: true } } } } },
  });
  if (!attempt) return null;
  const names = await namesOn(tx, [personId], chinaDateOf(now));
  const { exam } = attempt.registration;
  return {
    attemptId,
    examId: exam.id,
    examTitle: exam.title,
    candidate: names.get(personId) ?? "",
    state: attempt.state as AttemptState,
    isHere: device !== null && Buffer.from(attempt.deviceHash).equals(deviceHashOf(device)),
    epoch: attempt.epoch,
    lastSeq: attempt.lastSeq,
    deadlineAt: attempt.deadlineAt,
    pausedSince: attempt.pausedSince,
    graceSeconds: attempt.graceSeconds,
    lastSavedAt: attempt.lastSavedAt,
    answers: attempt.answers as Record<string, string[]>,
    flags: attempt.flags as Record<string, boolean>,
    paper: candidateView(await paperOf(tx, attemptId)),
  };
}

export type Citation = { law: string; article: number; paragraph?: number; item?: number; version: string };
export type Result = {
  attemptId: string;
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
  paper: CandidatePaper;
  slots: (SlotMark & { citations: Citation[]; explanation: string })[];
  /** The study minutes the exam was entered with (H12); null for a resit. */
  studyMinutes: number | null;
};

/** Marks, keys and explanations of one's own attempt. Null before release, and for anyone else's attempt. */
export async function resultOf(
  tx: Tx,
  { attemptId, personId }: { attemptId: string; personId: string },
): Promise<Result | null> {
  const attempt = await tx.attempt.findFirst({
    where: {
      id: attemptId,
      personId,
      state: "submitted",
      registration: { exam: { acts: { some: { act: "released" } } } },
    },
    include: {
      markings: { where: { supersededAt: null } },
      registration: {
        select: {
          exam: { select: { title: true, kind: true, passMark: true, acts: { where: { act: "released" } } } },
        },
      },
    },
  });
  const voids = attempt ? await voidReasons(tx, attempt.registrationId) : [];
  const [marking] = attempt?.markings ?? [];
  if (!attempt || !marking) return null;
  const { exam } = attempt.registration;
  const { mark, fullMark, passed, policy } = marking;
  const marked = marking.slots as unknown as SlotMark[];
  const questions = await tx.questionVersion.findMany({
    where: { id: { in: marked.map((slot) => slot.questionVersionId) } },
    select: { id: true, citations: true, key: { select: { explanation: true } } },
  });
  const questionOf = new Map(questions.map((question) => [question.id, question]));
  const study = await tx.studyRecord.findUnique({ where: { attemptId }, select: { minutes: true } });
  return {
    attemptId,
    examTitle: exam.title,
    kind: exam.kind as ExamKind,
    receiptNumber: attempt.receiptNumber!,
    startedAt: attempt.startedAt,
    submittedAt: attempt.submittedAt!,
    releasedAt: exam.acts[0]!.at,
    mark,
    fullMark,
    passMark: exam.passMark,
    passed: passed && voids.length === 0,
    voidReasons: voids,
    policy,
    paper: candidateView(await paperOf(tx, attemptId)),
    slots: marked.map((slot) => {
      const question = questionOf.get(slot.questionVersionId);
      return {
        ...slot,
        citations: (question?.citations ?? []) as Citation[],
        explanation: question?.key?.explanation ?? "",
      };
    }),
    studyMinutes: study?.minutes ?? null,
  };
}
