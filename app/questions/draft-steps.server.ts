/**
 * Drafts as their steps make them. Every step is a row that is only added; the draft's own row is a projection of them,
 * written with each, so that a list of fifty thousand need not fold their histories.
 */
import { recordAll } from "~/audit/audit.server";
import type { EventType } from "~/audit/event";
import type { Tx } from "~/db.server";
import { type Refusal, refusal, type Verdict } from "~/verdict";
import { type DraftAct, type DraftState, type DraftStep, stateAfter } from "./draft";
import { type DraftContent, draftContentSchema } from "./draft-content";
import { listQuestions } from "./listing.server";

export type Draft = {
  draftId: string;
  questionId: string;
  bankId: string;
  code: string;
  /** The version it was begun from; null: the question had none. */
  baseVersionId: string | null;
  importId: string | null;
  content: DraftContent;
  state: DraftState;
  steps: (DraftStep & { at: Date; checklist: string[] | null })[];
};

/** The drafts in the order of their ids, each held until this transaction ends; ids of none are left out. */
export async function lockedDrafts(tx: Tx, draftIds: readonly string[]): Promise<Draft[]> {
  await tx.$executeRaw`
    SELECT 1 FROM question_draft WHERE id = ANY(${[...draftIds]}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
  return draftsBy(tx, draftIds);
}

/** The draft as it stands after its last step; null when there is none by this id. */
export async function findDraft(tx: Tx, draftId: string): Promise<Draft | null> {
  return (await draftsBy(tx, [draftId]))[0] ?? null;
}

async function draftsBy(tx: Tx, draftIds: readonly string[]): Promise<Draft[]> {
  const ids = [...draftIds];
  const rows = await tx.$queryRaw<Omit<Draft, "steps">[]>`
    SELECT d.id AS "draftId", d.question_id AS "questionId", q.bank_id AS "bankId", q.code,
      d.base_version_id AS "baseVersionId", d.import_id AS "importId", d.content, d.state
    FROM question_draft d JOIN question q ON q.id = d.question_id
    WHERE d.id = ANY(${ids}::uuid[]) ORDER BY d.id`;
  const steps = await tx.$queryRaw<(Draft["steps"][number] & { draftId: string })[]>`
    SELECT draft_id AS "draftId", number, act, actor_id AS "actorId", reason, checklist, at
    FROM question_draft_step WHERE draft_id = ANY(${ids}::uuid[]) ORDER BY draft_id, number`;
  const drafts = new Map(
    rows.map((row) => [
      row.draftId,
      { ...row, content: draftContentSchema.parse(row.content), steps: [] as Draft["steps"] },
    ]),
  );
  for (const { draftId, ...step } of steps) drafts.get(draftId)?.steps.push(step);
  return [...drafts.values()];
}

/** A draft to be written, of a question that is new or not. */
export type NewDraft = {
  draftId: string;
  questionId: string;
  code: string;
  isNew: boolean;
  /** The version it begins from; null: the question has none. */
  baseVersionId: string | null;
  content: DraftContent;
};

/** Writes drafts with their first step. */
export async function insertDrafts(
  tx: Tx,
  { bankId, importId }: { bankId: string; importId: string | null },
  rows: readonly NewDraft[],
  actorId: string | null,
  now: Date,
): Promise<void> {
  // As one value: one for each row and column would cost more than the rows.
  const given = JSON.stringify(rows);
  await tx.$executeRaw`
    INSERT INTO question (id, bank_id, code)
    SELECT r."questionId", ${bankId}::uuid, r.code
    FROM jsonb_to_recordset(${given}::jsonb) AS r ("questionId" uuid, code text, "isNew" boolean) WHERE r."isNew"`;
  await tx.$executeRaw`
    WITH r AS (
      SELECT * FROM jsonb_to_recordset(${given}::jsonb)
        AS r ("draftId" uuid, "questionId" uuid, "baseVersionId" uuid, content jsonb)
    ), opened AS (
      INSERT INTO question_draft (id, question_id, base_version_id, import_id, opened_by_id, opened_at, state, last_number,
        content, last_saved_at)
      SELECT "draftId", "questionId", "baseVersionId", ${importId}::uuid, ${actorId}::uuid, ${now}::timestamptz,
        'open', 1, content, ${now}::timestamptz FROM r
      RETURNING id
    )
    INSERT INTO question_draft_step (draft_id, number, act, content, actor_id, at)
    SELECT r."draftId", 1, 'opened', r.content, ${actorId}::uuid, ${now}::timestamptz
    FROM r JOIN opened ON opened.id = r."draftId"`;
  await listQuestions(
    tx,
    rows.map(({ questionId }) => questionId),
  );
}

/** Adds one step to each of these drafts, which the caller holds, and says in their rows where they stand now. */
export async function addStep(
  tx: Tx,
  draftIds: readonly string[],
  step: {
    act: Exclude<DraftAct, "opened">;
    content?: DraftContent;
    checklist?: readonly string[];
    reason?: string;
  },
  actorId: string | null,
  at: Date,
): Promise<void> {
  const ids = [...draftIds];
  const content = step.content ? JSON.stringify(step.content) : null;
  const checklist = step.checklist ? JSON.stringify(step.checklist) : null;
  await tx.$executeRaw`
    INSERT INTO question_draft_step (draft_id, number, act, content, checklist, reason, actor_id, at)
    SELECT id, last_number + 1, ${step.act}, ${content}::jsonb, ${checklist}::jsonb, ${step.reason?.trim() ?? null},
      ${actorId}::uuid, ${at}::timestamptz
    FROM question_draft WHERE id = ANY(${ids}::uuid[])`;
  const rows = await tx.$queryRaw<{ questionId: string }[]>`
    UPDATE question_draft SET state = ${stateAfter[step.act]}, last_number = last_number + 1,
      content = coalesce(${content}::jsonb, content), last_saved_at = ${at}::timestamptz
    WHERE id = ANY(${ids}::uuid[]) RETURNING question_id AS "questionId"`;
  await listQuestions(
    tx,
    rows.map(({ questionId }) => questionId),
  );
}

/** What became of each of many: a bulk act goes as far as it may, and says why it went no further. */
export type BulkDone = { done: string[]; refused: { id: string; code: string; refusals: Refusal[] }[] };

/** Sorts what was asked for by the verdict on each; ids of nothing are refused as question.not-found. */
export function judged<T extends { code: string }>(
  ids: readonly string[],
  found: readonly T[],
  idOf: (one: T) => string,
  judge: (one: T) => Verdict,
): { allowed: T[]; refused: BulkDone["refused"] } {
  const known = new Set(found.map(idOf));
  const unknown = [...new Set(ids)].filter((id) => !known.has(id));
  const allowed: T[] = [];
  const refused: BulkDone["refused"] = unknown.map((id) => ({
    id,
    code: "",
    refusals: [refusal("question.not-found")],
  }));
  for (const one of found) {
    const verdict = judge(one);
    if (verdict.ok) allowed.push(one);
    else refused.push({ id: idOf(one), code: one.code, refusals: verdict.refusals });
  }
  return { allowed, refused };
}

export type DraftEvent = Extract<
  EventType,
  | "question.draft-opened"
  | "question.draft-changed"
  | "question.submitted"
  | "question.returned"
  | "question.draft-discarded"
>;

/** One event for each of them, told of its question. */
export async function tell(
  tx: Tx,
  type: DraftEvent,
  drafts: readonly { draftId: string; questionId: string; code: string }[],
  actorId: string | null,
  now: Date,
): Promise<void> {
  await recordAll(
    tx,
    drafts.map(({ draftId, questionId, code }) => ({
      type,
      at: now,
      actorId,
      subjectId: questionId,
      data: { draftId, code },
    })),
  );
}
