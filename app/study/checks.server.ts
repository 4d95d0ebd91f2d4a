/** The checks of an entry of the ledger: the unit confirms, legal affairs accepts, either returns; what was returned comes in again. */
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { packFor } from "~/rulebook/packs.server";
import type { StudyModeWord } from "~/rulebook/words";
import { allow, combine, refusal, type Verdict, verdictOf } from "~/verdict";
import { addStep, lockedRecord } from "./entry.server";
import { mayRestOn } from "./evidence";
import { mayChange } from "./frozen.server";
import { mayCheck, mayStep, type RecordStep } from "./record-state";
import type { Evidence } from "./session";
import { keepStandingsOf } from "./standing-store.server";

/** The first check: somebody of the unit stands for it. Doing it again is harmless. Refusals: those of `mayCheck`, study-record.year-frozen. */
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

/** Several at once, each by its own verdict; the years of everybody concerned are computed once, when all are decided. */
export async function acceptStudyRecords(
  tx: Tx,
  { recordIds }: { recordIds: readonly string[] },
  actorId: string,
  now: Date,
): Promise<{ recordId: string; verdict: Verdict }[]> {
  const answers: { recordId: string; verdict: Verdict }[] = [];
  const changed: Awaited<ReturnType<typeof decide>>["row"][] = [];
  // In the order of their ids, so that two who accept the same never wait for each other crosswise.
  for (const recordId of [...new Set(recordIds)].sort()) {
    const { verdict, row } = await decide(tx, recordId, "accepted", null, actorId, now);
    answers.push({ recordId, verdict });
    if (verdict.ok) changed.push(row);
  }
  await keepStandingsOf(tx, changed, now);
  return answers;
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
 * study-record.reason-missing, study-record.step-impossible, study-record.mended-already, study-record.year-frozen.
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
    await mayChange(tx, row),
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

type Check = Extract<RecordStep, "confirmed" | "accepted" | "returned">;

async function check(
  tx: Tx,
  recordId: string,
  step: Check,
  reason: string | null,
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const { verdict, row } = await decide(tx, recordId, step, reason, actorId, now);
  if (verdict.ok) await keepStandingsOf(tx, [row], now);
  return verdict;
}

/** The step without the standings that follow from it. */
async function decide(
  tx: Tx,
  recordId: string,
  step: Check,
  reason: string | null,
  actorId: string,
  now: Date,
) {
  const { row, state, confirmedById } = await lockedRecord(tx, recordId);
  if (step !== "returned" && state === step) return { verdict: allow, row };
  const account = await tx.account.findUniqueOrThrow({ where: { id: actorId }, select: { personId: true } });
  const { personId, recordedById } = row;
  const may = combine(
    mayCheck({ personId, recordedById, state, confirmedById }, step, {
      accountId: actorId,
      personId: account.personId,
    }),
    await mayChange(tx, row),
  );
  const verdict = step === "accepted" && row.reversesId === null ? combine(may, await rests(tx, row)) : may;
  if (verdict.ok) await addStep(tx, row, step, reason, actorId, now);
  return { verdict, row };
}

async function rests(
  tx: Tx,
  row: { unitId: string; startAt: Date; mode: string; evidence: unknown },
): Promise<Verdict> {
  const { pack } = await packFor(tx, row.unitId, chinaDateOf(row.startAt));
  const evidenceKinds = (row.evidence as Evidence[]).map(({ kind }) => kind);
  return mayRestOn({ mode: row.mode as StudyModeWord, evidenceKinds }, pack);
}
