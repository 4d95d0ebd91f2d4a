/** Saving an answer: one conditional statement a save, because six hundred people save at once. */
import { workingSession } from "~/access/session.server";
import { rowsOf, type Tx } from "~/db.server";
import { type Refusal, refusal } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";
import { type AttemptState, acceptedUntil, type SubmittedBy } from "./attempt";
import { type Step, stepPayload } from "./attempt-chain";
import { deviceHashOf, deviceHexOf } from "./device.server";
import { answerFrom } from "./paper";
import { type AnswerSheet, answerSheetOf } from "./paper.server";

export type Save = {
  attemptId: string;
  personId: string;
  device: string;
  /** Counts take-overs; a device that was taken over knows an older one. */
  epoch: number;
  /** Counts the device's saves, from the attempt's `lastSeq` + 1. */
  seq: number;
  /** The number of the question on the paper. */
  slot: number;
  /** Labels chosen, none to take the answer back; or the flag. */
  change: { answer: string[] } | { flag: boolean };
};

export type Saved = { ok: true; savedAt: Date };
/** `lastSeq`: the last save that counts. A device that shares the attempt numbers on from there. */
export type NotSaved = { ok: false; refusals: Refusal[]; lastSeq: number };

/**
 * Saves one answer or flag. `now` is the instant at which the server received it. One statement, so it needs no
 * transaction of its own. Sent again, the same save is answered again. Null: no such attempt of this person.
 * Refusals: answer.no-such-slot, answer.no-such-option, answer.too-many, attempt.closed, answer.too-late,
 * attempt.taken-over, attempt.paused, answer.stale { lastSeq }.
 */
export async function saveAnswer(tx: Tx, save: Save, now: Date): Promise<Saved | NotSaved | null> {
  const { attemptId, personId, seq, slot } = save;
  const sheet = await answerSheetOf(tx, attemptId);
  if (!sheet || sheet.personId !== personId) return null;
  const reading = stepOf(sheet, save, now);
  if (!reading) return { ok: false, refusals: [refusal("answer.no-such-slot", { slot })], lastSeq: 0 };
  if (!reading.ok) return { ...reading, lastSeq: 0 };

  const { step } = reading;
  const own = Prisma.sql`${personId}::uuid`;
  if (await appendStep(tx, step, save.device, own)) return { ok: true, savedAt: now };
  const reason = await whyNotSaved(tx, step, save, now);
  // Nothing against it any more: time was given, or the paper given back, between the two statements.
  if (reason === null && (await appendStep(tx, step, save.device, own))) return { ok: true, savedAt: now };
  return reason ?? (await whyNotSaved(tx, step, save, now)) ?? stale(seq);
}

/**
 * The same for whoever's session it is, in the one statement that also asks whether the session works: what nearly every
 * save comes to. Null: not saved this way, and `saveAnswer` tells why.
 */
export async function saveInSession(
  tx: Tx,
  { session, ...save }: Omit<Save, "personId"> & { session: Uint8Array },
  now: Date,
): Promise<Saved | null> {
  const sheet = await answerSheetOf(tx, save.attemptId);
  const reading = sheet && stepOf(sheet, save, now);
  if (!reading?.ok) return null;
  const own = Prisma.sql`(SELECT a.person_id FROM ${workingSession(session, now)})`;
  return (await appendStep(tx, reading.step, save.device, own)) ? { ok: true, savedAt: now } : null;
}

type AnswerStep = Step & { kind: "answer" | "flag" };

/** Null: the paper has no such question. */
function stepOf(
  sheet: AnswerSheet,
  { attemptId, epoch, seq, slot, change }: Omit<Save, "personId">,
  now: Date,
): { ok: true; step: AnswerStep } | { ok: false; refusals: Refusal[] } | null {
  const place = sheet.slots[slot - 1];
  if (!place) return null;
  const common = { attemptId, epoch, seq, slot, receivedAt: now };
  if ("flag" in change) return { ok: true, step: { ...common, kind: "flag", answer: change.flag } };
  const reading = answerFrom(place, change.answer);
  return reading.ok ? { ok: true, step: { ...common, kind: "answer", answer: reading.answer } } : reading;
}

const PROJECTION = { answer: Prisma.raw("answers"), flag: Prisma.raw("flags") };

/**
 * Appends the step if the attempt is open, its owner's, this device's, in time and the step is newer than the last:
 * answers or flags, the chain's head and the step itself, or nothing. This is the statement whose cost a room of six
 * hundred feels: it is prepared, under a name for each of its four forms, and all it is given is text.
 */
async function appendStep(tx: Tx, step: AnswerStep, device: string, own: Prisma.Sql): Promise<boolean> {
  const { attemptId, epoch, seq, kind, slot } = step;
  const receivedAt = step.receivedAt.toISOString();
  const answer = JSON.stringify(step.answer);
  const projection = PROJECTION[kind];
  const name = Prisma.raw(
    `/* prepared as save-${kind}-${own.values.length === 1 ? "of" : "in-session-of"} */`,
  );
  const added = await rowsOf(
    tx,
    Prisma.sql`${name}
  WITH saved AS (
    UPDATE attempt SET last_seq = ${seq}::int, last_saved_at = ${receivedAt}::timestamptz,
      last_hash = sha256(last_hash || convert_to(${stepPayload(step)}, 'UTF8')),
      ${projection} = ${projection} || jsonb_build_object(${String(slot)}::text, ${answer}::jsonb)
    WHERE id = ${attemptId}::uuid AND person_id = ${own} AND state = 'open' AND epoch = ${epoch}::int
      AND device_hash = decode(${deviceHexOf(device)}, 'hex') AND last_seq < ${seq}::int
      AND paused_since IS NULL
      AND ${receivedAt}::timestamptz <= deadline_at + make_interval(secs => grace_seconds)
    RETURNING last_hash
  )
  INSERT INTO answer_step (attempt_id, epoch, seq, kind, slot, answer, received_at, hash)
  SELECT ${attemptId}::uuid, ${epoch}::int, ${seq}::int, ${kind}, ${slot}::int, ${answer}::jsonb, ${receivedAt}::timestamptz, last_hash
  FROM saved RETURNING seq`,
  );
  return added.length === 1;
}

type Situation = {
  state: AttemptState;
  submittedBy: SubmittedBy | null;
  epoch: number;
  lastSeq: number;
  sameDevice: boolean;
  deadlineAt: Date;
  graceSeconds: number;
  pausedSince: Date | null;
  savedAt: Date | null;
};

/** Asked only when nothing was saved: the reason, or that the same save had arrived before. Null: no reason any more. */
async function whyNotSaved(tx: Tx, step: Step, save: Save, now: Date): Promise<Saved | NotSaved | null> {
  const { attemptId, epoch, seq, kind, slot } = step;
  const [found] = await tx.$queryRaw<Situation[]>`
    SELECT a.state, a.submitted_by AS "submittedBy", a.epoch, a.last_seq AS "lastSeq",
      a.device_hash = ${deviceHashOf(save.device)} AS "sameDevice",
      a.deadline_at AS "deadlineAt", a.grace_seconds AS "graceSeconds", a.paused_since AS "pausedSince",
      s.received_at AS "savedAt"
    FROM attempt a LEFT JOIN answer_step s ON s.attempt_id = a.id AND s.epoch = ${epoch}::int AND s.seq = ${seq}::int
      AND s.kind = ${kind} AND s.slot = ${slot}::int AND s.answer = ${JSON.stringify(step.answer)}::jsonb
    WHERE a.id = ${attemptId}::uuid`;
  const {
    state,
    submittedBy,
    epoch: current,
    lastSeq,
    sameDevice,
    deadlineAt,
    pausedSince,
    savedAt,
  } = found!;
  if (savedAt && sameDevice) return { ok: true, savedAt };
  const no = (reason: Refusal): NotSaved => ({ ok: false, refusals: [reason], lastSeq });
  if (current !== epoch || !sameDevice) return no(refusal("attempt.taken-over"));
  // The browser keeps it and sends it again when the clock runs on.
  if (pausedSince) return no(refusal("attempt.paused"));
  const isLate = now > acceptedUntil(found!);
  if (state === "open" && !isLate) return lastSeq >= step.seq ? stale(lastSeq) : null;
  await keepLateStep(tx, step);
  return no(
    submittedBy !== "deadline" && !isLate
      ? refusal("attempt.closed")
      : refusal("answer.too-late", { deadlineAt: deadlineAt.toISOString() }),
  );
}

const stale = (lastSeq: number): NotSaved => ({
  ok: false,
  refusals: [refusal("answer.stale", { lastSeq })],
  lastSeq,
});

/** More than any paper has questions; beyond it someone only fills our disk. */
const LATE_STEPS_KEPT = 500;

/** What came too late is kept beside the chain and counts for nothing, unless two people decide otherwise. */
async function keepLateStep(tx: Tx, step: Step): Promise<void> {
  const late: Step = { ...step, kind: "late" };
  const { attemptId, epoch, seq, slot, receivedAt } = late;
  await tx.$executeRaw`
    WITH target AS (SELECT id, last_hash FROM attempt WHERE id = ${attemptId}::uuid FOR NO KEY UPDATE)
    INSERT INTO answer_step (attempt_id, epoch, seq, kind, slot, answer, received_at, hash)
    SELECT id, ${epoch}::int, ${seq}::int, 'late', ${slot}::int, ${JSON.stringify(late.answer)}::jsonb, ${receivedAt},
      sha256(last_hash || convert_to(${stepPayload(late)}, 'UTF8'))
    FROM target
    WHERE (SELECT count(*) FROM answer_step WHERE attempt_id = ${attemptId}::uuid AND kind = 'late') < ${LATE_STEPS_KEPT}
    ON CONFLICT DO NOTHING`;
}
