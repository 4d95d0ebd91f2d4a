/** The checks of an entry of the ledger: the unit confirms, legal affairs accepts, either returns; what was returned comes in again. */
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { notify } from "~/notices/notices.server";
import { packsOver } from "~/rulebook/packs.server";
import type { RulePack } from "~/rulebook/schema";
import type { StudyModeWord } from "~/rulebook/words";
import { allow, combine, refusal, type Verdict, verdictOf } from "~/verdict";
import { addStep, addSteps, type LockedRecord, lockedRecord, lockedRecords } from "./entry.server";
import { mayRestOn } from "./evidence";
import { frozenOver, mayChange, studiedIn } from "./frozen.server";
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

export type Decided = { recordId: string; verdict: Verdict };

/** Several at once, each by its own verdict; the years of everybody concerned are computed once, when all are decided. */
export async function acceptStudyRecords(
  tx: Tx,
  { recordIds }: { recordIds: readonly string[] },
  actorId: string,
  now: Date,
): Promise<Decided[]> {
  const { answers, changed } = await decideAll(tx, recordIds, "accepted", null, actorId, now);
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
  const { answers, changed } = await decideAll(tx, [recordId], step, reason, actorId, now);
  await keepStandingsOf(tx, changed, now);
  return answers[0]!.verdict;
}

/** The step, each by its own verdict, without the standings that follow: of the entries that took it. */
export async function decideAll(
  tx: Tx,
  recordIds: readonly string[],
  step: Check,
  reason: string | null,
  actorId: string,
  now: Date,
): Promise<{ answers: Decided[]; changed: LockedRecord["row"][] }> {
  const records = await lockedRecords(tx, [...new Set(recordIds)]);
  const checker = await tx.account.findUniqueOrThrow({ where: { id: actorId }, select: { personId: true } });
  const packOf = await packsOver(
    tx,
    step === "accepted"
      ? records.map(({ row }) => ({ unitId: row.unitId, on: chinaDateOf(row.startAt) }))
      : [],
  );
  const isOpen = await frozenOver(
    tx,
    records.map(({ row }) => studiedIn(row)),
  );
  const answers: Decided[] = [];
  const changed: LockedRecord["row"][] = [];
  const taken: LockedRecord[] = [];
  for (const record of records) {
    const { row, state, confirmedById } = record;
    if (step !== "returned" && state === step) {
      answers.push({ recordId: row.id, verdict: allow });
      continue;
    }
    const { personId, recordedById } = row;
    const may = combine(
      mayCheck({ personId, recordedById, state, confirmedById }, step, {
        accountId: actorId,
        personId: checker.personId,
      }),
      isOpen(studiedIn(row)),
    );
    const verdict =
      step === "accepted" && row.reversesId === null
        ? combine(may, rests(row, packOf(row.unitId, chinaDateOf(row.startAt)).pack))
        : may;
    answers.push({ recordId: row.id, verdict });
    if (!verdict.ok) continue;
    changed.push(row);
    taken.push(record);
  }
  await addSteps(tx, changed, step, reason, actorId, now);
  await tellWhose(tx, taken, step, now);
  return { answers, changed };
}

/**
 * Whose study it is hears what became of it. An entry that takes another back is told as what it does to that one, once it
 * is accepted; what an import brought of years past, and takes away again, is the unit's business, and dozens at once.
 */
async function tellWhose(tx: Tx, taken: readonly LockedRecord[], step: Check, now: Date): Promise<void> {
  if (step === "confirmed") return;
  const told = taken.filter(
    ({ row }) => row.importId === null && (step === "accepted" || row.reversesId === null),
  );
  await notify(
    tx,
    told.map(({ row, times }) => ({
      personId: row.personId,
      code: row.reversesId
        ? "study.record-reversed"
        : step === "accepted"
          ? "study.record-accepted"
          : "study.record-returned",
      happening: `${row.id}.${times + 1}`,
      facts: { recordId: row.reversesId ?? row.id, on: chinaDateOf(row.startAt), minutes: row.minutes },
    })),
    now,
  );
}

function rests(row: { mode: string; evidence: unknown }, pack: RulePack): Verdict {
  const evidenceKinds = (row.evidence as Evidence[]).map(({ kind }) => kind);
  return mayRestOn({ mode: row.mode as StudyModeWord, evidenceKinds }, pack);
}
