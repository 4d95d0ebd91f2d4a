/** Answers that arrived too late and do not count yet: of an exam, a page at a time, and of one attempt. */
import type { Tx } from "~/db.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { Prisma } from "../../prisma/generated/client";
import type { LateAnswer } from "./attempt-chain";

export type LateStep = LateAnswer & { id: bigint; receivedAt: Date };

// What the candidate has answered since, on another device or after a reopening, is newer and stays.
const WAITING = Prisma.sql`l.kind = 'late'
  AND NOT EXISTS (SELECT FROM late_acceptance c
    WHERE c.attempt_id = l.attempt_id AND c.decision = 'approved' AND l.id = ANY(c.step_ids))
  AND NOT EXISTS (SELECT FROM answer_step newer
    WHERE newer.attempt_id = l.attempt_id AND newer.slot = l.slot AND (newer.epoch, newer.seq) > (l.epoch, l.seq)
      AND newer.kind = CASE WHEN jsonb_typeof(l.answer) = 'boolean' THEN 'flag' ELSE 'answer' END)`;

/** The late steps of an attempt that do not count yet, in the order in which they were answered. */
export function lateSteps(tx: Tx, attemptId: string): Promise<LateStep[]> {
  return tx.$queryRaw<LateStep[]>`
    SELECT l.id, l.slot, l.answer, l.received_at AS "receivedAt" FROM answer_step l
    WHERE l.attempt_id = ${attemptId}::uuid AND ${WAITING} ORDER BY l.epoch, l.seq`;
}

export type LateLine = {
  attemptId: string;
  registrationId: string;
  personId: string;
  deadlineAt: Date;
  answers: number;
  lastAt: Date;
  isProposed: boolean;
};
export type LatePage = PageTurned & { lines: LateLine[] };

/** Collected papers of an exam with late answers that do not count yet, in the order in which they were begun. */
export async function latePage(tx: Tx, examId: string, { after, before }: PageAsked): Promise<LatePage> {
  const within = Prisma.sql`FROM attempt a JOIN registration r ON r.id = a.registration_id
    JOIN LATERAL (SELECT count(*)::int AS answers, max(l.received_at) AS last_at FROM answer_step l
      WHERE l.attempt_id = a.id AND ${WAITING}) w ON w.answers > 0
    WHERE r.exam_id = ${examId}::uuid AND a.state = 'submitted'`;
  const place = before
    ? Prisma.sql`AND a.id < ${before}::uuid`
    : after
      ? Prisma.sql`AND a.id > ${after}::uuid`
      : Prisma.empty;
  const [counted] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (SELECT 1 ${within} LIMIT ${COUNTED + 1}) found`;
  const rows = await tx.$queryRaw<LateLine[]>`
    SELECT a.id AS "attemptId", r.id AS "registrationId", a.person_id AS "personId", a.deadline_at AS "deadlineAt", w.answers,
      w.last_at AS "lastAt",
      EXISTS (SELECT FROM late_acceptance c WHERE c.attempt_id = a.id AND c.decision IS NULL) AS "isProposed"
    ${within} ${place} ORDER BY a.id ${Prisma.raw(before ? "DESC" : "ASC")} LIMIT ${PAGE_SIZE + 1}`;
  const { found, page } = turned(
    rows,
    { ...(before ? { before } : {}), ...(after ? { after } : {}) },
    counted?.total ?? 0,
  );
  return { lines: found, ...page };
}

export type LatePaper = {
  attemptId: string;
  registrationId: string;
  personId: string;
  steps: LateStep[];
  /** What somebody proposed and nobody has decided. */
  proposal: { reason: string; proposedById: string } | null;
};

/** The late answers of one collected paper; null: it has none that wait. */
export async function latePaper(
  tx: Tx,
  { examId, attemptId }: { examId: string; attemptId: string },
): Promise<LatePaper | null> {
  const attempt = await tx.attempt.findFirst({
    where: { id: attemptId, state: "submitted", registration: { examId } },
    select: {
      personId: true,
      registrationId: true,
      lateAcceptances: { where: { decision: null }, select: { reason: true, proposedById: true } },
    },
  });
  if (!attempt?.registrationId) return null;
  const { personId, registrationId, lateAcceptances } = attempt;
  const steps = await lateSteps(tx, attemptId);
  if (steps.length === 0) return null;
  return { attemptId, registrationId, personId, steps, proposal: lateAcceptances[0] ?? null };
}
