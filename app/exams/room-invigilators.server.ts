/** Who invigilates a room. An account with the role in the exam's own unit may invigilate every room of it anyway. */
import { record } from "~/audit/audit.server";
import { lockExam, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { type Refusal, refusal } from "~/verdict";

/** Accounts that hold the role of an invigilator anywhere and work, by name. */
export async function invigilatorAccounts(tx: Tx): Promise<{ accountId: string; name: string }[]> {
  const rows = await tx.account.findMany({
    where: {
      grants: { some: { role: "invigilator", withdrawnAt: null } },
      disablings: { none: { enabledAt: null } },
    },
    orderBy: [{ displayName: "asc" }, { id: "asc" }],
    select: { id: true, displayName: true },
  });
  return rows.map(({ id, displayName }) => ({ accountId: id, name: displayName }));
}

/** Harmless to repeat. Refusals: exam-room.unknown, exam-room.no-invigilator. */
export async function assignInvigilator(
  tx: Tx,
  { examId, roomId, accountId }: { examId: string; roomId: string; accountId: string },
  actorId: string | null,
  now: Date,
): Promise<{ ok: true } | { ok: false; refusals: Refusal[] }> {
  const no = (reason: Refusal) => ({ ok: false as const, refusals: [reason] });
  await lockExam(tx, examId);
  const room = await tx.examRoom.count({ where: { id: roomId, examId, withdrawnAt: null } });
  if (room === 0) return no(refusal("exam-room.unknown"));
  if (!(await invigilatorAccounts(tx)).some((account) => account.accountId === accountId))
    return no(refusal("exam-room.no-invigilator"));
  const known = await tx.roomInvigilator.count({ where: { roomId, accountId, withdrawnAt: null } });
  if (known > 0) return { ok: true };
  await tx.roomInvigilator.create({
    data: { id: newId(), roomId, accountId, assignedById: actorId, assignedAt: now },
  });
  await record(tx, {
    type: "exam-room.invigilator-assigned",
    at: now,
    actorId,
    subjectId: roomId,
    data: { examId, roomId, accountId },
  });
  return { ok: true };
}

/** Harmless to repeat, and for an assignment that is not this exam's. */
export async function withdrawInvigilator(
  tx: Tx,
  { examId, assignmentId }: { examId: string; assignmentId: string },
  actorId: string | null,
  now: Date,
): Promise<void> {
  await lockExam(tx, examId);
  const live = await tx.roomInvigilator.findFirst({
    where: { id: assignmentId, withdrawnAt: null, room: { examId } },
  });
  if (!live) return;
  const { roomId, accountId } = live;
  await tx.roomInvigilator.update({ where: { id: live.id }, data: { withdrawnAt: now } });
  await record(tx, {
    type: "exam-room.invigilator-withdrawn",
    at: now,
    actorId,
    subjectId: roomId,
    data: { examId, roomId, accountId },
  });
}

/** The rooms of an exam that an account invigilates. */
export async function roomsInvigilatedBy(tx: Tx, examId: string, accountId: string): Promise<string[]> {
  const rows = await tx.roomInvigilator.findMany({
    where: { accountId, withdrawnAt: null, room: { examId, withdrawnAt: null } },
    select: { roomId: true },
  });
  return rows.map((row) => row.roomId);
}
