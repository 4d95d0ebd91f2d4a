/** What a candidate may read: my exams, the room. Before release nothing here touches a key or a mark. */
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { namesOn } from "~/personnel/person.server";
import type { PartWord } from "~/rulebook/words";
import type { AttemptState } from "./attempt";
import { correctedAttempts } from "./correction-effects.server";
import { deviceHashOf } from "./device.server";
import type { ExamAct, ExamKind, ExamTimes } from "./exam";
import type { Hold } from "./invigilation";
import { type CandidatePaper, candidateView } from "./paper";
import { paperOf } from "./paper.server";
import { voiding } from "./void.server";
import { holdsFrom, withHolds } from "./waiting.server";

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
  /** Pauses that kept the candidate from beginning, and their ends. */
  holds: Hold[];
  /** Oldest first. `result` only once the results are released. */
  attempts: {
    id: string;
    number: number;
    state: AttemptState;
    deadlineAt: Date;
    submittedAt: Date | null;
    result: { mark: number; fullMark: number; passed: boolean } | null;
    /** The mark was corrected after the release. */
    isCorrected: boolean;
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

/** Whether the person is entered for this exam. */
export async function isEntered(tx: Tx, personId: string, examId: string): Promise<boolean> {
  const found = await tx.registration.findFirst({
    where: { personId, examId, withdrawnAt: null },
    select: { id: true },
  });
  return found !== null;
}

async function sittingsWhere(tx: Tx, where: { personId: string; examId?: string }): Promise<Sitting[]> {
  const rows = await tx.registration.findMany({
    where: { ...where, withdrawnAt: null },
    orderBy: { exam: { opensAt: "desc" } },
    select: {
      exam: { select: examColumns },
      violations: { where: voiding, select: { id: true } },
      effects: withHolds,
      attempts: {
        orderBy: { number: "asc" },
        select: { id: true, number: true, state: true, deadlineAt: true, submittedAt: true },
      },
    },
  });
  const { resultOf, corrected } = await resultsOf(
    tx,
    rows
      .filter(({ exam }) => exam.acts.some(({ act }) => act === "released"))
      .flatMap(({ attempts }) => attempts.map(({ id }) => id)),
  );
  return rows.map(({ exam: { id, kind, part, acts, ...exam }, attempts, violations, effects }) => ({
    ...exam,
    isVoid: violations.length > 0,
    holds: holdsFrom(effects),
    examId: id,
    kind: kind as ExamKind,
    part: part as PartWord | null,
    acts: acts.map(({ act }) => act as ExamAct),
    attempts: attempts.map((attempt) => ({
      ...attempt,
      state: attempt.state as AttemptState,
      result: resultFor(resultOf.get(attempt.id), violations.length > 0),
      isCorrected: corrected.has(attempt.id),
    })),
  }));
}

type Result = { mark: number; fullMark: number; passed: boolean };

/** Of attempts whose results are released. Most exams on the page of somebody who is about to sit have none. */
async function resultsOf(tx: Tx, attemptIds: string[]) {
  if (attemptIds.length === 0) return { resultOf: new Map<string, Result>(), corrected: new Set<string>() };
  const marks = await tx.marking.findMany({
    where: { supersededAt: null, attemptId: { in: attemptIds } },
    select: { attemptId: true, mark: true, fullMark: true, passed: true },
  });
  const resultOf = new Map<string, Result>(marks.map(({ attemptId, ...result }) => [attemptId, result]));
  return { resultOf, corrected: await correctedAttempts(tx, [...resultOf.keys()]) };
}

/** A void result is shown with its mark, and passes nothing. */
const resultFor = (result: Result | undefined, isVoid: boolean) =>
  result ? { ...result, passed: result.passed && !isVoid } : null;

export type Room = {
  attemptId: string;
  /** Without one it is a rehearsal: it has no id and no title. */
  exam: { id: string; title: string } | null;
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
  return {
    attemptId,
    exam: attempt.registration?.exam ?? null,
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
