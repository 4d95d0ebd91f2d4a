/** 发布: what a second person has read becomes the question's next version, and stands in its bank at once. */
import { createHash } from "node:crypto";
import { recordAll } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { type Refusal, refusal } from "~/verdict";
import { lockBank } from "./bank-versions.server";
import { codesOf } from "./codes";
import { mayPublish, type ReviewItem } from "./draft";
import type { DraftContent, DraftPart } from "./draft-content";
import { faultFinder } from "./draft-faults.server";
import { addStep, type BulkDone, type Draft, judged, lockedDrafts } from "./draft-steps.server";
import { keyOf, type NewVersion, placeOf, storeVersions } from "./question-versions.server";
import { byBank, replaceStanding } from "./standing.server";

/**
 * Publishes each of these drafts that may be: a version of its own that never changes again, a case with all its parts,
 * and one new version of each bank for all of them, where they stand in place of their versions before. Of two reviewers
 * at once, one does. `checklist` is what the reviewer puts a name to, for every one of them.
 * Refusals of each: `mayPublish`, question.code-taken { code }.
 */
export async function publishDrafts(
  tx: Tx,
  draftIds: readonly string[],
  checklist: readonly ReviewItem[],
  actorId: string,
  now: Date,
): Promise<BulkDone> {
  const drafts = await lockedDrafts(tx, draftIds);
  for (const [bankId] of byBank(drafts)) await lockBank(tx, bankId);
  const bases = await basesOf(tx, drafts);
  const faults = await faultFinder(tx, drafts, now);
  const { allowed, refused } = judged(
    draftIds,
    drafts,
    ({ draftId }) => draftId,
    (draft) => {
      const base = bases.get(draft.questionId)!;
      const state = {
        isNewest: base.newestId === draft.baseVersionId,
        newest: base.newest,
        isRetired: base.isRetired,
      };
      return mayPublish(draft.steps, actorId, checklist, state, [
        ...faults(draft),
        ...codeFaults(draft, base),
      ]);
    },
  );
  const done = allowed.map(({ draftId }) => draftId);
  if (done.length === 0) return { done, refused };
  await addStep(tx, done, { act: "published", checklist }, actorId, now);
  for (const [bankId, ready] of byBank(allowed)) {
    const versions = ready.flatMap((draft) => versionsOf(draft, bases.get(draft.questionId)!));
    await storeVersions(tx, bankId, versions, now);
    const wholes = ready.map(({ questionId }) => questionId);
    const entering = versions.map(({ id }) => id);
    await replaceStanding(tx, bankId, { questionIds: wholes, enter: entering }, actorId, now);
  }
  await recordAll(
    tx,
    allowed.map(({ draftId, questionId, code }) => ({
      type: "question.published",
      at: now,
      actorId,
      subjectId: questionId,
      data: { draftId, code, number: bases.get(questionId)!.newest + 1 },
    })),
  );
  return { done, refused };
}

type Known = { questionId: string; number: number };
type Base = {
  newestId: string | null;
  /** 0: never published. */
  newest: number;
  isRetired: boolean;
  /** Parts the question ever had, by code, with the number of their newest version. */
  parts: Map<string, Known>;
  /** Codes its content gives to parts that are another question's. */
  taken: Set<string>;
};

async function basesOf(tx: Tx, drafts: readonly Draft[]): Promise<Map<string, Base>> {
  const rows = await tx.$queryRaw<(Omit<Base, "parts" | "taken"> & { questionId: string })[]>`
    SELECT q.id AS "questionId", newest.id AS "newestId", coalesce(newest.number, 0) AS newest,
      EXISTS (SELECT FROM question_retirement r WHERE r.question_id = q.id AND r.restored_at IS NULL) AS "isRetired"
    FROM question q
    LEFT JOIN LATERAL (
      SELECT v.id, v.number FROM question_version v WHERE v.question_id = q.id ORDER BY v.number DESC LIMIT 1
    ) newest ON true
    WHERE q.id = ANY(${drafts.map(({ questionId }) => questionId)}::uuid[])`;
  const bases = new Map(
    rows.map(({ questionId, ...row }) => [
      questionId,
      { ...row, parts: new Map(), taken: new Set() } as Base,
    ]),
  );
  const asked = drafts.flatMap(({ questionId, bankId, content }) =>
    partsOf(content).map(({ code }) => ({ questionId, bankId, code })),
  );
  // The question that each part's code names already, and the whole question whose part it ever was.
  const known = await tx.$queryRaw<
    { questionId: string; code: string; partId: string; number: number; isOwn: boolean }[]
  >`
    SELECT a."questionId", a.code, q.id AS "partId", coalesce(max(v.number), 0)::int AS number,
      coalesce(bool_and(w.question_id IS NOT DISTINCT FROM a."questionId"), false) AS "isOwn"
    FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS a ("questionId" uuid, "bankId" uuid, code text)
    JOIN question q ON q.bank_id = a."bankId" AND q.code = a.code
    LEFT JOIN question_version v ON v.question_id = q.id
    LEFT JOIN question_version w ON w.id = v.group_id
    GROUP BY a."questionId", a.code, q.id`;
  for (const { questionId, code, partId, number, isOwn } of known) {
    const base = bases.get(questionId)!;
    if (isOwn) base.parts.set(code, { questionId: partId, number });
    else base.taken.add(code);
  }
  return bases;
}

const partsOf = (content: DraftContent): readonly DraftPart[] =>
  content.type === "case-group" ? content.questions : [];

function codeFaults({ content }: Draft, { taken }: Base): Refusal[] {
  return codesOf(content)
    .filter((code) => taken.has(code))
    .map((code) => refusal("question.code-taken", { code }));
}

/** The version a sound draft becomes; of a case, one for each part too. */
function versionsOf({ draftId, questionId, content }: Draft, base: Base): NewVersion[] {
  const id = newId();
  const [first] = content.type === "case-group" ? content.questions : [content];
  const shared = { topic: content.topic!, difficulty: content.difficulty! };
  const whole: NewVersion = {
    ...shared,
    ...placeOf(first!),
    id,
    questionId,
    // Its question was made when the draft was opened.
    code: null,
    number: base.newest + 1,
    contentHash: hashOf(content),
    groupId: null,
    position: 0,
    type: content.type,
    stem: content.stem,
    options: content.type === "case-group" ? [] : content.options,
    citations: content.type === "case-group" ? [] : citationsOf(content),
    enemies: [...content.enemies].sort(),
    key: content.type === "case-group" ? null : keyOf(content),
    draftId,
  };
  const parts = partsOf(content).map((part, index): NewVersion => {
    const known = base.parts.get(part.code!);
    return {
      ...placeOf(part),
      id: newId(),
      questionId: known?.questionId ?? newId(),
      code: known ? null : part.code,
      number: (known?.number ?? 0) + 1,
      contentHash: hashOf(part),
      groupId: id,
      position: index + 1,
      type: part.type,
      stem: part.stem,
      options: part.options,
      citations: citationsOf(part),
      // A part that says nothing of its own is about what its case is about.
      topic: part.topic ?? shared.topic,
      difficulty: part.difficulty ?? shared.difficulty,
      enemies: [],
      key: keyOf(part),
      draftId,
    };
  });
  return [whole, ...parts];
}

const citationsOf = ({ citations }: DraftPart): NewVersion["citations"] =>
  citations.map(({ law, article, paragraph, item, version }) => ({
    law,
    article,
    ...(paragraph === null ? {} : { paragraph }),
    ...(item === null ? {} : { item }),
    version: version!,
  }));

/** Contents come from one schema, which puts their members in one order. */
const hashOf = (content: DraftContent | DraftPart) =>
  createHash("sha256").update(JSON.stringify(content)).digest("hex");
