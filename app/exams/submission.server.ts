/** Handing in: by the candidate, or by the server at the deadline. One collection, one marking, one receipt. */
import { record } from "~/audit/audit.server";
import { lockPeople, rowsOf, type Tx } from "~/db.server";
import { currentKey } from "~/keys.server";
import type { ReviewLevelWord } from "~/rulebook/words";
import { recordExamStudy } from "~/study/ledger.server";
import { Prisma } from "../../prisma/generated/client";
import { type AttemptState, isOverdue, type SubmittedBy } from "./attempt";
import { type Step, stepHash } from "./attempt-chain";
import { type MarkedExam, markAttempt } from "./marking.server";
import type { Paper, PaperSlot } from "./paper";
import { receiptNumber } from "./receipt";

export type LockedAttempt = {
  id: string;
  /** null: a rehearsal. */
  registrationId: string | null;
  personId: string;
  number: number;
  startedAt: Date;
  state: AttemptState;
  epoch: number;
  lastSeq: number;
  lastHash: Uint8Array;
  answers: Record<string, string[]>;
  deviceHash: Uint8Array;
  deadlineAt: Date;
  graceSeconds: number;
  pausedSince: Date | null;
};

/** The attempt with its row locked until the transaction ends; null when there is none. */
export async function lockAttempt(tx: Tx, attemptId: string): Promise<LockedAttempt | null> {
  const [row] = await lockAttempts(tx, [attemptId]);
  return row ?? null;
}

/** Several at once, in the order of their ids as every lock of several. */
export function lockAttempts(tx: Tx, ids: readonly string[]): Promise<LockedAttempt[]> {
  const statement = Prisma.sql`/* prepared as lock-attempts */
    SELECT id, registration_id AS "registrationId", person_id AS "personId", number, state, epoch,
      started_at AS "startedAt", last_seq AS "lastSeq",
      last_hash AS "lastHash", answers, device_hash AS "deviceHash", deadline_at AS "deadlineAt",
      grace_seconds AS "graceSeconds", paused_since AS "pausedSince"
    FROM attempt WHERE id = ANY(${[...ids]}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
  return rowsOf(tx, statement);
}

/**
 * Hands an attempt in and answers true; also when it was handed in before, or the deadline has handed it in meanwhile:
 * the receipt says which. Fifty at once make one collection. While the exam is paused nothing is handed in, and the
 * room says so. False: no such attempt of this person.
 */
export async function submitAttempt(
  tx: Tx,
  { attemptId, personId }: { attemptId: string; personId: string },
  actorId: string | null,
  now: Date,
): Promise<boolean> {
  await lockPeople(tx, personId);
  const attempt = await lockAttempt(tx, attemptId);
  if (attempt?.personId !== personId) return false;
  if (attempt.state === "open" && attempt.pausedSince === null) {
    const by = isOverdue(attempt, now) ? "deadline" : "candidate";
    await collect(tx, attempt, by, by === "deadline" ? null : actorId, now);
  }
  return true;
}

/** Collects the paper if its time is over. Anyone who looks at an attempt calls this first; answers whether it did. */
export async function finishIfOverdue(tx: Tx, attemptId: string, now: Date): Promise<boolean> {
  const seen = await tx.attempt.findUnique({
    where: { id: attemptId },
    select: { personId: true, state: true, deadlineAt: true, graceSeconds: true, pausedSince: true },
  });
  if (!seen || !isOverdue({ ...seen, state: seen.state as AttemptState }, now)) return false;
  await lockPeople(tx, seen.personId);
  const attempt = await lockAttempt(tx, attemptId);
  if (!attempt || !isOverdue(attempt, now)) return false;
  await collect(tx, attempt, "deadline", null, now);
  return true;
}

/** An attempt whose time is over and that nobody has collected. */
export type Overdue = { id: string; deadlineAt: Date };

/** The ones that ended first; `after`, the last one of an earlier call, asks for those behind it. */
export async function overdueAttempts(
  tx: Tx,
  now: Date,
  { limit = 100, after }: { limit?: number; after?: Overdue } = {},
): Promise<Overdue[]> {
  const behind = after
    ? Prisma.sql`AND (deadline_at, id) > (${after.deadlineAt}, ${after.id}::uuid)`
    : Prisma.empty;
  return tx.$queryRaw<Overdue[]>`
    SELECT id, deadline_at AS "deadlineAt" FROM attempt
    WHERE state = 'open' AND paused_since IS NULL AND deadline_at + make_interval(secs => grace_seconds) < ${now} ${behind}
    ORDER BY deadline_at, id LIMIT ${limit}`;
}

/**
 * Takes a locked attempt's paper in: receipt, marking, study. A rehearsal gets its receipt, and leads to nothing. Who calls
 * it holds the person's lock, too.
 */
export async function collect(
  tx: Tx,
  attempt: LockedAttempt,
  by: SubmittedBy,
  actorId: string | null,
  now: Date,
): Promise<void> {
  const { id, personId } = attempt;
  const handIn = await collectingOf(tx, id);
  const { exam, unitId, earlier } = handIn;
  const isRehearsal = exam === null;
  // A restart or a late job does not give anyone more time: the deadline was the end (C6).
  const submittedAt = by === "deadline" ? attempt.deadlineAt : now;
  const key = currentKey("receipts");
  const number = receiptNumber(id, key.bytes, { earlier, isRehearsal });
  const step: Step = {
    attemptId: id,
    epoch: attempt.epoch,
    seq: attempt.lastSeq,
    kind: "submission",
    slot: null,
    answer: { by, receiptNumber: number, receiptKey: key.id, submittedAt: submittedAt.toISOString() },
    receivedAt: now,
  };
  await appendSubmission(tx, step, { submittedAt, by, receiptNumber: number }, attempt.lastHash);
  if (isRehearsal) {
    const rehearsed = { type: "rehearsal.submitted" as const, at: now, actorId, subjectId: id };
    await record(tx, { ...rehearsed, data: { attemptId: id, by } });
    return;
  }
  await record(tx, {
    type: "attempt.submitted",
    at: now,
    actorId,
    personId,
    unitId,
    subjectId: id,
    data: { attemptId: id, by, receiptNumber: number },
  });
  const { slots } = handIn.paper;
  await markAttempt(tx, attempt, exam, slots, now);
  // H12: the time of an exam counts as study once; a resit adds nothing.
  if (attempt.number > 1) return;
  await recordExamStudy(
    tx,
    {
      attemptId: id,
      personId,
      unitId,
      startAt: attempt.startedAt,
      endAt: submittedAt,
      minutes: Math.ceil((submittedAt.getTime() - attempt.startedAt.getTime()) / 60_000),
      title: exam.title,
      laws: await lawsOn(tx, slots),
      organiserLevel: exam.organiserLevel,
    },
    now,
  );
}

type Collecting = {
  /** How often it was handed in before, and reopened. */
  earlier: number;
  paper: Paper;
} & (
  | { exam: MarkedExam & { title: string; organiserLevel: ReviewLevelWord }; unitId: string }
  | { exam: null; unitId: null }
);

/** What taking a paper in rests on; without an exam it is a rehearsal. */
async function collectingOf(tx: Tx, attemptId: string): Promise<Collecting> {
  const [row] = await rowsOf<Collecting>(
    tx,
    Prisma.sql`/* prepared as collecting */
    SELECT r.unit_id::text AS "unitId", p.slots AS paper,
      (SELECT count(*)::int FROM answer_step s WHERE s.attempt_id = a.id AND s.kind = 'submission') AS earlier,
      CASE WHEN e.id IS NOT NULL THEN jsonb_build_object('id', e.id, 'title', e.title, 'passMark', e.pass_mark,
        'fullMark', e.full_mark, 'packVersionId', e.pack_version_id, 'organiserLevel', e.organiser_level) END AS exam
    FROM attempt a JOIN paper p ON p.attempt_id = a.id
    LEFT JOIN registration r ON r.id = a.registration_id LEFT JOIN exam e ON e.id = r.exam_id
    WHERE a.id = ${attemptId}::uuid`,
  );
  if (!row) throw new Error("There is no such attempt");
  return row;
}

/** The last step of the ledger and the attempt's own columns, which follow it. */
async function appendSubmission(
  tx: Tx,
  step: Step,
  { submittedAt, by, receiptNumber }: { submittedAt: Date; by: SubmittedBy; receiptNumber: string },
  lastHash: Uint8Array,
): Promise<void> {
  const { attemptId, epoch, seq } = step;
  const hash = stepHash(lastHash, step).toString("hex");
  await rowsOf(
    tx,
    Prisma.sql`/* prepared as hand-in-attempt */
    WITH handed AS (
      UPDATE attempt SET state = 'submitted', submitted_at = ${submittedAt.toISOString()}::timestamptz,
        submitted_by = ${by}, receipt_number = ${receiptNumber}, last_hash = decode(${hash}, 'hex'), paused_since = NULL
      WHERE id = ${attemptId}::uuid RETURNING id
    )
    INSERT INTO answer_step (attempt_id, epoch, seq, kind, answer, received_at, hash)
    SELECT id, ${epoch}::int, ${seq}::int, 'submission', ${JSON.stringify(step.answer)}::jsonb,
      ${step.receivedAt.toISOString()}::timestamptz, decode(${hash}, 'hex')
    FROM handed`,
  );
}

async function lawsOn(tx: Tx, slots: readonly PaperSlot[]): Promise<string[]> {
  const ids = slots.map((slot) => slot.questionVersionId);
  const rows = await rowsOf<{ law: string }>(
    tx,
    Prisma.sql`/* prepared as laws-on */
    SELECT DISTINCT law FROM question_version WHERE id = ANY(${ids}::uuid[]) ORDER BY law`,
  );
  return rows.map((row) => row.law);
}
