/** The checks of an entry of the ledger: the unit confirms, legal affairs accepts, either returns; what was returned comes in again. */
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { packFor } from "~/rulebook/packs.server";
import type { StudyModeWord } from "~/rulebook/words";
import { combine, refusal, type Verdict, verdictOf } from "~/verdict";
import { addStep, lockedRecord } from "./entry.server";
import { mayRestOn } from "./evidence";
import { mayCheck, mayStep, type RecordStep } from "./record-state";
import type { Evidence } from "./session";
import { keepStandingsOf } from "./standing-store.server";

/** The first check: somebody of the unit stands for it. Doing it again is harmless. Refusals: those of `mayCheck`. */
export async function confirmStudyRecord(
  tx: Tx,
  { recordId }: { recordId: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  return check(tx, recordId, "confirmed", null, actorId, now);
}

/**
 * The second check: it counts from now on. Doing it again is harmless. Refusals: those of `mayCheck`, and those of
 * `mayRestOn` for an entry that takes no other back.
 */
export async function acceptStudyRecord(
  tx: Tx,
  { recordId }: { recordId: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  return check(tx, recordId, "accepted", null, actorId, now);
}

/** Back, with every reason at once. Refusals: study-record.reason-missing, and those of `mayCheck`. */
export async function returnStudyRecord(
  tx: Tx,
  { recordId, reason }: { recordId: string; reason: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  if (reason.trim() === "") return { ok: false, refusals: [refusal("study-record.reason-missing")] };
  return check(tx, recordId, "returned", reason, actorId, now);
}

/**
 * A returned entry of the unit goes in again as it was, saying what was put right beside it. Refusals:
 * study-record.reason-missing, study-record.step-impossible, study-record.mended-already.
 */
export async function resubmitStudyRecord(
  tx: Tx,
  { recordId, reason }: { recordId: string; reason: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  if (reason.trim() === "") return { ok: false, refusals: [refusal("study-record.reason-missing")] };
  const { row, state } = await lockedRecord(tx, recordId);
  const verdict = combine(
    mayStep(state, "submitted"),
    verdictOf(row.mendedBy ? [refusal("study-record.mended-already")] : []),
  );
  if (!verdict.ok) return verdict;
  await addStep(tx, row, "submitted", reason, actorId, now);
  const { personId } = await tx.account.findUniqueOrThrow({
    where: { id: actorId },
    select: { personId: true },
  });
  // Whoever sends in again what others studied speaks for the unit, as when it was entered.
  if (personId !== row.personId) await addStep(tx, row, "confirmed", null, actorId, now);
  await keepStandingsOf(tx, [row], now);
  return { ok: true };
}

async function check(
  tx: Tx,
  recordId: string,
  step: Extract<RecordStep, "confirmed" | "accepted" | "returned">,
  reason: string | null,
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const { row, state, confirmedById } = await lockedRecord(tx, recordId);
  if (step !== "returned" && state === step) return { ok: true };
  const account = await tx.account.findUniqueOrThrow({ where: { id: actorId }, select: { personId: true } });
  const { personId, recordedById } = row;
  const may = mayCheck({ personId, recordedById, state, confirmedById }, step, {
    accountId: actorId,
    personId: account.personId,
  });
  const verdict = step === "accepted" && row.reversesId === null ? combine(may, await rests(tx, row)) : may;
  if (!verdict.ok) return verdict;
  await addStep(tx, row, step, reason, actorId, now);
  await keepStandingsOf(tx, [row], now);
  return verdict;
}

async function rests(
  tx: Tx,
  row: { unitId: string; startAt: Date; mode: string; evidence: unknown },
): Promise<Verdict> {
  const { pack } = await packFor(tx, row.unitId, chinaDateOf(row.startAt));
  const evidenceKinds = (row.evidence as Evidence[]).map(({ kind }) => kind);
  return mayRestOn({ mode: row.mode as StudyModeWord, evidenceKinds }, pack);
}
