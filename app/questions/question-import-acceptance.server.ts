/** Making drafts of what a file holds, once, and handing them over to be reviewed. */
import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { type Refusal, refusal } from "~/verdict";
import { lockBank } from "./bank-versions.server";
import { insertDrafts, tell } from "./draft-steps.server";
import { openDrafts, submitDrafts } from "./drafts.server";
import { isTaken, type KnownChoice } from "./import-standing";
import { type StandingQuestion, standingOf } from "./import-standing.server";
import { lockQuestionImport, questionsOfImport } from "./question-import.server";

export type ImportAccepted =
  | { ok: true; accepted: number; revised: number; left: number; already: boolean }
  | { ok: false; refusals: Refusal[] };

/**
 * Makes a draft of every question of the import that can be taken, as the bank stands now: new ones, and with `revise`
 * also those whose code stands in the bank with other content. Once: a second call answers what the first did.
 * Refusals: import.nothing-to-take.
 */
export async function acceptQuestionImport(
  tx: Tx,
  { importId, known }: { importId: string; known: KnownChoice },
  actorId: string,
  now: Date,
): Promise<ImportAccepted> {
  await lockQuestionImport(tx, importId);
  const done = await tx.questionImportAcceptance.findUnique({ where: { importId } });
  if (done) return { ok: true, ...counts(done), already: true };
  const { bankId } = await tx.questionImport.findUniqueOrThrow({
    where: { id: importId },
    select: { bankId: true },
  });
  // From here on nobody else changes what the questions are held against.
  await lockBank(tx, bankId);
  const standing = await standingOf(tx, bankId, await questionsOfImport(tx, importId), now);
  const taken = standing.filter((one) => isTaken(one.standing, known));
  if (taken.length === 0) return { ok: false, refusals: [refusal("import.nothing-to-take")] };
  const fresh = taken.filter((one) => one.standing === "new");
  const revisions = taken.filter((one) => one.standing === "changed");
  await openDrafts(tx, { bankId, importId, contents: fresh.map(({ content }) => content) }, actorId, now);
  await openRevisions(tx, { bankId, importId, revisions }, actorId, now);
  const result = {
    accepted: taken.length,
    revised: revisions.length,
    left: standing.length - taken.length,
  };
  await tx.questionImportAcceptance.create({
    data: { importId, known, ...result, acceptedById: actorId, acceptedAt: now },
  });
  await record(tx, {
    type: "question-import.accepted",
    at: now,
    actorId,
    subjectId: bankId,
    data: { importId, ...result },
  });
  return { ok: true, ...result, already: false };
}

const counts = ({ accepted, revised, left }: { accepted: number; revised: number; left: number }) => ({
  accepted,
  revised,
  left,
});

/** Their questions have neither a draft under way nor are they retired: `standingOf` has looked, and the bank is held. */
async function openRevisions(
  tx: Tx,
  {
    bankId,
    importId,
    revisions,
  }: { bankId: string; importId: string; revisions: readonly StandingQuestion[] },
  actorId: string,
  now: Date,
): Promise<void> {
  if (revisions.length === 0) return;
  const rows = revisions.flatMap(({ content, known }) =>
    known && content.code !== null
      ? [
          {
            draftId: newId(),
            questionId: known.questionId,
            code: content.code,
            isNew: false,
            baseVersionId: known.versionId,
            content,
          },
        ]
      : [],
  );
  await insertDrafts(tx, { bankId, importId }, rows, actorId, now);
  await tell(tx, "question.draft-opened", rows, actorId, now);
}

/** Drafts of an import by what has become of them. */
export type ImportDrafts = { open: number; submitted: number; published: number; discarded: number };

export async function draftsOfImport(tx: Tx, importId: string): Promise<ImportDrafts> {
  const groups = await tx.questionDraft.groupBy({ by: ["state"], where: { importId }, _count: true });
  const of = (state: string) => groups.find((group) => group.state === state)?._count ?? 0;
  return {
    open: of("open"),
    submitted: of("submitted"),
    published: of("published"),
    discarded: of("discarded"),
  };
}

/** Hands over every open draft of the import that is complete. Those that are not stay open. Harmless to repeat. */
export async function submitImport(
  tx: Tx,
  importId: string,
  actorId: string,
  now: Date,
): Promise<{ submitted: number; left: number }> {
  await lockQuestionImport(tx, importId);
  const open = await tx.questionDraft.findMany({
    where: { importId, state: "open" },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  const { done, refused } = await submitDrafts(
    tx,
    open.map(({ id }) => id),
    actorId,
    now,
  );
  const result = { submitted: done.length, left: refused.length };
  if (done.length > 0) {
    const { bankId } = await tx.questionImport.findUniqueOrThrow({ where: { id: importId } });
    await record(tx, {
      type: "question-import.submitted",
      at: now,
      actorId,
      subjectId: bankId,
      data: { importId, ...result },
    });
  }
  return result;
}
