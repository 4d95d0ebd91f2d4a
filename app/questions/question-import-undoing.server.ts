/** Undoing an import as a whole: what it made is given up or leaves the bank; what was drawn from it stands. */
import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { type Refusal, refusal } from "~/verdict";
import { reasonRefusals } from "./draft";
import { discardDrafts } from "./drafts.server";
import { lockQuestionImport } from "./question-import.server";
import { retireQuestions } from "./retirements.server";

export type ImportUndone =
  | { ok: true; discarded: number; retired: number; already: boolean }
  | { ok: false; refusals: Refusal[] };

/** What undoing would do now. `staying`: published revisions of questions that stood in the bank before. */
export type UndoingForeseen = { discarded: number; retired: number; staying: string[] };

type Made = { draftId: string; questionId: string; code: string; state: string; isRevision: boolean };

/** Drafts of the import that are under way or published and not retired since, by their question's code. */
async function madeBy(tx: Tx, importId: string): Promise<Made[]> {
  return tx.$queryRaw<Made[]>`
    SELECT d.id AS "draftId", d.question_id AS "questionId", q.code, d.state,
      d.base_version_id IS NOT NULL AS "isRevision"
    FROM question_draft d JOIN question q ON q.id = d.question_id
    WHERE d.import_id = ${importId}::uuid AND (d.state IN ('open', 'submitted') OR (d.state = 'published' AND NOT EXISTS (
      SELECT FROM question_retirement r WHERE r.question_id = q.id AND r.restored_at IS NULL)))
    ORDER BY q.code`;
}

function sorted(made: readonly Made[]) {
  const published = made.filter(({ state }) => state === "published");
  return {
    live: made.filter(({ state }) => state !== "published").map(({ draftId }) => draftId),
    retiring: published.filter(({ isRevision }) => !isRevision).map(({ questionId }) => questionId),
    staying: published.filter(({ isRevision }) => isRevision).map(({ code }) => code),
  };
}

export async function foreseeUndoing(tx: Tx, importId: string): Promise<UndoingForeseen> {
  const { live, retiring, staying } = sorted(await madeBy(tx, importId));
  return { discarded: live.length, retired: retiring.length, staying };
}

/**
 * Gives up the drafts of an accepted import and retires the questions it brought that have been published. A published
 * revision stays: its question was in the bank before, and the version it replaced is put back by revising it again.
 * Once: a second call answers what the first did. Refusals: import.not-accepted, import.published { retired } (for who
 * may not retire), question.reason-missing, question.reason-long.
 */
export async function undoQuestionImport(
  tx: Tx,
  { importId, reason, mayRetire }: { importId: string; reason: string; mayRetire: boolean },
  actorId: string,
  now: Date,
): Promise<ImportUndone> {
  await lockQuestionImport(tx, importId);
  const done = await tx.questionImportUndoing.findUnique({ where: { importId } });
  if (done) return { ok: true, discarded: done.discarded, retired: done.retired, already: true };
  const { bankId, acceptance } = await tx.questionImport.findUniqueOrThrow({
    where: { id: importId },
    select: { bankId: true, acceptance: { select: { importId: true } } },
  });
  if (!acceptance) return { ok: false, refusals: [refusal("import.not-accepted")] };
  // Held as reviewers hold them, so that none is published between looking and giving up.
  await tx.$executeRaw`
    SELECT 1 FROM question_draft WHERE import_id = ${importId}::uuid ORDER BY id FOR NO KEY UPDATE`;
  const { live, retiring } = sorted(await madeBy(tx, importId));
  const refusals = [
    ...reasonRefusals(reason),
    ...(retiring.length > 0 && !mayRetire ? [refusal("import.published", { retired: retiring.length })] : []),
  ];
  if (refusals.length > 0) return { ok: false, refusals };
  const discarded = await discardDrafts(tx, live, reason, actorId, now);
  const retired = await retireQuestions(tx, retiring, reason, actorId, now);
  const result = { discarded: discarded.done.length, retired: retired.done.length };
  await tx.questionImportUndoing.create({
    data: { importId, reason: reason.trim(), ...result, undoneById: actorId, undoneAt: now },
  });
  await record(tx, {
    type: "question-import.undone",
    at: now,
    actorId,
    subjectId: bankId,
    data: { importId, ...result },
  });
  return { ok: true, ...result, already: false };
}
