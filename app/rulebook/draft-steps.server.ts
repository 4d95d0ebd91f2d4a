/** A draft as its steps make it. Every step is a row that is only added; the present is the last one. */
import { type DateOn, fromDbDate, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { type DraftAct, type DraftState, type DraftStep, draftState } from "./draft";
import { packVersion } from "./packs.server";
import { type RulePack, rulePackSchema } from "./schema";

export type Draft = {
  draftId: string;
  code: string;
  title: string;
  /** null: a pack that does not exist yet. */
  packId: string | null;
  base: { versionId: string; packId: string; number: number; effectiveOn: DateOn; pack: RulePack };
  pack: RulePack;
  state: DraftState;
  steps: (DraftStep & { at: Date })[];
  /** The version it became. */
  versionId: string | null;
};

/** The draft as it stands after its last step; null when there is none by this id. */
export async function findDraft(tx: Tx, draftId: string): Promise<Draft | null> {
  const row = await tx.rulePackDraft.findUnique({
    where: { id: draftId },
    include: { base: true, outcome: { select: { id: true } }, steps: { orderBy: { number: "asc" } } },
  });
  if (!row) return null;
  const steps = row.steps.map(({ number, act, actorId, effectiveOn, reason, at }) => ({
    number,
    act: act as DraftAct,
    actorId,
    effectiveOn: effectiveOn && fromDbDate(effectiveOn),
    reason,
    at,
  }));
  const { base } = row;
  return {
    draftId,
    code: row.code,
    title: row.title,
    packId: row.packId,
    base: {
      versionId: base.id,
      packId: base.packId,
      number: base.number,
      effectiveOn: fromDbDate(base.effectiveOn),
      pack: (await packVersion(tx, base.id)).pack,
    },
    pack: rulePackSchema.parse(row.steps.findLast(({ values }) => values !== null)?.values),
    state: draftState(steps),
    steps,
    versionId: row.outcome?.id ?? null,
  };
}

/** The draft, with everyone else who would add a step to it waiting until this transaction ends. */
export async function lockedDraft(tx: Tx, draftId: string): Promise<Draft> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${draftId}, 7410003))`;
  const draft = await findDraft(tx, draftId);
  if (!draft) throw new Error("No such draft of a rule pack");
  return draft;
}

type NewStep = {
  act: DraftAct;
  values?: RulePack;
  effectiveOn?: DateOn;
  reason?: string | null;
};

export async function addStep(
  tx: Tx,
  { draftId, steps }: { draftId: string; steps: readonly { number: number }[] },
  { act, values, effectiveOn, reason }: NewStep,
  actorId: string,
  at: Date,
): Promise<void> {
  await tx.rulePackDraftStep.create({
    data: {
      id: newId(),
      draftId,
      number: (steps.at(-1)?.number ?? 0) + 1,
      act,
      ...(values ? { values } : {}),
      effectiveOn: effectiveOn ? toDbDate(effectiveOn) : null,
      reason: reason?.trim() || null,
      actorId,
      at,
    },
  });
}
