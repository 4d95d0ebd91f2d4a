/** The register of 国家统一法律职业资格: an entry counts once another person has confirmed it; a wrong one is withdrawn. */
import { record } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, fromDbDate, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { allow, type Refusal, refusal, refusalsOf, type Verdict } from "~/verdict";
import { lockRecord } from "./alias.server";
import {
  type LegalQualificationDecision,
  type LegalQualificationEntry,
  type LegalQualificationFact,
  mayDecideLegalQualification,
  mayEnterLegalQualification,
  mayWithdrawLegalQualification,
} from "./legal-qualification";

export type NewLegalQualification = {
  personId: string;
  /** As it stands on the certificate. */
  certificateNumber: string;
  obtainedOn: DateOn;
  /** What was looked at: the original, a letter of the department of justice. */
  source: string;
};
type Asking = { accountId: string; personId: string | null };

/** Nothing counts yet. Refusals: legal-qualification.ahead, legal-qualification.known, person.merged. */
export async function recordLegalQualification(
  tx: Tx,
  entry: NewLegalQualification,
  actorId: string,
  now: Date,
): Promise<{ ok: true; qualificationId: string } | { ok: false; refusals: Refusal[] }> {
  const { personId, obtainedOn } = entry;
  const merged = await lockRecord(tx, personId);
  const refusals = [...merged, ...refusalsOf(mayEnterLegalQualification(obtainedOn, chinaDateOf(now)))];
  if (refusals.length > 0) return { ok: false, refusals };
  const id = newId();
  const { count } = await tx.legalQualification.createMany({
    data: [{ ...entry, id, obtainedOn: toDbDate(obtainedOn), recordedById: actorId, recordedAt: now }],
    // Of two who enter the same certificate at once the database keeps one.
    skipDuplicates: true,
  });
  if (count === 0) return { ok: false, refusals: [refusal("legal-qualification.known")] };
  await record(tx, {
    ...{ type: "legal-qualification.recorded", at: now, actorId, personId, subjectId: id },
    data: { qualificationId: id, obtainedOn },
  });
  return { ok: true, qualificationId: id };
}

/** The second of two people; the same decision again is harmless. Refusals: those of `mayDecideLegalQualification`. */
export async function decideLegalQualification(
  tx: Tx,
  { qualificationId, decision }: { qualificationId: string; decision: LegalQualificationDecision },
  by: Asking,
  now: Date,
): Promise<Verdict> {
  const entry = await lockedEntry(tx, qualificationId);
  if (entry.decision === decision && !entry.isWithdrawn) return allow;
  const verdict = mayDecideLegalQualification(entry, decision, by);
  if (!verdict.ok) return verdict;
  await tx.legalQualification.update({
    where: { id: qualificationId },
    data: { decision, decidedById: by.accountId, decidedAt: now },
  });
  await record(tx, {
    ...{ type: `legal-qualification.${decision}`, at: now, actorId: by.accountId },
    ...{ personId: entry.personId, subjectId: qualificationId, data: { qualificationId } },
  });
  return allow;
}

/** It was entered wrongly: from now on it counts for nothing. Refusals: those of `mayWithdrawLegalQualification`. */
export async function withdrawLegalQualification(
  tx: Tx,
  { qualificationId, reason }: { qualificationId: string; reason: string },
  by: Asking,
  now: Date,
): Promise<Verdict> {
  const entry = await lockedEntry(tx, qualificationId);
  const verdict = mayWithdrawLegalQualification(entry, reason, by);
  if (!verdict.ok) return verdict;
  await tx.legalQualification.update({
    where: { id: qualificationId },
    data: { withdrawnById: by.accountId, withdrawnAt: now, withdrawReason: reason.trim() },
  });
  await record(tx, {
    ...{ type: "legal-qualification.withdrawn", at: now, actorId: by.accountId },
    ...{ personId: entry.personId, subjectId: qualificationId, data: { qualificationId } },
  });
  return allow;
}

/** What is confirmed about a person now. */
export async function legalQualificationsOf(tx: Tx, personId: string): Promise<LegalQualificationFact[]> {
  const rows = await tx.legalQualification.findMany({
    where: { personId, decision: "confirmed", withdrawnAt: null },
    orderBy: { obtainedOn: "asc" },
    select: { obtainedOn: true },
  });
  return rows.map(({ obtainedOn }) => ({ obtainedOn: fromDbDate(obtainedOn) }));
}

/** Of two who decide at once the second reads what the first wrote; an assignment that reads it waits. */
async function lockedEntry(tx: Tx, qualificationId: string): Promise<LegalQualificationEntry> {
  const of = { where: { id: qualificationId } };
  await lockRecord(tx, (await tx.legalQualification.findUniqueOrThrow(of)).personId);
  const { withdrawnAt, ...entry } = await tx.legalQualification.findUniqueOrThrow(of);
  return { ...entry, isWithdrawn: withdrawnAt !== null };
}
