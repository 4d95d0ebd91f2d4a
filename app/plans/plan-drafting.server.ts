/**
 * Drawing up a study plan 学法计划. Items are added, taken out and put in another's place while the plan is a draft; what
 * was there before stays in the database.
 */
import { record } from "~/audit/audit.server";
import { type DateOn, toDbDate } from "~/calendar";
import { lockPlan, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { type Refusal, refusal, type Verdict } from "~/verdict";
import type { ItemCategory, PlanAudience } from "./plan";
import { withPeople } from "./plans.server";

export type NewPlan = {
  unitId: string;
  year: number;
  audience: PlanAudience;
  title: string;
  /** The rule document behind it 学法制度. */
  document: string | null;
};

/** Answers the plan's id. A unit has one plan a year and audience: the one there is is answered again, unchanged. */
export async function createPlan(
  tx: Tx,
  { copiedFromId, ...plan }: NewPlan & { copiedFromId?: string },
  actorId: string | null,
  now: Date,
): Promise<{ planId: string; isNew: boolean }> {
  const { unitId, year, audience } = plan;
  const id = newId();
  const { count } = await tx.studyPlan.createMany({
    data: [{ id, ...plan, copiedFromId, createdAt: now, createdById: actorId }],
    skipDuplicates: true,
  });
  if (count === 0) {
    const known = await tx.studyPlan.findUniqueOrThrow({
      where: { unitId_year_audience: { unitId, year, audience } },
    });
    return { planId: known.id, isNew: false };
  }
  await record(tx, {
    type: "plan.created",
    at: now,
    actorId,
    unitId,
    subjectId: id,
    data: { planId: id, year },
  });
  return { planId: id, isNew: true };
}

/** What is planned, and how it is carried out as far as that is known already. */
export type ItemPlanned = {
  /** 1 to 12. */
  month: number;
  category?: ItemCategory | null;
  law: string;
  materials: string[];
  heldOn?: DateOn | null;
  minutes?: number | null;
  place?: string | null;
  examId?: string | null;
  ownerPersonId?: string | null;
  /** By name; 全体 is nobody. */
  personIds: string[];
};

type Added = { ok: true; itemId: string } | { ok: false; refusals: Refusal[] };

/** Answers the item's id. Refusal: plan.not-a-draft. */
export async function addPlanItem(
  tx: Tx,
  { planId, ...item }: ItemPlanned & { planId: string },
  actorId: string | null,
  now: Date,
): Promise<Added> {
  const plan = await draft(tx, planId);
  if (!plan.ok) return plan;
  return { ok: true, itemId: await insertItem(tx, { planId, ...item }, plan.unitId, actorId, now) };
}

/** Puts an item in the place of another of the same plan. Refusals: plan.not-a-draft, plan.item-gone. */
export async function replacePlanItem(
  tx: Tx,
  { planId, itemId, ...item }: ItemPlanned & { planId: string; itemId: string },
  actorId: string | null,
  now: Date,
): Promise<Added> {
  const removed = await removePlanItem(tx, { planId, itemId }, actorId, now);
  return removed.ok ? addPlanItem(tx, { planId, ...item }, actorId, now) : removed;
}

/** Takes an item out of a draft. Refusals: plan.not-a-draft; plan.item-gone, when another was quicker. */
export async function removePlanItem(
  tx: Tx,
  { planId, itemId }: { planId: string; itemId: string },
  actorId: string | null,
  now: Date,
): Promise<Verdict> {
  const plan = await draft(tx, planId);
  if (!plan.ok) return plan;
  const item = await tx.planItem.findFirst({ where: { id: itemId, planId, removedAt: null } });
  if (!item) return { ok: false, refusals: [refusal("plan.item-gone")] };
  await tx.planItem.update({ where: { id: itemId }, data: { removedAt: now } });
  await record(tx, {
    type: "plan.item-removed",
    at: now,
    actorId,
    unitId: plan.unitId,
    subjectId: planId,
    data: { planId, itemId, month: item.month },
  });
  return { ok: true };
}

/**
 * Draws up next year's plan from this one: laws, categories, people and who is answerable; days, materials and exams are
 * the new year's own. Who has left since is for the drafter to see. Refusal: plan.exists { year }.
 */
export async function copyPlan(
  tx: Tx,
  { planId, title }: { planId: string; title: string },
  actorId: string | null,
  now: Date,
): Promise<{ ok: true; planId: string } | { ok: false; refusals: Refusal[] }> {
  const { items, ...from } = await tx.studyPlan.findUniqueOrThrow({
    where: { id: planId },
    include: { items: withPeople },
  });
  const { unitId, document } = from;
  const year = from.year + 1;
  const copy = {
    unitId,
    document,
    title,
    year,
    audience: from.audience as PlanAudience,
    copiedFromId: planId,
  };
  const created = await createPlan(tx, copy, actorId, now);
  if (!created.isNew) return { ok: false, refusals: [refusal("plan.exists", { year })] };
  for (const { month, category, law, ownerPersonId, people } of items) {
    const personIds = people.map(({ personId }) => personId);
    const item = {
      month,
      category: category as ItemCategory | null,
      law,
      ownerPersonId,
      personIds,
      materials: [],
    };
    await insertItem(tx, { planId: created.planId, ...item }, unitId, actorId, now);
  }
  return { ok: true, planId: created.planId };
}

/** The plan, locked, while it can still be changed. */
async function draft(
  tx: Tx,
  planId: string,
): Promise<{ ok: true; unitId: string } | { ok: false; refusals: Refusal[] }> {
  await lockPlan(tx, planId);
  const { unitId, state } = await tx.studyPlan.findUniqueOrThrow({ where: { id: planId } });
  if (state === "draft") return { ok: true, unitId };
  return { ok: false, refusals: [refusal("plan.not-a-draft", { state })] };
}

async function insertItem(
  tx: Tx,
  { personIds, heldOn, ...item }: ItemPlanned & { planId: string },
  unitId: string,
  actorId: string | null,
  now: Date,
): Promise<string> {
  const itemId = newId();
  const { planId, month } = item;
  await tx.planItem.create({ data: { id: itemId, ...item, heldOn: heldOn ? toDbDate(heldOn) : null } });
  await tx.planItemPerson.createMany({
    data: [...new Set(personIds)].map((personId) => ({ itemId, personId })),
  });
  await record(tx, {
    type: "plan.item-added",
    at: now,
    actorId,
    unitId,
    subjectId: planId,
    data: { planId, itemId, month },
  });
  return itemId;
}
