/**
 * Merges two records of one human. Facts with a history are recorded again under the record that stays, known from
 * now on; what has none (certificates, applications, entries, attempts, study) is told whose it is. Both ids remain.
 */
import { withdrawRole } from "~/access/accounts.server";
import type { Role } from "~/access/permissions";
import { endSessions } from "~/access/session.server";
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import { lockAccounts, lockPeopleToMerge, lockUnitToChange, type Tx } from "~/db.server";
import { addRequirementStep } from "~/exams/requirement-steps.server";
import { newId } from "~/ids";
import { knownBy } from "~/organisation/history";
import { closeBesideEmployment } from "~/personnel/death.server";
import { moveLearning } from "~/study/enrolments.server";
import { moveSessions } from "~/study/session-merge.server";
import { keepEveryYear } from "~/study/standing-store.server";
import { type Refusal, refusal } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";
import { moveHistories } from "./merging-facts.server";
import { countsOf, type MergingCounts, mergingRecord } from "./merging-records.server";
import { besideGivesWay, moveBeside } from "./merging-things.server";
import { moveStudyYears } from "./merging-years.server";
import {
  deathIn,
  entryOfKeptStays,
  type GivesWay,
  givesWay,
  type MergingRecord,
  refusalsOfMerge,
} from "./person-merge";
import { answerTransfer } from "./transfers.server";

export type MergePair = { keptId: string; mergedId: string };
export type MergePreview = {
  kept: MergingRecord & MergingCounts;
  merged: MergingRecord & MergingCounts;
  refusals: Refusal[];
  givesWay: GivesWay[];
};
/** Whose identity number is the right one. */
export const NUMBER_OF = ["kept", "merged"] as const;
export type NumberOf = (typeof NUMBER_OF)[number];

/** What merging would do. Null when one of the two is nobody, or was merged already. Writes nothing. */
export async function previewMerge(tx: Tx, pair: MergePair, now: Date): Promise<MergePreview | null> {
  if (pair.keptId === pair.mergedId) return null;
  const standing = await tx.person.count({
    where: { id: { in: [pair.keptId, pair.mergedId] }, mergedIntoId: null },
  });
  const kept = await mergingRecord(tx, pair.keptId, now);
  const merged = await mergingRecord(tx, pair.mergedId, now);
  if (standing < 2 || !kept || !merged) return null;
  return {
    kept: { ...kept, ...(await countsOf(tx, pair.keptId)) },
    merged: { ...merged, ...(await countsOf(tx, pair.mergedId)) },
    refusals: refusalsOfMerge(kept, merged, chinaDateOf(now)),
    givesWay: [...givesWay(kept, merged), ...(await besideGivesWay(tx, pair))],
  };
}

/**
 * Merges, once: merging the same two again is harmless. Locks the units of their legal duties, then both records in the
 * order of their ids. Refusals: merge.same-record, merge.gone (one of the two is nobody, or was merged into a third) and
 * those of `refusalsOfMerge`; nothing is written then.
 */
export async function mergePeople(
  tx: Tx,
  wanted: MergePair & { numberOf: NumberOf; reason: string },
  actorId: string | null,
  now: Date,
): Promise<{ ok: true } | { ok: false; refusals: Refusal[] }> {
  const { keptId, mergedId, numberOf, reason } = wanted;
  if (keptId === mergedId) return { ok: false, refusals: [refusal("merge.same-record")] };
  await lockAll(tx, [keptId, mergedId]);
  const people = await tx.person.findMany({ where: { id: { in: [keptId, mergedId] } } });
  const aliasOf = new Map(people.map(({ id, mergedIntoId }) => [id, mergedIntoId]));
  if (aliasOf.get(mergedId) === keptId) return { ok: true };
  const preview = await previewMerge(tx, wanted, now);
  if (!preview) return { ok: false, refusals: [refusal("merge.gone")] };
  if (preview.refusals.length > 0) return { ok: false, refusals: preview.refusals };

  await tx.person.update({ where: { id: mergedId }, data: { mergedIntoId: keptId } });
  await tx.person.updateMany({ where: { mergedIntoId: mergedId }, data: { mergedIntoId: keptId } });
  await takePhoto(tx, people, wanted);
  await settleNumbers(tx, wanted, actorId, now);
  const facts = await moveHistories(tx, wanted, actorId, now);
  const account = await moveAccount(tx, wanted, preview, actorId, now);
  const death = deathIn(preview.kept) ?? deathIn(preview.merged);
  if (death) await closeBesideEmployment(tx, keptId, death.fromOn, actorId, now);
  await settleEntries(tx, wanted, now);
  await settleRequirements(tx, wanted, reason, actorId, now);
  await settleTransfers(tx, wanted, actorId, now);
  const things = { ...(await moveThings(tx, wanted)), ...(await moveBeside(tx, wanted, actorId, now)) };
  await moveFromPlans(tx, wanted);
  await tx.studyDraft.updateMany({ where: { personId: mergedId }, data: { personId: keptId } });
  await moveSessions(tx, wanted);
  await moveLearning(tx, wanted, now);
  await moveStudyYears(tx, wanted);
  await keepEveryYear(tx, [keptId, mergedId], now);
  const moved = { facts, ...things, account };
  await tx.personMerge.create({
    data: { id: newId(), keptId, mergedId, numberOf, reason, moved, recordedAt: now, recordedById: actorId },
  });
  await record(tx, {
    type: "person.merged",
    at: now,
    actorId,
    personId: keptId,
    subjectId: mergedId,
    data: {
      mergedId,
      facts: Object.values(facts).flat().length,
      things: Object.values(things).flat().length,
    },
  });
  return { ok: true };
}

async function lockAll(tx: Tx, personIds: string[]): Promise<void> {
  const duties = await tx.legalDuty.findMany({
    where: { personId: { in: personIds }, ...knownBy() },
    select: { unitId: true },
  });
  await lockUnitToChange(tx, ...duties.map(({ unitId }) => unitId));
  await lockPeopleToMerge(tx, ...personIds);
  const accounts = await tx.account.findMany({
    where: { personId: { in: personIds } },
    select: { id: true },
  });
  await lockAccounts(tx, ...accounts.map(({ id }) => id));
}

async function takePhoto(
  tx: Tx,
  people: { id: string; photoHash: string | null }[],
  { keptId, mergedId }: MergePair,
): Promise<void> {
  const photoOf = new Map(people.map(({ id, photoHash }) => [id, photoHash]));
  const photoHash = photoOf.get(mergedId);
  if (photoHash && !photoOf.get(keptId))
    await tx.person.update({ where: { id: keptId }, data: { photoHash } });
}

/** One number stays current; the other one is free for whoever it really belongs to. */
async function settleNumbers(
  tx: Tx,
  { keptId, mergedId, numberOf, reason }: MergePair & { numberOf: NumberOf; reason: string },
  actorId: string | null,
  now: Date,
): Promise<void> {
  const current = await tx.identityNumber.findMany({
    where: { personId: { in: [keptId, mergedId] }, supersededAt: null },
  });
  const right = current.find(({ personId }) => personId === (numberOf === "kept" ? keptId : mergedId));
  const stays = right ?? current[0];
  for (const number of current)
    if (number !== stays || number.personId !== keptId)
      await tx.identityNumber.update({ where: { id: number.id }, data: { supersededAt: now } });
  if (stays && stays.personId !== keptId)
    await tx.identityNumber.create({
      data: {
        ...stays,
        id: newId(),
        personId: keptId,
        evidence: reason,
        supersededAt: null,
        recordedAt: now,
        recordedById: actorId,
      },
    });
}

/** The account that works stays with the human; one that does not is nobody's any more. */
async function moveAccount(
  tx: Tx,
  { keptId, mergedId }: MergePair,
  { kept, merged }: MergePreview,
  actorId: string | null,
  now: Date,
): Promise<string | null> {
  const account = await tx.account.findUnique({ where: { personId: mergedId }, select: { id: true } });
  if (!account || !merged.account) return null;
  if (kept.account?.enabled || (kept.account && !merged.account.enabled)) {
    await leaveToNobody(tx, account.id, actorId, now);
    return account.id;
  }
  const other = await tx.account.findUnique({ where: { personId: keptId }, select: { id: true } });
  if (other) await leaveToNobody(tx, other.id, actorId, now);
  await tx.account.update({ where: { id: account.id }, data: { personId: keptId } });
  await endSessions(tx, account.id, "employment-changed", now);
  return account.id;
}

/** One human has one account: the other keeps no role, or it could be the second person of a decision by two. */
async function leaveToNobody(tx: Tx, accountId: string, actorId: string | null, now: Date): Promise<void> {
  const grants = await tx.roleGrant.findMany({ where: { accountId, withdrawnAt: null } });
  for (const { role, unitId } of grants)
    await withdrawRole(tx, { accountId, role: role as Role, unitId }, actorId, now);
  await tx.account.update({ where: { id: accountId }, data: { personId: null } });
}

/** Of two entries for one exam one is withdrawn; the attempts of both stay. */
async function settleEntries(tx: Tx, { keptId, mergedId }: MergePair, now: Date): Promise<void> {
  const live = await tx.registration.findMany({
    where: { personId: { in: [keptId, mergedId] }, withdrawnAt: null },
    include: { _count: { select: { attempts: true } } },
  });
  for (const theirs of live.filter(({ personId }) => personId === mergedId)) {
    const own = live.find(({ personId, examId }) => personId === keptId && examId === theirs.examId);
    if (!own) continue;
    const ownStays = entryOfKeptStays(
      { attempts: own._count.attempts },
      { attempts: theirs._count.attempts },
    );
    const withdrawn = ownStays ? theirs : own;
    await tx.registration.update({ where: { id: withdrawn.id }, data: { withdrawnAt: now } });
  }
}

/** What is required of both by the same source is required once: of two, the one still owed gives way to one settled. */
async function settleRequirements(
  tx: Tx,
  { keptId, mergedId }: MergePair,
  reason: string,
  actorId: string | null,
  now: Date,
): Promise<void> {
  const rows = await tx.examRequirement.findMany({
    where: { personId: { in: [keptId, mergedId] }, state: { not: "withdrawn" } },
    orderBy: { id: "asc" },
  });
  const signature = ({ kind, part, field, regime, dueOn, source, sourceId, examId }: (typeof rows)[number]) =>
    JSON.stringify([kind, part, field, regime, dueOn, source, sourceId, examId]);
  for (const theirs of rows.filter(({ personId }) => personId === mergedId)) {
    const own = rows.find((row) => row.personId === keptId && signature(row) === signature(theirs));
    if (!own) continue;
    const goes = theirs.state === "owed" ? theirs : own;
    await addRequirementStep(tx, goes, { act: "withdrawn", state: "withdrawn", reason }, actorId, now);
  }
  const candidates = await tx.appointmentCandidate.findMany({
    where: { personId: { in: [keptId, mergedId] }, withdrawnAt: null },
  });
  for (const { id, personId, batchId, positionId } of candidates) {
    const twice = candidates.some(
      (one) => one.personId === keptId && one.batchId === batchId && one.positionId === positionId,
    );
    if (personId !== mergedId || !twice) continue;
    const withdrawal = { withdrawnAt: now, withdrawnById: actorId ?? id, withdrawalReason: reason };
    await tx.appointmentCandidate.update({ where: { id }, data: withdrawal });
  }
}

/** One transfer waits for an answer at a time: of two the merged record's is withdrawn. */
async function settleTransfers(
  tx: Tx,
  { keptId, mergedId, reason }: MergePair & { reason: string },
  actorId: string | null,
  now: Date,
): Promise<void> {
  const waiting = await tx.transfer.findMany({
    where: { personId: { in: [keptId, mergedId] }, decision: null },
  });
  const twice = waiting.length > 1 ? waiting.find(({ personId }) => personId === mergedId) : undefined;
  if (!twice) return;
  const by = { accountId: actorId ?? twice.id, personId: null };
  await answerTransfer(tx, { transferId: twice.id, decision: "withdrawn", reason }, by, now);
}

const THINGS = [
  "certificate",
  "ministry_card",
  "issued_item",
  "application",
  "registration",
  "attempt",
  "study_record",
  "misconduct",
  "legal_qualification",
  "exam_requirement",
  "appointment_candidate",
  "appointment_proposal",
  "transfer",
] as const;
type Moved = Record<(typeof THINGS)[number], string[]>;

async function moveThings(tx: Tx, { keptId, mergedId }: MergePair): Promise<Moved> {
  const moved = {} as Moved;
  for (const table of THINGS) {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      UPDATE ${Prisma.raw(`"${table}"`)} SET person_id = ${keptId}::uuid WHERE person_id = ${mergedId}::uuid
      RETURNING id::text`;
    moved[table] = rows.map(({ id }) => id);
  }
  return moved;
}

/** Named in a plan once; the line of the merged record stays and is not read. */
async function moveFromPlans(tx: Tx, { keptId, mergedId }: MergePair): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO plan_item_person (item_id, person_id)
    SELECT item_id, ${keptId}::uuid FROM plan_item_person WHERE person_id = ${mergedId}::uuid
    ON CONFLICT DO NOTHING`;
  await tx.planItem.updateMany({ where: { ownerPersonId: mergedId }, data: { ownerPersonId: keptId } });
}
