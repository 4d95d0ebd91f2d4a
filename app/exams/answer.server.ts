/** Saving answers: one conditional statement for all that come at once, because six hundred people do. */
import { workingSession } from "~/access/session.server";
import { prisma, rowsOf, type Tx } from "~/db.server";
import { together } from "~/together";
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
  const saving = [{ step, device: save.device, personId }];
  const append = async () => (await appendSteps(tx, saving, "waits"))[0];
  if (await append()) return { ok: true, savedAt: now };
  const reason = await whyNotSaved(tx, step, save, now);
  // Nothing against it any more: time was given, or the paper given back, between the two statements.
  if (reason === null && (await append())) return { ok: true, savedAt: now };
  return reason ?? (await whyNotSaved(tx, step, save, now)) ?? stale(seq);
}

/**
 * The same for whoever's session it is, in the statement that also asks whether the session works, and together with all
 * who save meanwhile: what nearly every save comes to. Null: not saved this way, and `saveAnswer` tells why.
 */
export async function saveInSession(
  tx: Tx,
  { session, ...save }: Omit<Save, "personId"> & { session: Uint8Array },
  now: Date,
): Promise<Saved | null> {
  const sheet = await answerSheetOf(tx, save.attemptId);
  const reading = sheet && stepOf(sheet, save, now);
  if (!reading?.ok) return null;
  const saving = { step: reading.step, device: save.device, session };
  return (await appendTogether(saving)) ? { ok: true, savedAt: now } : null;
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

/** `personId` or `session`: whose attempt it has to be. */
type Saving = { step: AnswerStep; device: string } & (
  | { personId: string; session?: undefined }
  | { session: Uint8Array; personId?: undefined }
);

/** What is done about an attempt that somebody is changing: the name of the statement, and how it takes its lock. */
const LOCKING = {
  waits: [Prisma.raw("/* prepared as save-answer */"), Prisma.empty],
  /** So that nobody waits for another's. */
  "passes-over": [Prisma.raw("/* prepared as save-answers */"), Prisma.raw("SKIP LOCKED")],
} as const;

/** Everybody's saves share their statements, whatever transaction asked. */
const appendTogether = together((savings: readonly Saving[]) => appendSteps(prisma, savings, "passes-over"));

/**
 * Appends each step if its attempt is open, its owner's, this device's, in time and the step is newer than the last:
 * answers or flags, the chain's head and the step itself, or nothing. Answers which were appended; of several to one
 * attempt it is the first at most.
 * This is the statement whose cost a room of six hundred feels: it is prepared, and all it is given is text.
 */
async function appendSteps(
  tx: Tx,
  savings: readonly Saving[],
  locking: keyof typeof LOCKING,
): Promise<boolean[]> {
  const [name, wait] = LOCKING[locking];
  const first = new Map<string, Saving>();
  for (const one of savings) if (!first.has(one.step.attemptId)) first.set(one.step.attemptId, one);
  const all = [...first.values()];
  const column = (value: (one: Saving) => string | number | null) => all.map(value);
  const whose = workingSession(Prisma.sql`decode(one.session, 'hex')`, Prisma.sql`one.received_at`);
  const appended = await rowsOf<{ attemptId: string }>(
    tx,
    Prisma.sql`${name}
  WITH open AS (
    SELECT one.* FROM unnest(
        ${column(({ step }) => step.attemptId)}::uuid[], ${column(({ personId }) => personId ?? null)}::uuid[],
        ${column(({ session }) => (session ? Buffer.from(session).toString("hex") : null))}::text[],
        ${column(({ device }) => deviceHexOf(device))}::text[],
        ${column(({ step }) => step.epoch)}::int[], ${column(({ step }) => step.seq)}::int[],
        ${column(({ step }) => step.kind)}::text[], ${column(({ step }) => step.slot)}::int[],
        ${column(({ step }) => JSON.stringify(step.answer))}::jsonb[],
        ${column(({ step }) => step.receivedAt.toISOString())}::timestamptz[], ${column(({ step }) => stepPayload(step))}::text[])
      AS one(attempt_id, person_id, session, device, epoch, seq, kind, slot, answer, received_at, payload)
    JOIN attempt t ON t.id = one.attempt_id
    WHERE t.person_id = coalesce(one.person_id, (SELECT a.person_id FROM ${whose})) AND t.state = 'open'
      AND t.epoch = one.epoch AND t.device_hash = decode(one.device, 'hex') AND t.last_seq < one.seq AND t.paused_since IS NULL
      AND one.received_at <= t.deadline_at + make_interval(secs => t.grace_seconds)
    FOR NO KEY UPDATE OF t ${wait}
  ), saved AS (
    UPDATE attempt t SET last_seq = one.seq, last_saved_at = one.received_at,
      last_hash = sha256(t.last_hash || convert_to(one.payload, 'UTF8')),
      answers = CASE one.kind WHEN 'answer' THEN t.answers || jsonb_build_object(one.slot::text, one.answer) ELSE t.answers END,
      flags = CASE one.kind WHEN 'flag' THEN t.flags || jsonb_build_object(one.slot::text, one.answer) ELSE t.flags END
    FROM open one WHERE t.id = one.attempt_id
    RETURNING one.*, t.last_hash
  )
  INSERT INTO answer_step (attempt_id, epoch, seq, kind, slot, answer, received_at, hash)
  SELECT attempt_id, epoch, seq, kind, slot, answer, received_at, last_hash FROM saved
  RETURNING attempt_id::text AS "attemptId"`,
  );
  const done = new Set(appended.map(({ attemptId }) => first.get(attemptId)));
  return savings.map((one) => done.has(one));
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
