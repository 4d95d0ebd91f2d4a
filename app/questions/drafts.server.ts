/** Drafts of questions: opened new or from what is published, changed, submitted, sent back, given up. */
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { type Refusal, refusal, refuse, type Verdict } from "~/verdict";
import { lockBank } from "./bank-versions.server";
import { codesOf, withCodes, withPartCodes } from "./codes";
import { mayChange, mayDiscard, mayReturn, maySubmit } from "./draft";
import { type DraftContent, draftContentSchema } from "./draft-content";
import { faultFinder } from "./draft-faults.server";
import {
  addStep,
  type BulkDone,
  type Draft,
  type DraftEvent,
  insertDrafts,
  judged,
  lockedDrafts,
  tell,
} from "./draft-steps.server";
import { questionsToExchange } from "./question-export.server";

/**
 * Which of these codes are used in the bank: by a question that was ever published, by a draft under way, or by a part
 * of one. A code whose drafts were all discarded is free. Until the transaction ends nobody else takes one there.
 */
export async function codesTaken(tx: Tx, bankId: string, codes: readonly string[]): Promise<string[]> {
  await lockBank(tx, bankId);
  const rows = await tx.$queryRaw<{ code: string }[]>`
    SELECT q.code FROM question q
    WHERE q.bank_id = ${bankId}::uuid AND q.code = ANY(${[...codes]}::text[])
      AND (EXISTS (SELECT FROM question_version v WHERE v.question_id = q.id)
        OR EXISTS (SELECT FROM question_draft d WHERE d.question_id = q.id AND d.state IN ('open', 'submitted')))
    UNION
    SELECT part ->> 'code' FROM question q
    JOIN question_draft d ON d.question_id = q.id AND d.state IN ('open', 'submitted')
    CROSS JOIN LATERAL jsonb_array_elements(d.content -> 'questions') AS part
    WHERE q.bank_id = ${bankId}::uuid AND d.content ->> 'type' = 'case-group'
      AND part ->> 'code' = ANY(${[...codes]}::text[])
    ORDER BY 1`;
  return rows.map(({ code }) => code);
}

const AT_ONCE = 2_000;

/**
 * A draft of a new question for each content, complete or not, in their order. Codes that are missing are given. Ask
 * `codesTaken` before: throws where a code is, or where two contents have the same.
 */
export async function openDrafts(
  tx: Tx,
  {
    bankId,
    importId,
    contents,
  }: { bankId: string; importId: string | null; contents: readonly DraftContent[] },
  actorId: string | null,
  now: Date,
): Promise<{ draftId: string; questionId: string }[]> {
  if (contents.length === 0) return [];
  const taken = await codesTaken(tx, bankId, contents.flatMap(codesOf));
  if (taken.length > 0) throw new Error(`Codes of questions are taken: ${taken.slice(0, 5).join(", ")}`);
  const named = await namedContents(tx, bankId, contents);
  // Discarded before, and never published: the same code is the same question.
  const old = await tx.$queryRaw<{ id: string; code: string }[]>`
    SELECT id, code FROM question
    WHERE bank_id = ${bankId}::uuid AND code = ANY(${named.map(({ code }) => code)}::text[])`;
  const oldIds = new Map(old.map(({ id, code }) => [code, id]));
  const rows = named.map((content) => ({
    draftId: newId(),
    questionId: oldIds.get(content.code) ?? newId(),
    code: content.code,
    isNew: !oldIds.has(content.code),
    baseVersionId: null,
    content,
  }));
  for (let at = 0; at < rows.length; at += AT_ONCE)
    await insertDrafts(tx, { bankId, importId }, rows.slice(at, at + AT_ONCE), actorId, now);
  await tell(tx, "question.draft-opened", rows, actorId, now);
  return rows.map(({ draftId, questionId }) => ({ draftId, questionId }));
}

async function namedContents(tx: Tx, bankId: string, contents: readonly DraftContent[]) {
  const [bank] = await tx.$queryRaw<{ code: string; last: number }[]>`
    SELECT b.code, coalesce(max(substring(q.code FROM '-([0-9]{4,8})$')::int)
      FILTER (WHERE q.code ~ ('^' || b.code || '-[0-9]{4,8}$')), 0) AS last
    FROM question_bank b LEFT JOIN question q ON q.bank_id = b.id
    WHERE b.id = ${bankId}::uuid GROUP BY b.id`;
  if (!bank) throw new Error("No such bank");
  return withCodes(contents, bank.code, bank.last + 1);
}

export type Opened = { ok: true; draftId: string } | { ok: false; refusals: Refusal[] };

/**
 * A draft that begins as the question's newest version says. Of two people who open one at once, one does. Refusals:
 * question.not-found, question.unpublished, question.part-of-case { code }, question.retired, question.draft-live.
 */
export async function openRevision(
  tx: Tx,
  questionId: string,
  actorId: string | null,
  now: Date,
): Promise<Opened> {
  const known = await tx.question.findUnique({ where: { id: questionId }, select: { bankId: true } });
  const no = (...refusals: [Refusal, ...Refusal[]]): Opened => ({ ok: false, refusals });
  if (!known) return no(refusal("question.not-found"));
  await lockBank(tx, known.bankId);
  const { bankId, code, drafts, retirements, versions } = await tx.question.findUniqueOrThrow({
    where: { id: questionId },
    include: {
      versions: { orderBy: { number: "desc" }, take: 1, include: { group: { include: { question: true } } } },
      drafts: { where: { state: { in: ["open", "submitted"] } }, select: { id: true } },
      retirements: { where: { restoredAt: null }, select: { id: true } },
    },
  });
  const [newest] = versions;
  if (!newest) return no(refusal("question.unpublished"));
  if (newest.group) return no(refusal("question.part-of-case", { code: newest.group.question.code }));
  if (retirements.length > 0) return no(refusal("question.retired"));
  if (drafts.length > 0) return no(refusal("question.draft-live"));
  const [exchanged] = await questionsToExchange(tx, [newest.id]);
  const row = {
    draftId: newId(),
    questionId,
    code,
    isNew: false,
    baseVersionId: newest.id,
    content: draftContentSchema.parse(exchanged),
  };
  await insertDrafts(tx, { bankId, importId: null }, [row], actorId, now);
  await tell(tx, "question.draft-opened", [row], actorId, now);
  return { ok: true, draftId: row.draftId };
}

/**
 * Keeps what was typed as a further step; its code stays. `seen` is the number of the step the form was filled from.
 * Refusals: question.not-found and those of `mayChange`.
 */
export async function changeDraft(
  tx: Tx,
  { draftId, content, seen }: { draftId: string; content: DraftContent; seen: number },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const [draft] = await lockedDrafts(tx, [draftId]);
  if (!draft) return refuse(refusal("question.not-found"));
  const changed = draftContentSchema.parse(
    withPartCodes(content, draft.code, await partCodesUsed(tx, draft, content)),
  );
  // Saved twice, it is saved.
  if (JSON.stringify(changed) === JSON.stringify(draft.content) && draft.state === "open")
    return { ok: true };
  const verdict = mayChange(draft.steps, seen);
  if (!verdict.ok) return verdict;
  await addStep(tx, [draftId], { act: "changed", content: changed }, actorId, now);
  await tell(tx, "question.draft-changed", [draft], actorId, now);
  return verdict;
}

async function partCodesUsed(tx: Tx, { bankId, code }: Draft, { type }: DraftContent): Promise<string[]> {
  if (type !== "case-group") return [];
  const rows = await tx.question.findMany({
    where: { bankId, code: { startsWith: `${code}-` } },
    select: { code: true },
  });
  return rows.map((row) => row.code);
}

/** Hands them over to be reviewed. Refusals of each: `maySubmit` with `faultsOfContent`, question.enemy-unknown { code }. */
export async function submitDrafts(
  tx: Tx,
  draftIds: readonly string[],
  actorId: string,
  now: Date,
): Promise<BulkDone> {
  const drafts = await lockedDrafts(tx, draftIds);
  const faults = await faultFinder(tx, drafts, now);
  const sorted = judged(draftIds, drafts, idOf, (draft) => maySubmit(draft.steps, faults(draft)));
  return step(tx, sorted, { act: "submitted" }, "question.submitted", actorId, now);
}

/** Sends them back to be changed, with a reason. Refusals of each: `mayReturn`. */
export async function returnDrafts(
  tx: Tx,
  draftIds: readonly string[],
  { reason, isReviewer }: { reason: string; isReviewer: boolean },
  actorId: string,
  now: Date,
): Promise<BulkDone> {
  const sorted = judged(draftIds, await lockedDrafts(tx, draftIds), idOf, (draft) =>
    mayReturn(draft.steps, { actorId, isReviewer, reason }),
  );
  return step(tx, sorted, { act: "returned", reason }, "question.returned", actorId, now);
}

/** Gives them up; they stay as they are, and their codes are free again. Refusals of each: `mayDiscard`. */
export async function discardDrafts(
  tx: Tx,
  draftIds: readonly string[],
  reason: string,
  actorId: string,
  now: Date,
): Promise<BulkDone> {
  const sorted = judged(draftIds, await lockedDrafts(tx, draftIds), idOf, (draft) =>
    mayDiscard(draft.steps, reason),
  );
  return step(tx, sorted, { act: "discarded", reason }, "question.draft-discarded", actorId, now);
}

const idOf = ({ draftId }: Draft) => draftId;

async function step(
  tx: Tx,
  { allowed, refused }: { allowed: Draft[]; refused: BulkDone["refused"] },
  taken: { act: "submitted" | "returned" | "discarded"; reason?: string },
  event: DraftEvent,
  actorId: string,
  now: Date,
): Promise<BulkDone> {
  const done = allowed.map(idOf);
  if (done.length === 0) return { done, refused };
  await addStep(tx, done, taken, actorId, now);
  await tell(tx, event, allowed, actorId, now);
  return { done, refused };
}
