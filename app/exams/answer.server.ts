/** Saving an answer: one conditional statement a save, because six hundred people save at once. */
import type { Tx } from "~/db.server";
import { type Refusal, refusal } from "~/verdict";
import { type AttemptState, acceptedUntil, type SubmittedBy } from "./attempt";
import { type Step, stepPayload } from "./attempt-chain";
import { deviceHashOf } from "./device.server";
import { answerFrom } from "./paper";
import { answerSheetOf } from "./paper.server";

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
  const { attemptId, personId, epoch, seq, slot, change } = save;
  const sheet = await answerSheetOf(tx, attemptId);
  if (!sheet || sheet.personId !== personId) return null;
  const place = sheet.slots[slot - 1];
  if (!place) return { ok: false, refusals: [refusal("answer.no-such-slot", { slot })], lastSeq: 0 };
  const reading = "answer" in change ? answerFrom(place, change.answer) : null;
  if (reading && !reading.ok) return { ...reading, lastSeq: 0 };

  const kind = reading ? "answer" : "flag";
  const answer: unknown = reading ? reading.answer : "flag" in change && change.flag;
  const step = { attemptId, epoch, seq, kind, slot, answer, receivedAt: now } as const;
  if (await appendStep(tx, step, save)) return { ok: true, savedAt: now };
  return whyNotSaved(tx, step, save, now);
}

/**
 * Appends the step if the attempt is open, this device's, in time and the step is newer than the last: answers or
 * flags, the chain's head and the step itself, or nothing. Numbered parameters, each sent once: this is the statement
 * whose cost a room of six hundred feels. Only `projection`, one of two words, is put into its text. The comment names
 * it, for a client that keeps prepared statements.
 */
const appendSql = (projection: "answers" | "flags") => `/* prepared as save-${projection} */
  WITH saved AS (
    UPDATE attempt SET last_seq = $4::int, last_saved_at = $6::timestamptz,
      last_hash = sha256(last_hash || convert_to($7, 'UTF8')),
      ${projection} = ${projection} || jsonb_build_object($8::text, $9::jsonb)
    WHERE id = $1::uuid AND person_id = $2::uuid AND state = 'open' AND epoch = $3::int AND device_hash = decode($5, 'hex')
      AND last_seq < $4::int AND paused_since IS NULL AND $6::timestamptz <= deadline_at + make_interval(secs => grace_seconds)
    RETURNING last_hash
  )
  INSERT INTO answer_step (attempt_id, epoch, seq, kind, slot, answer, received_at, hash)
  SELECT $1::uuid, $3::int, $4::int, $10, $8::int, $9::jsonb, $6::timestamptz, last_hash FROM saved`;
const APPEND = { answer: appendSql("answers"), flag: appendSql("flags") };

async function appendStep(
  tx: Tx,
  step: Step & { kind: "answer" | "flag" },
  { personId, device }: Save,
): Promise<boolean> {
  const { attemptId, epoch, seq, kind, slot, receivedAt } = step;
  const added = await tx.$executeRawUnsafe(
    APPEND[kind],
    attemptId,
    personId,
    epoch,
    seq,
    // As text: bytes and dates would take the client's slow road.
    Buffer.from(deviceHashOf(device)).toString("hex"),
    receivedAt.toISOString(),
    stepPayload(step),
    String(slot),
    JSON.stringify(step.answer),
    kind,
  );
  return added === 1;
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

/** Asked only when nothing was saved: the reason, or that the same save had arrived before. */
async function whyNotSaved(tx: Tx, step: Step, save: Save, now: Date): Promise<Saved | NotSaved> {
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
  if (state === "open" && !isLate) return no(refusal("answer.stale", { lastSeq }));
  await keepLateStep(tx, step);
  return no(
    submittedBy !== "deadline" && !isLate
      ? refusal("attempt.closed")
      : refusal("answer.too-late", { deadlineAt: deadlineAt.toISOString() }),
  );
}

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
