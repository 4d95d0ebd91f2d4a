/**
 * 任前考试: batches of candidates as the organisation department proposes them, entered for exams by whoever the regime
 * lets hold them. A candidate owes the exam: a requirement stands behind each.
 */
import { record } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, fromDbDate, toDbDate } from "~/calendar";
import { lockPeople, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { packFor } from "~/rulebook/packs.server";
import type { RegimeWord } from "~/rulebook/words";
import { type Refusal, refusal } from "~/verdict";
import { passHolds } from "./appointment";
import { appointmentPasses } from "./proposals.server";
import { type RegistrationOutcome, registerCandidates } from "./registration.server";
import { addRequirementStep, lockRequirement, withdrawRequirement } from "./requirement-steps.server";
import { requireExam } from "./requirements.server";

export type NewBatch = {
  regime: RegimeWord;
  title: string;
  documentNumber: string;
  /** The organ that proposes. */
  unitId: string;
  /** The last day on which the exam can be passed. */
  dueOn: DateOn;
  /** The last day of the term, where a pass holds until then. */
  termEndsOn: DateOn | null;
};

/** Refusals: appointment.due-past, appointment.term-missing, appointment.term-before-due. */
export async function createBatch(
  tx: Tx,
  batch: NewBatch,
  actorId: string,
  now: Date,
): Promise<{ ok: true; batchId: string } | { ok: false; refusals: Refusal[] }> {
  const { regime, unitId, dueOn, termEndsOn } = batch;
  const today = chinaDateOf(now);
  const { pack } = await packFor(tx, unitId, today);
  const { validity } = pack.preAppointment[regime];
  const isTerm = validity.value === "term-end";
  const refusals = [
    ...(dueOn < today ? [refusal("appointment.due-past")] : []),
    ...(isTerm && termEndsOn === null ? [refusal("appointment.term-missing", {}, validity.source)] : []),
    ...(termEndsOn !== null && termEndsOn < dueOn ? [refusal("appointment.term-before-due")] : []),
  ];
  if (refusals.length > 0) return { ok: false, refusals };
  const batchId = newId();
  await tx.appointmentBatch.create({
    data: {
      ...{ id: batchId, ...batch, createdById: actorId, createdAt: now },
      ...{ dueOn: toDbDate(dueOn), termEndsOn: termEndsOn && toDbDate(termEndsOn) },
    },
  });
  await record(tx, {
    ...{ type: "appointment.batch-created", at: now, actorId, unitId, subjectId: batchId },
    data: { batchId, regime },
  });
  return { ok: true, batchId };
}

export type NewCandidate = { batchId: string; personId: string; positionId: string; postTitle: string };

/**
 * Proposes somebody for a post; the exam before it is required of them from now on, and met where an earlier pass of the
 * regime still holds. Harmless to repeat. Refusals: those of `requireExam` against the person. null: no such batch.
 */
export async function addCandidate(
  tx: Tx,
  candidate: NewCandidate,
  actorId: string,
  now: Date,
): Promise<{ ok: true; candidateId: string } | { ok: false; refusals: Refusal[] } | null> {
  const { batchId, personId, positionId, postTitle } = candidate;
  const batch = await tx.appointmentBatch.findUnique({ where: { id: batchId } });
  if (!batch) return null;
  await lockPeople(tx, personId);
  const live = { batchId, personId, positionId, withdrawnAt: null };
  const known = await tx.appointmentCandidate.findFirst({ where: live, select: { id: true } });
  if (known) return { ok: true, candidateId: known.id };
  const candidateId = newId();
  const regime = batch.regime as RegimeWord;
  const dueOn = fromDbDate(batch.dueOn);
  const exam = { kind: "pre-appointment" as const, part: null, field: null, regime, dueOn };
  const asking = { source: "proposal" as const, sourceId: candidateId, personIds: [personId] };
  const answer = await requireExam(tx, { ...exam, ...asking }, actorId, now);
  if (!answer.ok) return answer;
  const [refused] = answer.refused;
  if (refused) return { ok: false, refusals: refused.refusals };
  const requirement = await tx.examRequirement.findFirstOrThrow({
    where: { source: "proposal", sourceId: candidateId },
  });
  const passes = (await appointmentPasses(tx, [personId])).get(personId) ?? [];
  await tx.appointmentCandidate.create({
    data: {
      ...{ id: candidateId, batchId, personId, positionId, postTitle, requirementId: requirement.id },
      ...{ addedById: actorId, addedAt: now },
    },
  });
  const today = chinaDateOf(now);
  const { pack } = await packFor(tx, batch.unitId, today);
  const holds = passes.some((pass) => pass.regime === regime && passHolds(pass, positionId, today, pack));
  if (holds && requirement.state === "owed")
    await addRequirementStep(tx, requirement, { act: "met", state: "met" }, actorId, now);
  await record(tx, {
    ...{ type: "appointment.proposed", at: now, actorId, personId, unitId: batch.unitId, subjectId: batchId },
    data: { batchId, regime },
  });
  return { ok: true, candidateId };
}

/**
 * Takes a candidate out of a batch: the exam is no longer owed, what was sat stays. Harmless to repeat. Refusals:
 * requirement.reason-missing, requirement.exemption-open. null: there is none.
 */
export async function withdrawCandidate(
  tx: Tx,
  { candidateId, reason }: { candidateId: string; reason: string },
  actorId: string,
  now: Date,
): Promise<{ ok: true } | { ok: false; refusals: Refusal[] } | null> {
  const candidate = await tx.appointmentCandidate.findUnique({
    where: { id: candidateId },
    include: { batch: { select: { unitId: true } } },
  });
  if (!candidate) return null;
  const requirement = await lockRequirement(tx, candidate.requirementId);
  const written = reason.trim();
  if (written === "") return { ok: false, refusals: [refusal("requirement.reason-missing")] };
  if (requirement?.state === "owed") {
    const asked = { requirementId: requirement.id, reason: written };
    const answer = await withdrawRequirement(tx, asked, actorId, now);
    if (answer && !answer.ok) return answer;
  }
  const { count } = await tx.appointmentCandidate.updateMany({
    where: { id: candidateId, withdrawnAt: null },
    data: { withdrawnAt: now, withdrawnById: actorId, withdrawalReason: written },
  });
  if (count === 0) return { ok: true };
  const { personId, batchId, batch } = candidate;
  await record(tx, {
    ...{ type: "appointment.candidate-withdrawn", at: now, actorId, personId, unitId: batch.unitId },
    ...{ subjectId: batchId, data: { batchId } },
  });
  return { ok: true };
}

/**
 * Enters every candidate who still owes the exam, and answers every reason against each who cannot be. Harmless to
 * repeat. Refusals for all: appointment.exam-regime (an exam of the other regime, or of another kind). null: no such batch.
 */
export async function enterBatch(
  tx: Tx,
  { batchId, examId }: { batchId: string; examId: string },
  actorId: string,
  now: Date,
): Promise<({ ok: true } & RegistrationOutcome) | { ok: false; refusals: Refusal[] } | null> {
  await tx.$executeRaw`SELECT 1 FROM appointment_batch WHERE id = ${batchId}::uuid FOR NO KEY UPDATE`;
  const batch = await tx.appointmentBatch.findUnique({ where: { id: batchId } });
  if (!batch) return null;
  const exam = await tx.exam.findUnique({ where: { id: examId }, select: { kind: true, regime: true } });
  if (exam?.kind !== "pre-appointment" || exam.regime !== batch.regime)
    return { ok: false, refusals: [refusal("appointment.exam-regime", { regime: batch.regime })] };
  await tx.appointmentEntry.createMany({
    data: [{ batchId, examId, enteredById: actorId, enteredAt: now }],
    skipDuplicates: true,
  });
  const owing = await tx.appointmentCandidate.findMany({
    where: { batchId, withdrawnAt: null, requirement: { state: "owed" } },
    select: { personId: true },
  });
  const live = await tx.registration.findMany({
    where: { examId, withdrawnAt: null, personId: { in: owing.map(({ personId }) => personId) } },
    select: { personId: true },
  });
  const entered = new Set(live.map(({ personId }) => personId));
  const personIds = owing.flatMap(({ personId }) => (entered.has(personId) ? [] : [personId]));
  const outcome = await registerCandidates(tx, { examId, personIds }, actorId, now);
  await record(tx, {
    ...{ type: "appointment.batch-entered", at: now, actorId, unitId: batch.unitId, subjectId: batchId },
    data: { batchId, examId, entered: outcome.registered.length, refused: outcome.refused.length },
  });
  return { ok: true, ...outcome };
}
