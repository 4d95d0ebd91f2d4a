/**
 * Releasing results: from then on candidates see their marks, and are told so; those who passed hold the part they sat for
 * and owe the exam no longer; a job takes the statistics of the questions.
 */
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import { lockExam, lockPeople, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { notify } from "~/notices/notices.server";
import { enqueue } from "~/queue.server";
import { packVersion } from "~/rulebook/packs.server";
import type { RulePack } from "~/rulebook/schema";
import type { PartWord } from "~/rulebook/words";
import { type Refusal, refusal } from "~/verdict";
import type { Disclosure } from "./disclosure";
import { type ExamTimes, entryClosesAt } from "./exam";
import { actsOf } from "./exams.server";
import { passIn } from "./passes.server";
import { grantQualification } from "./qualification.server";
import { meetRequirements } from "./requirement-steps.server";
import { finishIfOverdue } from "./submission.server";
import { voidRegistrations } from "./void.server";
import { entryOf } from "./waiting.server";

/** What the pack of an exam says about its release. */
export async function releaseRules(tx: Tx, examId: string): Promise<RulePack["results"]> {
  const { packVersionId } = await tx.exam.findUniqueOrThrow({
    where: { id: examId },
    select: { packVersionId: true },
  });
  return (await packVersion(tx, packVersionId)).pack.results;
}

/** Until when anybody may still begin, and how many a pause that nobody ended keeps from it. */
async function lastEntry(
  tx: Tx,
  exam: ExamTimes & { id: string },
  now: Date,
): Promise<{ closesAt: Date; held: number }> {
  const out = await tx.registration.findMany({
    where: { examId: exam.id, withdrawnAt: null, attempts: { none: {} } },
    select: { id: true },
  });
  const ids = out.map(({ id }) => id);
  const entries = ids.map(await entryOf(tx, exam, ids, now));
  const ends = [entryClosesAt(exam), ...entries.map(({ closesAt }) => closesAt)];
  return {
    closesAt: new Date(Math.max(...ends.map((end) => end.getTime()))),
    held: entries.filter(({ isHeld }) => isHeld).length,
  };
}

/**
 * Collects what is overdue, releases the marks and grants the parts, in one transaction. Harmless to repeat.
 * Candidates see as much as `disclosure` says, without it as the pack does.
 * Refusals: exam.not-published, exam.cancelled, exam.still-running { entryClosesAt, open, held } while
 * someone may still begin, is still answering, or is held out by a pause.
 */
export async function releaseResults(
  tx: Tx,
  examId: string,
  actorId: string | null,
  now: Date,
  disclosure?: Disclosure,
): Promise<{ ok: true } | { ok: false; refusals: Refusal[] }> {
  await lockExam(tx, examId);
  const acts = await actsOf(tx, examId);
  if (acts.includes("released")) return { ok: true };
  const no = (reason: Refusal) => ({ ok: false as const, refusals: [reason] });
  if (acts.includes("cancelled")) return no(refusal("exam.cancelled"));
  if (!acts.includes("published")) return no(refusal("exam.not-published"));

  const exam = await tx.exam.findUniqueOrThrow({ where: { id: examId } });
  const ofExam = { registration: { examId } };
  const attempts = await tx.attempt.findMany({
    where: ofExam,
    select: { id: true, personId: true, state: true },
  });
  // All at once and in one order: two exams released together may share candidates.
  await lockPeople(tx, ...attempts.map((attempt) => attempt.personId));
  for (const { id, state } of attempts) if (state === "open") await finishIfOverdue(tx, id, now);
  const open = await tx.attempt.count({ where: { ...ofExam, state: "open" } });
  const { closesAt: closedAt, held } = await lastEntry(tx, exam, now);
  if (now < closedAt || open + held > 0)
    return no(refusal("exam.still-running", { entryClosesAt: closedAt.toISOString(), open, held }));

  const marked = await tx.attempt.findMany({
    where: ofExam,
    orderBy: [{ personId: "asc" }, { number: "asc" }],
    select: {
      id: true,
      personId: true,
      registrationId: true,
      submittedAt: true,
      markings: { where: { supersededAt: null }, select: { passed: true } },
    },
  });
  const shown = disclosure ?? (await releaseRules(tx, examId)).disclosure.value;
  await tx.examAct.create({
    data: { id: newId(), examId, act: "released", byId: actorId, at: now, disclosure: shown },
  });
  await record(tx, {
    type: "exam.released",
    at: now,
    actorId,
    unitId: exam.unitId,
    subjectId: examId,
    data: { examId, attempts: marked.length, disclosure: shown },
  });
  await enqueue(tx, "item-statistics", { examId });
  // Of several papers of one person the last: it is the one they look for.
  const last = new Map(marked.map(({ personId, id }) => [personId, id]));
  await notify(
    tx,
    [...last].map(([personId, attemptId]) => ({
      personId,
      code: "exam.result-released",
      happening: examId,
      facts: { examId, attemptId, title: exam.title },
    })),
    now,
  );
  // Who passed twice holds the part from the first pass. In order of person ids, as every lock of several people.
  const firstPass = new Map<string, (typeof marked)[number]>();
  const voided = await voidRegistrations(
    tx,
    marked.map((attempt) => attempt.registrationId),
  );
  for (const attempt of marked)
    if (
      attempt.markings[0]?.passed &&
      !voided.has(attempt.registrationId) &&
      !firstPass.has(attempt.personId)
    )
      firstPass.set(attempt.personId, attempt);
  const passes = [...firstPass.values()].map(({ id, personId, submittedAt }) => ({
    ...{ personId, attemptId: id },
    ...passIn(exam, chinaDateOf(submittedAt!)),
  }));
  await meetRequirements(tx, passes, actorId, now);
  if (exam.kind !== "qualification") return { ok: true };
  for (const { id, personId, submittedAt } of firstPass.values()) {
    await grantQualification(
      tx,
      {
        personId,
        part: exam.part as PartWord,
        field: exam.part === "special" ? exam.field : null,
        origin: "exam",
        attemptId: id,
        fromOn: chinaDateOf(submittedAt!),
      },
      actorId,
      now,
    );
  }
  return { ok: true };
}
