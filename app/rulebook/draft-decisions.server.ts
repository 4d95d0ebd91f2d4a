/** What happens to a draft: proposed by one person, put in force or sent back by another, or given up. */
import { record } from "~/audit/audit.server";
import { chinaDateOf, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { refusal, refuse, type Verdict } from "~/verdict";
import { differenceOf } from "./difference";
import { mayApprove, mayPropose, mayReturn, mayWithdraw, type Proposal } from "./draft";
import { addStep, type Draft, lockedDraft } from "./draft-steps.server";
import { packHash } from "./pack";
import { rulePackSchema } from "./schema";

/** Asks another person to put it in force from a day on (a calendar date in China). Refusals: `mayPropose`. */
export async function proposeDraft(
  tx: Tx,
  { draftId, ...proposal }: { draftId: string } & Proposal,
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const draft = await lockedDraft(tx, draftId);
  const about = {
    pack: draft.pack,
    changes: differenceOf(draft.base.pack, draft.pack).length,
    isNewPack: draft.packId === null,
    baseEffectiveOn: draft.base.effectiveOn,
  };
  const verdict = mayPropose(draft.steps, proposal, about, chinaDateOf(now));
  if (!verdict.ok) return verdict;
  await addStep(tx, draft, { act: "proposed", ...proposal }, actorId, now);
  await record(tx, {
    type: "rule-pack.draft-proposed",
    at: now,
    actorId,
    subjectId: draftId,
    data: { code: draft.code, effectiveOn: proposal.effectiveOn },
  });
  return verdict;
}

/**
 * The second person: the draft becomes the pack's next version and never changes again. Of two drafts of one pack
 * approved at once, the database's unique number lets one through; the other is refused as superseded.
 * Refusals: `mayApprove`, pack.code-taken.
 */
export async function approveDraft(
  tx: Tx,
  { draftId }: { draftId: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const draft = await lockedDraft(tx, draftId);
  const newest = draft.packId === null ? null : await newestOf(tx, draft.packId);
  const base = {
    isNewest: newest === null || newest.id === draft.base.versionId,
    newest: newest?.number ?? 0,
  };
  const verdict = mayApprove(draft.steps, actorId, base, chinaDateOf(now));
  if (!verdict.ok) return verdict;
  const proposed = draft.steps.at(-1)!;
  const effectiveOn = proposed.effectiveOn!;
  const packId = draft.packId ?? (await newPack(tx, draft));
  if (packId === null) return refuse(refusal("pack.code-taken"));
  const number = base.newest + 1;
  const values = rulePackSchema.parse({ ...draft.pack, version: number, effectiveFromOn: effectiveOn });
  const made = await tx.rulePackVersion.createMany({
    data: {
      id: newId(),
      packId,
      number,
      effectiveOn: toDbDate(effectiveOn),
      values,
      hash: packHash(values),
      createdAt: now,
      draftId,
      proposedById: proposed.actorId,
      approvedById: actorId,
    },
    skipDuplicates: true,
  });
  if (made.count === 0) return refuse(refusal("draft.base-superseded", { number }));
  await addStep(tx, draft, { act: "approved", effectiveOn }, actorId, now);
  await record(tx, {
    type: "rule-pack.approved",
    at: now,
    actorId,
    subjectId: packId,
    data: { code: draft.code, number, effectiveOn },
  });
  return verdict;
}

/** Sent back with a reason, to be changed and proposed again. Refusals: `mayReturn`. */
export async function returnDraft(
  tx: Tx,
  { draftId, reason }: { draftId: string; reason: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const draft = await lockedDraft(tx, draftId);
  const verdict = mayReturn(draft.steps, actorId);
  if (verdict.ok) await end(tx, draft, "returned", reason, actorId, now);
  return verdict;
}

/** Given up, and kept. Refusals: `mayWithdraw`. */
export async function withdrawDraft(
  tx: Tx,
  { draftId, reason }: { draftId: string; reason: string | null },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const draft = await lockedDraft(tx, draftId);
  const verdict = mayWithdraw(draft.steps, actorId);
  if (verdict.ok) await end(tx, draft, "withdrawn", reason, actorId, now);
  return verdict;
}

async function end(
  tx: Tx,
  draft: Draft,
  act: "returned" | "withdrawn",
  reason: string | null,
  actorId: string,
  now: Date,
): Promise<void> {
  await addStep(tx, draft, { act, reason }, actorId, now);
  const { draftId, code } = draft;
  await record(tx, { type: `rule-pack.draft-${act}`, at: now, actorId, subjectId: draftId, data: { code } });
}

const newestOf = (tx: Tx, packId: string) =>
  tx.rulePackVersion.findFirst({
    where: { packId },
    orderBy: { number: "desc" },
    select: { id: true, number: true },
  });

/** null: somebody else has taken the code meanwhile. */
async function newPack(tx: Tx, { code, title }: Draft): Promise<string | null> {
  const id = newId();
  const made = await tx.rulePack.createMany({
    data: { id, code, title: { "zh-CN": title } },
    skipDuplicates: true,
  });
  return made.count === 0 ? null : id;
}
