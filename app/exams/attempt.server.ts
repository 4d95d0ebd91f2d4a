/**
 * Beginning an attempt, and going on with it elsewhere. Every step is appended to the attempt's ledger; the attempt's
 * own columns are a projection of it. Answering is `answer.server.ts`, handing in `submission.server.ts`.
 */
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import { lockExamToBegin, lockPeople, rowsOf, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { packVersion } from "~/rulebook/packs.server";
import { type Refusal, refusal } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";
import { ownWindow } from "./admission";
import { admissionAmong } from "./admission.server";
import { type AttemptState, isOverdue, mayStart } from "./attempt";
import { genesis, type Step, stepHash } from "./attempt-chain";
import { beginningOf } from "./beginning.server";
import { deviceHashOf, deviceHexOf } from "./device.server";
import { deadlineFor } from "./exam";
import { extended, isHeld } from "./invigilation";
import { type DrawnPaper, drawPaper, freezing } from "./paper.server";
import { examBans } from "./qualification.server";
import { banRefusals } from "./registration";
import { lockAttempt } from "./submission.server";

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
  await lockExamToBegin(tx, examId);
  await lockPeople(tx, personId);
  const beginning = await beginningOf(tx, { examId, personId });
  if (!beginning) return { ok: false, refusals: [refusal("attempt.not-registered")] };
  const { exam, registration, openId, entered, extraMinutes, holds, ...facts } = beginning;
  if (openId !== null) return { ok: true, attemptId: openId };

  const { pack } = await packVersion(tx, exam.packVersionId);
  const { delayMs } = admissionAmong({ examId, personId }, entered);
  const window = ownWindow(exam, { delayMs, holds }, now);
  const on = chinaDateOf(now);
  const bans = (await examBans(tx, [personId], { trueOn: on })).get(personId) ?? [];
  const verdict = mayStart(
    { ...facts, exam: window, isHeld: isHeld(holds), banRefusals: banRefusals(bans, on, pack) },
    now,
  );
  if (!verdict.ok) return verdict;
  const paper = await drawPaper(tx, exam, seed, now);
  // Which questions are lacking is the office's matter: it would tell the candidate what the papers are made of.
  if (!paper.ok) return { ok: false, refusals: [refusal("attempt.no-paper")] };

  const { registrationId, unitId, attempts } = registration!;
  const number = attempts + 1;
  const attemptId = await openAttempt(
    tx,
    {
      ...{ registrationId, personId, number, device, extraMinutes, drawn: paper.drawn },
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
    unitId,
    subjectId: attemptId,
    data: { attemptId, number },
  });
  return { ok: true, attemptId };
}

/** The attempt, its paper and the first step of its ledger, in one statement. Without a registration it is a rehearsal. Answers its id. */
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
  const { registrationId, personId, number, device, deadlineAt, graceSeconds, extraMinutes, drawn } = attempt;
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
  const startedAt = now.toISOString();
  const hash = stepHash(genesis, started).toString("hex");
  await rowsOf(
    tx,
    Prisma.sql`/* prepared as begin-attempt */
    WITH begun AS (
      INSERT INTO attempt (id, registration_id, person_id, number, started_at, deadline_at, grace_seconds, state, epoch,
        last_seq, last_hash, answers, flags, device_hash)
      VALUES (${attemptId}::uuid, ${registrationId}::uuid, ${personId}::uuid, ${number}::int, ${startedAt}::timestamptz,
        ${deadlineAt.toISOString()}::timestamptz, ${graceSeconds}::int, 'open', 1, 0, decode(${hash}, 'hex'), '{}', '{}',
        decode(${deviceHexOf(device)}, 'hex'))
      RETURNING id
    ), frozen AS (${freezing(Prisma.sql`begun`, drawn)})
    INSERT INTO answer_step (attempt_id, epoch, seq, kind, answer, received_at, hash)
    SELECT id, 1, 0, 'started', ${JSON.stringify(started.answer)}::jsonb, ${startedAt}::timestamptz, decode(${hash}, 'hex')
    FROM begun`,
  );
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
  const [row] = await rowsOf<Omit<Standing, "isHere"> & { isHere: boolean | null }>(
    tx,
    Prisma.sql`/* prepared as standing */
    SELECT state, epoch, last_seq AS "lastSeq", deadline_at AS "deadlineAt", paused_since AS "pausedSince",
      grace_seconds AS "graceSeconds", device_hash = decode(${device && deviceHexOf(device)}, 'hex') AS "isHere"
    FROM attempt WHERE id = ${attemptId}::uuid AND person_id = ${personId}::uuid`,
  );
  return row ? { ...row, isHere: row.isHere === true } : null;
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
