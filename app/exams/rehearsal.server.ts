/** Rehearsals: begun here, and from then on answered, taken over and handed in like any attempt. */
import { record } from "~/audit/audit.server";
import { lockPeople, type Tx } from "~/db.server";
import type { SubmittedBy } from "./attempt";
import { openAttempt } from "./attempt.server";
import { hashOfPaper } from "./paper.server";
import { type PracticePaper, practicePaper, REHEARSAL_GRACE_SECONDS, rehearsalDeadline } from "./rehearsal";
import { finishIfOverdue } from "./submission.server";

/**
 * Begins a rehearsal and answers its attempt; while one is open, that one. It may be repeated without end: nobody counts
 * them.
 */
export async function startRehearsal(
  tx: Tx,
  { personId, device, practice }: { personId: string; device: string; practice: PracticePaper },
  actorId: string | null,
  now: Date,
): Promise<string> {
  await lockPeople(tx, personId);
  const open = await tx.attempt.findFirst({
    where: { personId, registrationId: null, state: "open" },
    select: { id: true },
  });
  if (open && !(await finishIfOverdue(tx, open.id, now))) return open.id;
  const paper = practicePaper(practice);
  const attemptId = await openAttempt(
    tx,
    {
      ...{ registrationId: null, personId, number: 1, device, extraMinutes: 0 },
      deadlineAt: rehearsalDeadline(now),
      graceSeconds: REHEARSAL_GRACE_SECONDS,
      drawn: {
        ...{ blueprintVersionId: null, bankVersionIds: [], seed: "rehearsal", exposure: {}, barred: [] },
        ...{ questionIds: [], paper, contentHash: hashOfPaper(paper) },
      },
    },
    now,
  );
  // Nobody's file tells of it: the event says who acted, and is about no person.
  const about = { at: now, actorId, subjectId: attemptId };
  await record(tx, { ...about, type: "rehearsal.started", data: { attemptId } });
  return attemptId;
}

export type RehearsalDone = {
  attemptId: string;
  startedAt: Date;
  submittedAt: Date;
  submittedBy: SubmittedBy;
  receiptNumber: string;
};
export type OwnRehearsals = { openId: string | null; latest: RehearsalDone[] };

const SHOWN = 5;

/** The one under way, and the last ones handed in, newest first. */
export async function rehearsalsOf(tx: Tx, personId: string, now: Date): Promise<OwnRehearsals> {
  const own = { personId, registrationId: null };
  const open = await tx.attempt.findFirst({
    where: { ...own, state: "open", deadlineAt: { gt: now } },
    select: { id: true },
  });
  const rows = await tx.attempt.findMany({
    where: { ...own, state: "submitted" },
    orderBy: { startedAt: "desc" },
    take: SHOWN,
    select: { id: true, startedAt: true, submittedAt: true, submittedBy: true, receiptNumber: true },
  });
  const latest = rows.map(({ id, startedAt, submittedAt, submittedBy, receiptNumber }) => ({
    ...{ attemptId: id, startedAt, submittedAt: submittedAt!, receiptNumber: receiptNumber! },
    submittedBy: submittedBy as SubmittedBy,
  }));
  return { openId: open?.id ?? null, latest };
}
