/** Taking a violation back, on appeal or because it was wrong: one proposes with a reason, another decides. */
import type { Actor } from "~/access/permissions";
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { notify } from "~/notices/notices.server";
import type { PartWord } from "~/rulebook/words";
import { type Refusal, refusal } from "~/verdict";
import { grantQualification, liftExamBan } from "./qualification.server";
import { settleRequirements } from "./requirement-steps.server";
import { retakeStatistics } from "./statistics-due.server";
import { lockViolation } from "./violations.server";

type Answer = { ok: true } | { ok: false; refusals: Refusal[] };
const no = (reason: Refusal): Answer => ({ ok: false, refusals: [reason] });
/** Who decides, and who they are: nobody takes back what they were found to have done. */
type Decider = Pick<Actor, "accountId" | "personId">;

/** Refusals: violation.reason-missing, violation.own, violation.withdrawn, violation.withdrawal-open. */
export async function proposeWithdrawal(
  tx: Tx,
  { violationId, reason }: { violationId: string; reason: string },
  { accountId: actorId, personId }: Decider,
  now: Date,
): Promise<Answer> {
  if (reason.trim() === "") return no(refusal("violation.reason-missing"));
  const found = await lockViolation(tx, violationId);
  if (found.registration.personId === personId) return no(refusal("violation.own"));
  if (found.withdrawnAt) return no(refusal("violation.withdrawn"));
  if (found.withdrawals.length > 0) return no(refusal("violation.withdrawal-open"));
  await tx.violationWithdrawal.create({
    data: { id: newId(), violationId, reason: reason.trim(), proposedById: actorId, proposedAt: now },
  });
  await record(tx, {
    type: "violation.withdrawal-proposed",
    at: now,
    actorId,
    ...found.registration,
    subjectId: violationId,
    data: { examId: found.examId, violationId },
  });
  return { ok: true };
}

/**
 * The second person's answer. Approved: the result counts again, the ban is lifted, a part passed is granted again.
 * Refusals: violation.own, violation.no-withdrawal, violation.same-person.
 */
export async function decideWithdrawal(
  tx: Tx,
  { violationId, decision }: { violationId: string; decision: "approved" | "refused" },
  { accountId: actorId, personId }: Decider,
  now: Date,
): Promise<Answer> {
  const found = await lockViolation(tx, violationId);
  if (found.registration.personId === personId) return no(refusal("violation.own"));
  const [open] = found.withdrawals;
  if (!open) return no(refusal("violation.no-withdrawal"));
  if (open.proposedById === actorId) return no(refusal("violation.same-person"));
  await tx.violationWithdrawal.update({
    where: { id: open.id },
    data: { decision, decidedById: actorId, decidedAt: now },
  });
  const about = { at: now, actorId, ...found.registration, subjectId: violationId };
  const data = { examId: found.examId, violationId };
  if (decision === "refused") {
    await record(tx, { ...about, type: "violation.withdrawal-refused", data });
    return { ok: true };
  }
  await tx.violation.update({ where: { id: violationId }, data: { withdrawnAt: now } });
  await record(tx, { ...about, type: "violation.withdrawn", data });
  if (found.banFactId) await liftExamBan(tx, found.banFactId, actorId, now);
  await grantAgain(tx, found, actorId, now);
  await settleRequirements(tx, [found.registration.personId], actorId, now);
  await retakeStatistics(tx, found.examId);
  // What never took effect was never told, and is not taken back either.
  if (!found.effectiveAt) return { ok: true };
  const facts = { examId: found.examId, title: found.exam.title };
  const told = { code: "exam.violation-withdrawn", happening: violationId, facts } as const;
  await notify(tx, [{ personId: found.registration.personId, ...told }], now);
  return { ok: true };
}

/** A part that was passed, and lost only to this violation, stands again from the day it was sat. */
async function grantAgain(
  tx: Tx,
  { examId, registrationId }: { examId: string; registrationId: string },
  actorId: string,
  now: Date,
): Promise<void> {
  const exam = await tx.exam.findUniqueOrThrow({ where: { id: examId }, include: { acts: true } });
  if (exam.kind !== "qualification" || !exam.acts.some(({ act }) => act === "released")) return;
  const others = await tx.violation.count({
    where: { registrationId, effectiveAt: { not: null }, withdrawnAt: null },
  });
  if (others > 0) return;
  const passed = await tx.attempt.findFirst({
    where: { registrationId, state: "submitted", markings: { some: { supersededAt: null, passed: true } } },
    orderBy: { number: "asc" },
  });
  if (!passed) return;
  await grantQualification(
    tx,
    {
      personId: passed.personId,
      part: exam.part as PartWord,
      field: exam.part === "special" ? exam.field : null,
      origin: "exam",
      attemptId: passed.id,
      fromOn: chinaDateOf(passed.submittedAt!),
    },
    actorId,
    now,
  );
}
