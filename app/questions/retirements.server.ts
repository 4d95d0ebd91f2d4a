/** Takes published questions out of their banks at once, and puts them back. */
import { recordAll } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { lockBank } from "./bank-versions.server";
import { type BulkDone, judged } from "./draft-steps.server";
import { mayRestore, mayRetire, type Retirable } from "./retirement";
import { byBank, replaceStanding } from "./standing.server";

/** They stand in no version of their bank from now on; papers that hold them stay. Refusals of each: `mayRetire`. */
export async function retireQuestions(
  tx: Tx,
  questionIds: readonly string[],
  reason: string,
  actorId: string | null,
  now: Date,
): Promise<BulkDone> {
  const found = await heldQuestions(tx, questionIds);
  const { allowed, refused } = judged(questionIds, found, idOf, (one) => mayRetire(one, reason));
  await tx.questionRetirement.createMany({
    data: allowed.map(({ questionId }) => ({
      id: newId(),
      questionId,
      reason: reason.trim(),
      retiredById: actorId,
      retiredAt: now,
    })),
  });
  for (const [bankId, leaving] of byBank(allowed))
    await replaceStanding(tx, bankId, { questionIds: leaving.map(idOf), enter: [] }, actorId, now);
  await tell(tx, "question.retired", allowed, actorId, now);
  return { done: allowed.map(idOf), refused };
}

/** They stand in their bank again as their newest version says. Refusals of each: `mayRestore`. */
export async function restoreQuestions(
  tx: Tx,
  questionIds: readonly string[],
  actorId: string | null,
  now: Date,
): Promise<BulkDone> {
  const found = await heldQuestions(tx, questionIds);
  const { allowed, refused } = judged(questionIds, found, idOf, mayRestore);
  await tx.$executeRaw`
    UPDATE question_retirement SET restored_at = ${now}::timestamptz, restored_by_id = ${actorId}::uuid
    WHERE question_id = ANY(${allowed.map(idOf)}::uuid[]) AND restored_at IS NULL`;
  for (const [bankId, entering] of byBank(allowed)) {
    const ids = entering.map(({ newestId }) => newestId!);
    const parts = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM question_version WHERE group_id = ANY(${ids}::uuid[])`;
    const enter = [...ids, ...parts.map(({ id }) => id)];
    await replaceStanding(tx, bankId, { questionIds: entering.map(idOf), enter }, actorId, now);
  }
  await tell(tx, "question.restored", allowed, actorId, now);
  return { done: allowed.map(idOf), refused };
}

type Held = Retirable & { questionId: string; bankId: string; newestId: string | null };

const idOf = ({ questionId }: Held) => questionId;

/** The questions as they are; what their banks hold is changed by nobody else until this transaction ends. */
async function heldQuestions(tx: Tx, questionIds: readonly string[]): Promise<Held[]> {
  const ids = [...questionIds];
  const banks = await tx.$queryRaw<{ bankId: string }[]>`
    SELECT DISTINCT bank_id::text AS "bankId" FROM question WHERE id = ANY(${ids}::uuid[]) ORDER BY 1`;
  for (const { bankId } of banks) await lockBank(tx, bankId);
  return tx.$queryRaw<Held[]>`
    SELECT q.id AS "questionId", q.bank_id AS "bankId", q.code, newest.id AS "newestId", newest."caseCode",
      newest.id IS NOT NULL AS "isPublished",
      EXISTS (SELECT FROM question_retirement r WHERE r.question_id = q.id AND r.restored_at IS NULL) AS "isRetired"
    FROM question q
    LEFT JOIN LATERAL (
      SELECT v.id, c.code AS "caseCode"
      FROM question_version v
      LEFT JOIN question_version g ON g.id = v.group_id
      LEFT JOIN question c ON c.id = g.question_id
      WHERE v.question_id = q.id ORDER BY v.number DESC LIMIT 1
    ) newest ON true
    WHERE q.id = ANY(${ids}::uuid[]) ORDER BY q.id`;
}

async function tell(
  tx: Tx,
  type: "question.retired" | "question.restored",
  held: readonly Held[],
  actorId: string | null,
  now: Date,
): Promise<void> {
  await recordAll(
    tx,
    held.map(({ questionId, code }) => ({ type, at: now, actorId, subjectId: questionId, data: { code } })),
  );
}
