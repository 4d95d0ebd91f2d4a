/** Drafts of pack versions: listed, opened as a copy, changed. Who puts them in force is `draft-decisions.server.ts`. */
import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { type Refusal, refusal, type Verdict } from "~/verdict";
import { differenceOf } from "./difference";
import { type DraftAct, type DraftState, draftState, mayChange } from "./draft";
import { addStep, lockedDraft } from "./draft-steps.server";
import { packVersion } from "./packs.server";
import { type RulePack, rulePackSchema } from "./schema";

export type DraftListed = {
  draftId: string;
  code: string;
  title: string;
  baseNumber: number;
  state: DraftState;
  at: Date;
};

/** Every draft, newest first; of one pack if its code is given. */
export async function listDrafts(tx: Tx, code?: string): Promise<DraftListed[]> {
  const rows = await tx.rulePackDraft.findMany({
    ...(code ? { where: { code } } : {}),
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    include: {
      base: { select: { number: true } },
      steps: { orderBy: { number: "desc" }, take: 1, omit: { values: true } },
    },
  });
  return rows.map((row) => ({
    draftId: row.id,
    code: row.code,
    title: row.title,
    baseNumber: row.base.number,
    state: draftState(row.steps.map((step) => ({ ...step, act: step.act as DraftAct, effectiveOn: null }))),
    at: row.steps[0]?.at ?? row.createdAt,
  }));
}

export type Opened = { ok: true; draftId: string } | { ok: false; refusals: Refusal[] };

/**
 * A copy of a pack's newest version, to be changed: of the same pack, or of a new one with a code and title of its own.
 * Refusals: pack.unknown, pack.code-malformed, pack.code-taken, pack.title-missing.
 */
export async function openDraft(
  tx: Tx,
  { from, as }: { from: string; as?: { code: string; title: string } },
  actorId: string,
  now: Date,
): Promise<Opened> {
  const source = await tx.rulePack.findUnique({
    where: { code: from },
    include: { versions: { orderBy: { number: "desc" }, take: 1 } },
  });
  const newest = source?.versions[0];
  if (!source || !newest) return { ok: false, refusals: [refusal("pack.unknown")] };
  const refusals = as ? await headingRefusals(tx, as) : [];
  if (refusals.length > 0) return { ok: false, refusals };
  const { pack } = await packVersion(tx, newest.id);
  const draftId = newId();
  const code = as?.code ?? from;
  const title = as?.title.trim() ?? pack.title;
  const packId = as ? null : source.id;
  await tx.rulePackDraft.create({
    data: { id: draftId, code, title, packId, baseVersionId: newest.id, createdAt: now },
  });
  await addStep(
    tx,
    { draftId, steps: [] },
    { act: "opened", values: { ...pack, id: code, title } },
    actorId,
    now,
  );
  await record(tx, {
    type: "rule-pack.draft-opened",
    at: now,
    actorId,
    subjectId: draftId,
    data: { code },
  });
  return { ok: true, draftId };
}

/** Words of this room's own addresses, which a pack cannot be called. */
const RESERVED = ["new", "differences", "assignments", "drafts"];

async function headingRefusals(tx: Tx, { code, title }: { code: string; title: string }): Promise<Refusal[]> {
  const malformed = !/^[a-z][a-z0-9-]{1,39}$/.test(code) || RESERVED.includes(code);
  const taken = !malformed && (await tx.rulePack.findUnique({ where: { code }, select: { id: true } }));
  return [
    ...(malformed ? [refusal("pack.code-malformed")] : []),
    ...(taken ? [refusal("pack.code-taken")] : []),
    ...(title.trim() === "" || title.length > 60 ? [refusal("pack.title-missing")] : []),
  ];
}

/** Keeps what was changed as a further step. `seen` is the number of the step the form was filled from. */
export async function changeDraft(
  tx: Tx,
  { draftId, pack, seen }: { draftId: string; pack: RulePack; seen: number },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const draft = await lockedDraft(tx, draftId);
  const verdict = mayChange(draft.steps, seen);
  if (!verdict.ok) return verdict;
  const values = rulePackSchema.parse({ ...pack, id: draft.code, title: draft.title });
  const rules = differenceOf(draft.pack, values).map(({ key }) => key);
  if (rules.length === 0) return verdict;
  await addStep(tx, draft, { act: "changed", values }, actorId, now);
  await record(tx, {
    type: "rule-pack.draft-changed",
    at: now,
    actorId,
    subjectId: draftId,
    data: { code: draft.code, rules },
  });
  return verdict;
}
