/** 答案更正: proposed by one with a dry run, decided by another on exactly that, done from the ledgers of all papers. */
import type { Actor } from "~/access/permissions";
import { record, recordAll } from "~/audit/audit.server";
import { lockExam, lockPeople, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { notify } from "~/notices/notices.server";
import { enqueue } from "~/queue.server";
import { packVersion } from "~/rulebook/packs.server";
import { type Refusal, refusal } from "~/verdict";
import { actsOf } from "./exams.server";
import {
  type Change,
  correctionFrom,
  figuresOfRun,
  type Item,
  mayDecide,
  mayPropose,
  type Proposal,
} from "./key-correction";
import type { Correction } from "./marking";
import { correctionOf, keysFor, type MarkedExam } from "./marking.server";
import { settleParts } from "./passed-parts.server";
import { carriesSql, rehearsed, remarked } from "./recomputation.server";
import { settleRequirements } from "./requirement-steps.server";
import { lockAttempts } from "./submission.server";

type Decider = Pick<Actor, "accountId" | "personId">;
type Refused = { ok: false; refusals: Refusal[] };

/**
 * Proposes a correction and computes what it would change. `item`: the question as the bank has it. Refusals: those of
 * `mayPropose`.
 */
export async function proposeCorrection(
  tx: Tx,
  asked: { examId: string; questionVersionId: string; proposal: Proposal; item: Item },
  actor: Decider,
  now: Date,
): Promise<{ ok: true; correctionId: string } | Refused> {
  const { examId, questionVersionId, proposal, item } = asked;
  await lockExam(tx, examId);
  const exam = await tx.exam.findUniqueOrThrow({ where: { id: examId } });
  const { pack } = await packVersion(tx, exam.packVersionId);
  const { corrections } = await keysFor(tx, examId, [questionVersionId]);
  const open = await tx.keyCorrection.count({ where: { examId, questionVersionId, decision: null } });
  const facts = {
    item,
    standing: corrections[questionVersionId] ?? null,
    voidQuestion: pack.results.voidQuestion,
    acts: await actsOf(tx, examId),
    ...(await papersWith(tx, examId, questionVersionId)),
    isOpen: open > 0,
    hasSat: await hasSat(tx, examId, actor),
  };
  const verdict = mayPropose(proposal, facts);
  const correction = correctionFrom(proposal, facts);
  if (!verdict.ok || !correction) return { ok: false, refusals: verdict.ok ? [] : verdict.refusals };
  const correctionId = newId();
  const { treatment } = correction;
  await tx.keyCorrection.create({
    data: {
      ...{ id: correctionId, examId, questionVersionId, treatment, ground: proposal.ground.trim() },
      key: correction.treatment === "new-key" ? [...correction.key] : [],
      ...{ proposedById: actor.accountId, proposedAt: now },
    },
  });
  await storeRun(tx, correctionId, 1, await rehearsed(tx, exam, { questionVersionId, correction }), now);
  await record(tx, {
    type: "exam.correction-proposed",
    at: now,
    actorId: actor.accountId,
    unitId: exam.unitId,
    subjectId: examId,
    data: { examId, correctionId, treatment },
  });
  return { ok: true, correctionId };
}

/**
 * The second person's answer. `digest` names the dry run that was looked at. Approved: every paper with the question is
 * marked again from its ledger, the marking before stays and no longer counts, parts passed follow the marks; what others
 * rest on them is left to who is in charge of it. Where the dry run has become another one, that is stored, to be looked
 * at first. Refusals: those of `mayDecide`; correction.unknown for one of another exam.
 */
export async function decideCorrection(
  tx: Tx,
  asked: { examId: string; correctionId: string; decision: "approved" | "refused"; digest: string },
  actor: Decider,
  now: Date,
): Promise<{ ok: true } | Refused> {
  const { examId, correctionId, decision } = asked;
  await lockExam(tx, examId);
  const exam = await tx.exam.findUniqueOrThrow({ where: { id: examId } });
  const row = await tx.keyCorrection.findFirst({
    where: { id: correctionId, examId },
    include: { runs: { orderBy: { number: "desc" }, take: 1 } },
  });
  const [shown] = row?.runs ?? [];
  if (!row || !shown) return { ok: false, refusals: [refusal("correction.unknown")] };
  const { questionVersionId } = row;
  const change = {
    questionVersionId,
    correction: correctionOf(row.treatment as Correction["treatment"], row.key),
  };
  const facts = {
    isOpen: row.decision === null,
    isProposer: row.proposedById === actor.accountId,
    hasSat: await hasSat(tx, examId, actor),
  };
  const asShown = decision === "refused" || asked.digest === shown.digest;
  const verdict = mayDecide({ ...facts, isAsShown: asShown });
  if (!verdict.ok) return verdict;
  if (decision === "approved") {
    await lockPapers(tx, examId, questionVersionId);
    const run = await rehearsed(tx, exam, change);
    if (run.digest !== shown.digest) {
      await storeRun(tx, correctionId, shown.number + 1, run, now);
      return { ok: false, refusals: [refusal("correction.outdated")] };
    }
  }
  await tx.keyCorrection.update({
    where: { id: correctionId },
    data: {
      decision,
      digest: decision === "approved" ? shown.digest : null,
      decidedById: actor.accountId,
      decidedAt: now,
    },
  });
  await record(tx, {
    type: decision === "approved" ? "exam.correction-approved" : "exam.correction-refused",
    at: now,
    actorId: actor.accountId,
    unitId: exam.unitId,
    subjectId: examId,
    data: { examId, correctionId, changed: shown.changed, passing: shown.passing, failing: shown.failing },
  });
  if (decision === "refused") return { ok: true };
  const marked = await markAgain(tx, exam, change, { correctionId, actorId: actor.accountId }, now);
  if (!(await actsOf(tx, examId)).includes("released")) return { ok: true };
  const moved = [...new Set(marked.filter(hasMoved).map(({ personId }) => personId))];
  await settleParts(tx, exam, moved, actor.accountId, now);
  await settleRequirements(tx, moved, actor.accountId, now);
  await tellWhoseMarkChanged(tx, exam, { correctionId, marked }, now);
  await enqueue(tx, "item-statistics", { examId });
  return { ok: true };
}

type Marked = Change & { personId: string };

/** Passes now and did not, or did and does not. */
const hasMoved = ({ before, after }: Marked) => before.passed !== after.passed;

/** Whose mark is another one now: the rest were marked again to the same. */
async function tellWhoseMarkChanged(
  tx: Tx,
  { id: examId, title }: { id: string; title: string },
  { correctionId, marked }: { correctionId: string; marked: readonly Marked[] },
  now: Date,
): Promise<void> {
  const changed = marked.filter(
    ({ before, after }) => before.mark !== after.mark || before.fullMark !== after.fullMark,
  );
  await notify(
    tx,
    changed.map(({ attemptId, personId, ...one }) => ({
      personId,
      code: "exam.result-corrected",
      happening: `${correctionId}.${attemptId}`,
      facts: {
        ...{ examId, attemptId, title },
        outcome: one.before.passed === one.after.passed ? "same" : one.after.passed ? "passes" : "fails",
      },
    })),
    now,
  );
}

/** Supersedes the markings and answers what each was and is. */
async function markAgain(
  tx: Tx,
  exam: MarkedExam,
  change: { questionVersionId: string; correction: Correction },
  { correctionId, actorId }: { correctionId: string; actorId: string },
  now: Date,
): Promise<Marked[]> {
  const marked: Marked[] = [];
  for await (const some of remarked(tx, exam, change)) {
    await tx.marking.updateMany({
      where: { id: { in: some.map(({ markingId }) => markingId) }, supersededAt: null },
      data: { supersededAt: now },
    });
    await tx.marking.createMany({
      data: some.map(({ attemptId, marking, policy, after }) => ({
        ...{ id: newId(), attemptId, ...after, slots: marking.slots, policy },
        ...{ packVersionId: exam.packVersionId, markedAt: now },
      })),
    });
    await recordAll(
      tx,
      some.map(({ attemptId, personId, before, after }) => ({
        type: "attempt.marked-again" as const,
        ...{ at: now, actorId, personId, subjectId: attemptId },
        data: { attemptId, correctionId, before: before.mark, mark: after.mark, passed: after.passed },
      })),
    );
    for (const { personId, attemptId, markingId, before, after } of some)
      marked.push({ personId, attemptId, markingId, before, after });
  }
  return marked;
}

async function storeRun(
  tx: Tx,
  correctionId: string,
  number: number,
  { changes, digest }: { changes: readonly Change[]; digest: string },
  now: Date,
): Promise<void> {
  await tx.correctionRun.create({
    data: { correctionId, number, digest, ...figuresOfRun(changes), at: now },
  });
  await tx.correctionLine.createMany({
    data: changes.map(({ attemptId, markingId, before, after }) => ({
      ...{ correctionId, run: number, attemptId, markingId },
      ...{ markBefore: before.mark, fullMarkBefore: before.fullMark, passedBefore: before.passed },
      ...{ markAfter: after.mark, fullMarkAfter: after.fullMark, passedAfter: after.passed },
    })),
  });
}

async function lockPapers(tx: Tx, examId: string, questionVersionId: string): Promise<void> {
  const rows = await tx.$queryRaw<{ attemptId: string; personId: string }[]>`
    SELECT a.id::text AS "attemptId", a.person_id::text AS "personId" ${carriesSql(examId, questionVersionId)}`;
  await lockPeople(tx, ...rows.map(({ personId }) => personId));
  await lockAttempts(
    tx,
    rows.map(({ attemptId }) => attemptId),
  );
}

async function papersWith(tx: Tx, examId: string, questionVersionId: string) {
  const [row] = await tx.$queryRaw<{ papers: number; bare: number }[]>`
    SELECT count(*)::int AS papers, (count(*) FILTER (WHERE NOT EXISTS (
      SELECT FROM jsonb_to_recordset(m.slots) AS s ("questionVersionId" text, marks int)
      WHERE s.marks > 0 AND s."questionVersionId" <> ${questionVersionId})))::int AS bare
    ${carriesSql(examId, questionVersionId)}`;
  return row!;
}

/** Nobody corrects what they were marked by, nor decides on it. */
async function hasSat(tx: Tx, examId: string, { personId }: Decider): Promise<boolean> {
  if (personId === null) return false;
  return (await tx.attempt.count({ where: { personId, registration: { examId } } })) > 0;
}
