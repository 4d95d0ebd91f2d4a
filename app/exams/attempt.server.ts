/**
 * Beginning an attempt, and going on with it elsewhere. Every step is appended to the attempt's ledger; the attempt's
 * own columns are a projection of it. Answering is `answer.server.ts`, handing in `submission.server.ts`.
 */
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import { lockPeople, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { packVersion } from "~/rulebook/packs.server";
import { type Refusal, refusal } from "~/verdict";
import { ownWindow } from "./admission";
import { admissionOf } from "./admission.server";
import { type AttemptState, isOverdue, mayStart } from "./attempt";
import { genesis, type Step, stepHash } from "./attempt-chain";
import { deviceHashOf } from "./device.server";
import { deadlineFor, type ExamAct } from "./exam";
import { extended, isHeld } from "./invigilation";
import { type DrawnPaper, drawPaper, freezePaper } from "./paper.server";
import { examBans } from "./qualification.server";
import { banRefusals } from "./registration";
import { lockAttempt } from "./submission.server";
import { voidRegistrations } from "./void.server";
import { holdsFrom, minutesWaiting, withHolds } from "./waiting.server";

type Refused = { ok: false; refusals: Refusal[] };

/**
 * Begins the exam for a person who is registered: paper drawn and frozen, deadline stored, attempt opened, in one.
 * Called again while the attempt is open, by whatever device and however often at once, it answers the same attempt.
 * `seed` decides the draw. Refusals: see `mayStart`; attempt.no-paper when the banks can no longer fill the blueprint.
 */
export async function startAttempt(
  tx: Tx,
  { examId, personId, device, seed }: { examId: string; personId: string; device: string; seed: string },
  actorId: string | null,
  now: Date,
): Promise<{ ok: true; attemptId: string } | Refused> {
  // Shared with whoever else begins; releasing the results waits for all of them, and they for it.
  await tx.$executeRaw`SELECT 1 FROM exam WHERE id = ${examId}::uuid FOR SHARE`;
  await lockPeople(tx, personId);
  const exam = await tx.exam.findUniqueOrThrow({ where: { id: examId }, include: { acts: true } });
  const registration = await tx.registration.findFirst({
    where: { examId, personId, withdrawnAt: null },
    include: { attempts: { select: { id: true, state: true } }, effects: withHolds },
  });
  const open = registration?.attempts.find((attempt) => attempt.state === "open");
  if (open) return { ok: true, attemptId: open.id };

  const { pack } = await packVersion(tx, exam.packVersionId);
  const holds = holdsFrom(registration?.effects ?? []);
  const { delayMs } = await admissionOf(tx, { examId, personId });
  const window = ownWindow(exam, { delayMs, holds }, now);
  const on = chinaDateOf(now);
  const bans = (await examBans(tx, [personId], { trueOn: on })).get(personId) ?? [];
  const verdict = mayStart(
    {
      exam: { ...window, acts: exam.acts.map(({ act }) => act as ExamAct) },
      isRegistered: registration !== null,
      attemptsUsed: await tx.attempt.count({ where: { personId, registration: { examId } } }),
      isVoid: registration !== null && (await voidRegistrations(tx, [registration.id])).size > 0,
      isHeld: isHeld(holds),
      banRefusals: banRefusals(bans, on, pack),
    },
    now,
  );
  if (!verdict.ok) return verdict;
  const paper = await drawPaper(tx, exam, seed, now);
  // Which questions are lacking is the office's matter: it would tell the candidate what the papers are made of.
  if (!paper.ok) return { ok: false, refusals: [refusal("attempt.no-paper")] };

  const number = registration!.attempts.length + 1;
  const extraMinutes = await minutesWaiting(tx, registration!.id);
  const attemptId = await openAttempt(
    tx,
    {
      ...{ registrationId: registration!.id, personId, number, device, extraMinutes, drawn: paper.drawn },
      deadlineAt: extended(deadlineFor(window, now), extraMinutes),
      graceSeconds: pack.exam.lateGraceSeconds.value,
    },
    now,
  );
  await record(tx, {
    type: "attempt.started",
    at: now,
    actorId,
    personId,
    unitId: registration!.unitId,
    subjectId: attemptId,
    data: { attemptId, number },
  });
  return { ok: true, attemptId };
}

/** The attempt, its paper and the first step of its ledger. Without a registration it is a rehearsal. Answers its id. */
export async function openAttempt(
  tx: Tx,
  attempt: {
    registrationId: string | null;
    personId: string;
    number: number;
    device: string;
    deadlineAt: Date;
    graceSeconds: number;
    extraMinutes: number;
    drawn: DrawnPaper;
  },
  now: Date,
): Promise<string> {
  const { device, extraMinutes, drawn, ...columns } = attempt;
  const attemptId = newId();
  const started: Step = {
    attemptId,
    epoch: 1,
    seq: 0,
    kind: "started",
    slot: null,
    answer: { paper: drawn.contentHash, ...(extraMinutes > 0 ? { extraMinutes } : {}) },
    receivedAt: now,
  };
  const hash = new Uint8Array(stepHash(genesis, started));
  await tx.attempt.create({
    data: {
      id: attemptId,
      ...columns,
      startedAt: now,
      state: "open",
      epoch: 1,
      lastSeq: 0,
      lastHash: hash,
      answers: {},
      flags: {},
      deviceHash: deviceHashOf(device),
    },
  });
  await freezePaper(tx, attemptId, drawn);
  await tx.answerStep.create({ data: { ...started, answer: started.answer as object, hash } });
  return attemptId;
}

/**
 * Lets another device go on with an open attempt: from now on only its saves count, the other's are refused. The
 * ledger shows it. Harmless for the device that has the attempt already. False: not open, or not this person's.
 */
export async function takeOver(
  tx: Tx,
  { attemptId, personId, device }: { attemptId: string; personId: string; device: string },
  actorId: string | null,
  now: Date,
): Promise<boolean> {
  const attempt = await lockAttempt(tx, attemptId);
  if (attempt?.personId !== personId || attempt.state !== "open" || isOverdue(attempt, now)) return false;
  const deviceHash = deviceHashOf(device);
  if (Buffer.from(attempt.deviceHash).equals(deviceHash)) return true;
  const epoch = attempt.epoch + 1;
  const step: Step = {
    attemptId,
    epoch,
    seq: attempt.lastSeq,
    kind: "take-over",
    slot: null,
    answer: null,
    receivedAt: now,
  };
  const hash = new Uint8Array(stepHash(attempt.lastHash, step));
  await tx.attempt.update({ where: { id: attemptId }, data: { epoch, deviceHash, lastHash: hash } });
  await tx.answerStep.create({ data: { ...step, answer: undefined, hash } });
  await record(tx, {
    type: "attempt.taken-over",
    at: now,
    actorId,
    ...(attempt.registrationId === null ? {} : { personId }),
    subjectId: attemptId,
    data: { attemptId, epoch },
  });
  return true;
}

export type Standing = {
  state: AttemptState;
  /** Whether the asking device has the attempt. */
  isHere: boolean;
  epoch: number;
  lastSeq: number;
  deadlineAt: Date;
  /** Since when the clock stands; null: it runs. */
  pausedSince: Date | null;
  graceSeconds: number;
};

/** Where an attempt stands, for the room's clock; null: no such attempt of this person. */
export async function attemptStanding(
  tx: Tx,
  { attemptId, personId, device }: { attemptId: string; personId: string; device: string | null },
): Promise<Standing | null> {
  const row = await tx.attempt.findFirst({
    where: { id: attemptId, personId },
    select: {
      state: true,
      epoch: true,
      lastSeq: true,
      deadlineAt: true,
      pausedSince: true,
      graceSeconds: true,
      deviceHash: true,
    },
  });
  if (!row) return null;
  const { deviceHash, state, ...rest } = row;
  const isHere = device !== null && Buffer.from(deviceHash).equals(deviceHashOf(device));
  return { ...rest, state: state as AttemptState, isHere };
}

/** The attempt at an exam the person is in the middle of; null: none. */
export async function attemptUnderWay(
  tx: Tx,
  personId: string,
  now: Date,
): Promise<{ attemptId: string; examTitle: string; deadlineAt: Date } | null> {
  const attempt = await tx.attempt.findFirst({
    where: { personId, registrationId: { not: null }, state: "open", deadlineAt: { gt: now } },
    orderBy: { deadlineAt: "asc" },
    select: { id: true, deadlineAt: true, registration: { select: { exam: { select: { title: true } } } } },
  });
  if (!attempt?.registration) return null;
  const { id: attemptId, deadlineAt, registration } = attempt;
  return { attemptId, examTitle: registration.exam.title, deadlineAt };
}
