/** Study plans 学法计划: drawn up, approved, and read with the five lights of each item. */

import { record } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, fromDbDate, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { packFor } from "~/rulebook/packs.server";
import { type Refusal, refusal, type Verdict } from "~/verdict";
import type { Prisma } from "../../prisma/generated/client";
import { type Light, lights, mayApprovePlan, type PlanApproval, type PlanItem } from "./plan";
import { type ExamResult, examResults } from "./results.server";

export const PLAN_AUDIENCES = ["leading-cadres", "enforcement-staff"] as const;
export type PlanAudience = (typeof PLAN_AUDIENCES)[number];

export type NewPlan = {
  unitId: string;
  year: number;
  audience: PlanAudience;
  title: string;
  /** The rule document behind it 学法制度. */
  document: string | null;
};

/** Answers the plan's id. A unit has one plan a year and audience: the one there is is answered again, unchanged. */
export async function createPlan(tx: Tx, plan: NewPlan, actorId: string | null, now: Date): Promise<string> {
  const { unitId, year, audience } = plan;
  const id = newId();
  const { count } = await tx.studyPlan.createMany({
    data: [{ id, ...plan, createdAt: now, createdById: actorId }],
    skipDuplicates: true,
  });
  if (count === 0) {
    const known = await tx.studyPlan.findUniqueOrThrow({
      where: { unitId_year_audience: { unitId, year, audience } },
    });
    return known.id;
  }
  await record(tx, {
    type: "plan.created",
    at: now,
    actorId,
    unitId,
    subjectId: id,
    data: { planId: id, year },
  });
  return id;
}

export type NewPlanItem = {
  planId: string;
  /** 1 to 12. */
  month: number;
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

/** Refusal: plan.approved-already. Answers the item's id. */
export async function addPlanItem(
  tx: Tx,
  item: NewPlanItem,
  actorId: string | null,
  now: Date,
): Promise<{ ok: true; itemId: string } | { ok: false; refusals: Refusal[] }> {
  const { planId, month, personIds, heldOn, ...rest } = item;
  const plan = await tx.studyPlan.findUniqueOrThrow({ where: { id: planId } });
  if (plan.approvedAt) return { ok: false, refusals: [refusal("plan.approved-already")] };
  const itemId = newId();
  await tx.planItem.create({
    data: { id: itemId, planId, month, ...rest, heldOn: heldOn ? toDbDate(heldOn) : null },
  });
  await tx.planItemPerson.createMany({
    data: [...new Set(personIds)].map((personId) => ({ itemId, personId })),
  });
  await record(tx, {
    type: "plan.item-added",
    at: now,
    actorId,
    unitId: plan.unitId,
    subjectId: planId,
    data: { planId, itemId, month },
  });
  return { ok: true, itemId };
}

/** Refusals: those of `mayApprovePlan`, plan.own (who drew it up does not approve it). Approving twice is harmless. */
export async function approvePlan(
  tx: Tx,
  planId: string,
  actorId: string | null,
  now: Date,
): Promise<Verdict> {
  const plan = await tx.studyPlan.findUniqueOrThrow({
    where: { id: planId },
    include: { items: withPeople },
  });
  if (plan.approvedAt) return { ok: true };
  const { pack } = await packFor(tx, plan.unitId, chinaDateOf(now));
  const verdict = mayApprovePlan(
    plan.items.map((item) => itemFrom(item, plan.year, new Map())),
    pack,
  );
  const own = actorId !== null && actorId === plan.createdById ? [refusal("plan.own")] : [];
  if (!verdict.ok || own.length > 0)
    return { ok: false, refusals: [...own, ...(verdict.ok ? [] : verdict.refusals)] };
  // Approved once: the second of two who meet changes nothing.
  const { count } = await tx.studyPlan.updateMany({
    where: { id: planId, approvedAt: null },
    data: { approvedAt: now, approvedById: actorId },
  });
  if (count === 1)
    await record(tx, {
      type: "plan.approved",
      at: now,
      actorId,
      unitId: plan.unitId,
      subjectId: planId,
      data: { planId },
    });
  return { ok: true };
}

export type PlanItemFacts = PlanItem & {
  itemId: string;
  month: number;
  place: string | null;
  lights: Light[];
  /** By person. */
  results: ReadonlyMap<string, ExamResult>;
};
export type PlanFacts = PlanApproval & {
  planId: string;
  unitId: string;
  year: number;
  audience: PlanAudience;
  title: string;
  /** By month. */
  items: PlanItemFacts[];
};

/** A unit's plan of a year, or null. `now` tells what is due and which results may be told. */
export async function planOf(
  tx: Tx,
  unitId: string,
  year: number,
  audience: PlanAudience,
  now: Date,
): Promise<PlanFacts | null> {
  return (await plansWhere(tx, { unitId, year, audience }, now))[0] ?? null;
}

export async function findPlan(tx: Tx, planId: string, now: Date): Promise<PlanFacts | null> {
  return (await plansWhere(tx, { id: planId }, now))[0] ?? null;
}

/** The plans of these units in a year. */
export async function plansOf(tx: Tx, unitIds: string[], year: number, now: Date): Promise<PlanFacts[]> {
  return plansWhere(tx, { unitId: { in: unitIds }, year }, now);
}

export type MonthFacts = Pick<PlanItemFacts, "itemId" | "month" | "monthOn" | "law" | "examId" | "lights"> & {
  planId: string;
  result: ExamResult;
};

/** A person's items of the year, by month: the law, their own result, the five lights. Only of plans that are approved. */
export async function monthsOf(tx: Tx, personId: string, year: number, now: Date): Promise<MonthFacts[]> {
  const mine = { year, approvedAt: { not: null }, items: { some: { people: { some: { personId } } } } };
  const plans = await plansWhere(tx, mine, now);
  return plans
    .flatMap(({ planId, items }) => items.map((item) => ({ planId, ...item })))
    .filter(({ personIds }) => personIds.includes(personId))
    .sort((a, b) => a.month - b.month)
    .map(({ planId, itemId, month, monthOn, law, examId, lights: five, results }) => ({
      planId,
      itemId,
      month,
      monthOn,
      law,
      examId,
      lights: five,
      result: results.get(personId) ?? { outcome: "pending", mark: null },
    }));
}

const withPeople = {
  orderBy: [{ month: "asc" }, { id: "asc" }],
  // Whose record was merged is named by the one that stays.
  include: { people: { select: { personId: true }, where: { person: { mergedIntoId: null } } } },
} satisfies Prisma.StudyPlan$itemsArgs;

async function plansWhere(tx: Tx, where: Prisma.StudyPlanWhereInput, now: Date): Promise<PlanFacts[]> {
  const rows = await tx.studyPlan.findMany({
    where,
    include: { items: withPeople },
    orderBy: [{ unitId: "asc" }, { audience: "desc" }],
  });
  const asked = rows.flatMap(({ items }) =>
    items.flatMap(({ examId, people }) =>
      examId ? [{ examId, personIds: people.map(({ personId }) => personId) }] : [],
    ),
  );
  const results = await examResults(tx, asked, now);
  const today = chinaDateOf(now);
  return rows.map(({ items, ...row }) => {
    const plan: PlanApproval = {
      approvedOn: row.approvedAt && chinaDateOf(row.approvedAt),
      document: row.document,
    };
    return {
      ...plan,
      planId: row.id,
      unitId: row.unitId,
      year: row.year,
      audience: row.audience as PlanAudience,
      title: row.title,
      items: items.map((item) => {
        const found = (item.examId && results.get(item.examId)) || new Map<string, ExamResult>();
        const facts = itemFrom(item, row.year, found);
        const { id: itemId, month, place } = item;
        return { ...facts, itemId, month, place, lights: lights(plan, facts, today), results: found };
      }),
    };
  });
}

type ItemRow = {
  month: number;
  law: string;
  materials: string[];
  heldOn: Date | null;
  minutes: number | null;
  examId: string | null;
  ownerPersonId: string | null;
  people: { personId: string }[];
};

function itemFrom(row: ItemRow, year: number, results: ReadonlyMap<string, ExamResult>): PlanItem {
  const { law, materials, minutes, examId, ownerPersonId } = row;
  return {
    monthOn: `${year}-${String(row.month).padStart(2, "0")}-01` as DateOn,
    law,
    materials,
    heldOn: row.heldOn && fromDbDate(row.heldOn),
    minutes,
    ownerPersonId,
    personIds: row.people.map(({ personId }) => personId),
    examId,
    outcomes: Object.fromEntries([...results].map(([personId, { outcome }]) => [personId, outcome])),
  };
}
