/** Steps that somebody else than the candidate adds to running attempts: to six hundred at once as to one. */
import type { Tx } from "~/db.server";
import { type Step, type StepKind, stepHash } from "./attempt-chain";
import type { LockedAttempt } from "./submission.server";

export type AttemptAct = {
  attempt: LockedAttempt;
  kind: Extract<StepKind, "extra-time" | "paused" | "resumed">;
  answer: Record<string, string | number>;
  deadlineAt: Date;
  pausedSince: Date | null;
};

/**
 * Appends one step to each attempt and moves its deadline and its pause, in three statements however many there are.
 * The attempts are locked and are told their new place in the ledger.
 */
export async function appendActs(tx: Tx, acts: readonly AttemptAct[], now: Date): Promise<void> {
  if (acts.length === 0) return;
  const ids = acts.map(({ attempt }) => attempt.id);
  const counted = await tx.answerStep.groupBy({
    by: ["attemptId", "epoch", "kind"],
    where: { attemptId: { in: ids }, kind: { in: [...new Set(acts.map(({ kind }) => kind))] } },
    _count: true,
  });
  const before = new Map(counted.map((row) => [`${row.attemptId} ${row.epoch} ${row.kind}`, row._count]));
  const steps = acts.map(({ attempt, kind, answer }) => {
    const { id: attemptId, epoch } = attempt;
    // Of these the number counts the steps of their kind: the candidate's own numbering goes on undisturbed.
    const seq = (before.get(`${attemptId} ${epoch} ${kind}`) ?? 0) + 1;
    const step: Step & { answer: object } = {
      attemptId,
      epoch,
      seq,
      kind,
      slot: null,
      answer,
      receivedAt: now,
    };
    return { ...step, hash: new Uint8Array(stepHash(attempt.lastHash, step)) };
  });
  const deadlines = acts.map(({ deadlineAt }) => deadlineAt.toISOString());
  const pauses = acts.map(({ pausedSince }) => pausedSince?.toISOString() ?? "");
  const hashes = steps.map(({ hash }) => Buffer.from(hash).toString("hex"));
  await tx.$executeRaw`
    UPDATE attempt a SET deadline_at = n.deadline_at, paused_since = nullif(n.paused_since, '')::timestamptz,
      last_hash = decode(n.last_hash, 'hex')
    FROM unnest(${ids}::uuid[], ${deadlines}::timestamptz[], ${pauses}::text[], ${hashes}::text[])
      AS n (id, deadline_at, paused_since, last_hash)
    WHERE a.id = n.id`;
  await tx.answerStep.createMany({ data: steps });
}
