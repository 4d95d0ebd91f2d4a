/** What a candidate may read: my exams, the room. Before release nothing here touches a key or a mark. */
import { chinaDateOf } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { nameSql } from "~/personnel/person.server";
import type { PartWord } from "~/rulebook/words";
import { Prisma } from "../../prisma/generated/client";
import type { AttemptState } from "./attempt";
import { correctedAttempts } from "./correction-effects.server";
import { deviceHexOf } from "./device.server";
import type { ExamAct, ExamKind, ExamTimes } from "./exam";
import type { Hold } from "./invigilation";
import { type CandidatePaper, candidateView, type Paper } from "./paper";
import { answerSheetOf } from "./paper.server";
import { isVoidSql } from "./void.server";
import { type HoldRow, holdsFrom, holdsSql } from "./waiting.server";

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

/** Every exam the person is or was entered for, newest first. */
export async function mySittings(tx: Tx, personId: string): Promise<Sitting[]> {
  return sittingsOf(tx, personId, null);
}

/** Null: the person is not entered for this exam. */
export async function mySitting(tx: Tx, personId: string, examId: string): Promise<Sitting | null> {
  return (await sittingsOf(tx, personId, examId))[0] ?? null;
}

type SittingRow = Omit<Sitting, "attempts" | "holds"> & {
  holds: HoldRow[];
  attempts: {
    id: string;
    number: number;
    state: AttemptState;
    deadlineAt: string;
    submittedAt: string | null;
  }[];
};

/** Asked by everybody in the minutes in which an exam opens: one statement. */
async function sittingsOf(tx: Tx, personId: string, examId: string | null): Promise<Sitting[]> {
  const rows = await rowsOf<SittingRow>(
    tx,
    Prisma.sql`/* prepared as sittings */
    SELECT e.id::text AS "examId", e.title, e.kind, e.part, e.field, e.opens_at AS "opensAt", e.closes_at AS "closesAt",
      e.late_entry_minutes AS "lateEntryMinutes", e.minutes, e.pass_mark AS "passMark", e.full_mark AS "fullMark",
      e.attempts_allowed AS "attemptsAllowed", ${isVoidSql(Prisma.sql`r.id`)} AS "isVoid",
      ${holdsSql(Prisma.sql`r.id`)} AS holds,
      ARRAY(SELECT t.act FROM exam_act t WHERE t.exam_id = e.id ORDER BY t.at) AS acts,
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('id', a.id, 'number', a.number, 'state', a.state, 'deadlineAt', a.deadline_at,
          'submittedAt', a.submitted_at) ORDER BY a.number)
        FROM attempt a WHERE a.registration_id = r.id), '[]') AS attempts
    FROM registration r JOIN exam e ON e.id = r.exam_id
    WHERE r.person_id = ${personId}::uuid AND r.withdrawn_at IS NULL
      AND (${examId}::uuid IS NULL OR r.exam_id = ${examId}::uuid)
    ORDER BY e.opens_at DESC, e.id`,
  );
  const { resultOf, corrected } = await resultsOf(
    tx,
    rows
      .filter(({ acts }) => acts.includes("released"))
      .flatMap(({ attempts }) => attempts.map(({ id }) => id)),
  );
  return rows.map(({ attempts, holds, ...row }) => ({
    ...row,
    holds: holdsFrom(holds),
    attempts: attempts.map(({ deadlineAt, submittedAt, ...attempt }) => ({
      ...attempt,
      deadlineAt: new Date(deadlineAt),
      submittedAt: submittedAt === null ? null : new Date(submittedAt),
      result: resultFor(resultOf.get(attempt.id), row.isVoid),
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

type RoomRow = Omit<Room, "attemptId" | "exam" | "isHere" | "paper"> & {
  examId: string | null;
  title: string | null;
  isHere: boolean | null;
  paper: Paper;
};

/** Null: no such attempt of this person. */
export async function roomOf(
  tx: Tx,
  { attemptId, personId, device }: { attemptId: string; personId: string; device: string | null },
  now: Date,
): Promise<Room | null> {
  const [row] = await rowsOf<RoomRow>(
    tx,
    Prisma.sql`/* prepared as room */
    SELECT e.id::text AS "examId", e.title, ${nameSql(Prisma.sql`a.person_id`, chinaDateOf(now))} AS candidate, a.state,
      a.device_hash = decode(${device && deviceHexOf(device)}, 'hex') AS "isHere", a.epoch, a.last_seq AS "lastSeq",
      a.deadline_at AS "deadlineAt", a.paused_since AS "pausedSince", a.grace_seconds AS "graceSeconds",
      a.last_saved_at AS "lastSavedAt", a.answers, a.flags, p.slots AS paper
    FROM attempt a JOIN paper p ON p.attempt_id = a.id
    LEFT JOIN registration r ON r.id = a.registration_id LEFT JOIN exam e ON e.id = r.exam_id
    WHERE a.id = ${attemptId}::uuid AND a.person_id = ${personId}::uuid`,
  );
  if (!row) return null;
  const { examId, title, isHere, paper, ...room } = row;
  const exam = examId === null || title === null ? null : { id: examId, title };
  return { attemptId, exam, isHere: isHere === true, ...room, paper: candidateView(paper) };
}

export type HandIn = {
  state: AttemptState;
  deadlineAt: Date;
  graceSeconds: number;
  pausedSince: Date | null;
  /** Questions without an answer. */
  blank: number;
};

/** What is asked before a paper is handed in; null: no such attempt of this person. */
export async function handInOf(
  tx: Tx,
  { attemptId, personId }: { attemptId: string; personId: string },
): Promise<HandIn | null> {
  const [row] = await rowsOf<Omit<HandIn, "blank"> & { answers: Room["answers"] }>(
    tx,
    Prisma.sql`/* prepared as hand-in */
    SELECT state, deadline_at AS "deadlineAt", grace_seconds AS "graceSeconds", paused_since AS "pausedSince", answers
    FROM attempt WHERE id = ${attemptId}::uuid AND person_id = ${personId}::uuid`,
  );
  const sheet = row && (await answerSheetOf(tx, attemptId));
  if (!sheet) return null;
  const { answers, ...standing } = row;
  return {
    ...standing,
    blank: sheet.slots.filter(({ number }) => (answers[number] ?? []).length === 0).length,
  };
}
