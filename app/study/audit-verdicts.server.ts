/** Verdicts on sampled records, and the two people who take a false one back. */
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import { lockStudyRecords, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { mayDecideMisconduct } from "~/personnel/misconduct";
import { decideMisconduct, findMisconduct, recordMisconduct } from "~/personnel/misconduct.server";
import { combine, refusal, type Verdict } from "~/verdict";
import { findSampled, handledBy, type SampledRecord } from "./audit-sample.server";
import { type FindingKind, isFalse, mayLookInto, mayReplace } from "./audit-verdict";
import { acceptStudyRecord, returnStudyRecord } from "./checks.server";
import { reverseStudyRecord } from "./ledger.server";

export type AtPlace = { auditId: string; place: number };
type Actor = { accountId: string; personId: string | null };

/** The record under its lock, so that two who decide at once decide one after the other. */
async function lockedSampled(tx: Tx, at: AtPlace, now: Date): Promise<SampledRecord> {
  const { recordId } = await tx.studyAuditRecord.findUniqueOrThrow({ where: { auditId_place: at } });
  await lockStudyRecords(tx, recordId);
  return (await findSampled(tx, at, chinaDateOf(now)))!;
}

/**
 * Says what was found, instead of what its writer saw there (`seenId`, null: nothing). Refusals: those of `mayLookInto` and
 * `mayReplace`, study-audit.facts-missing. The same again is harmless.
 */
export async function giveVerdict(
  tx: Tx,
  given: AtPlace & { kind: FindingKind | null; facts: string; seenId: string | null },
  actor: Actor,
  now: Date,
): Promise<Verdict> {
  const { auditId, place, kind, facts, seenId } = given;
  const sampled = await lockedSampled(tx, { auditId, place }, now);
  const { personId, recordId, unitId, verdictId } = sampled;
  if (verdictId && sampled.foundById === actor.accountId && sampled.kind === kind && sampled.facts === facts)
    return { ok: true };
  const isActedOn = Boolean(sampled.rectificationId ?? sampled.noticeId) || isTakenBack(sampled);
  const verdict = combine(
    mayLookInto({ personId, handledBy: await handledBy(tx, recordId) }, actor),
    mayReplace(verdictId ? { verdictId, isActedOn } : null, seenId),
    kind !== null && facts === ""
      ? { ok: false, refusals: [refusal("study-audit.facts-missing")] }
      : { ok: true },
  );
  if (!verdict.ok) return verdict;
  await tx.studyAuditVerdict.create({
    data: { id: newId(), auditId, place, replacesId: seenId, kind, facts, byId: actor.accountId, at: now },
  });
  await record(tx, {
    ...{ type: "study-audit.found", at: now, actorId: actor.accountId, personId, unitId, subjectId: auditId },
    data: { auditId, recordId, kind },
  });
  return { ok: true };
}

const isTakenBack = ({ kind, reversalId }: SampledRecord) => isFalse(kind) && reversalId !== null;

/**
 * The first of two: enters the reversal of a record found to be false (H20) and the misconduct it was (H21). Refusals:
 * study-audit.not-false, those of `mayLookInto` and `reverseStudyRecord`. Doing it again is harmless.
 */
export async function proposeReversal(tx: Tx, at: AtPlace, actor: Actor, now: Date): Promise<Verdict> {
  const sampled = await lockedSampled(tx, at, now);
  const { kind, facts, personId, recordId } = sampled;
  if (!isFalse(kind)) return { ok: false, refusals: [refusal("study-audit.not-false")] };
  if (sampled.reversalId && sampled.misconductId) return { ok: true };
  const may = mayLookInto({ personId, handledBy: await handledBy(tx, recordId) }, actor);
  if (!may.ok) return may;
  const wanted = { recordId, reason: facts, ground: "false-record" as const };
  const reversed = await reverseStudyRecord(tx, wanted, actor.accountId, now);
  if (!reversed.ok) return reversed;
  const { noticeNumber } = await tx.studyAudit.findUniqueOrThrow({
    where: { id: at.auditId },
    select: { noticeNumber: true },
  });
  const entry = { personId, kind, facts, source: noticeNumber, studyRecordId: recordId };
  await recordMisconduct(tx, entry, actor.accountId, now);
  return { ok: true };
}

/**
 * The second: the reversal is accepted and the misconduct confirmed, or both are refused with a reason. Refusals:
 * study-audit.no-reversal, study-record.reason-missing, those of `mayCheck` and `mayDecideMisconduct`.
 */
export async function decideReversal(
  tx: Tx,
  { auditId, place, approved, reason }: AtPlace & { approved: boolean; reason: string },
  actor: Actor,
  now: Date,
): Promise<Verdict> {
  const { recordId, reversalId } = await lockedSampled(tx, { auditId, place }, now);
  const misconduct = await findMisconduct(tx, recordId);
  if (!reversalId || !misconduct) return { ok: false, refusals: [refusal("study-audit.no-reversal")] };
  const decision = approved ? ("confirmed" as const) : ("refused" as const);
  if (misconduct.decision === decision) return { ok: true };
  const may = mayDecideMisconduct(misconduct, actor);
  if (!may.ok) return may;
  const step = approved
    ? await acceptStudyRecord(tx, { recordId: reversalId }, actor.accountId, now)
    : await returnStudyRecord(tx, { recordId: reversalId, reason }, actor.accountId, now);
  if (!step.ok) return step;
  return decideMisconduct(tx, { misconductId: misconduct.id, decision }, actor, now);
}
