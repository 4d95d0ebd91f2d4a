/** Study plans 学法计划 as they stand, read with the five lights of each item. */
import { chinaDateOf, type DateOn, fromDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import type { Prisma } from "../../prisma/generated/client";
import { fromSession, type ItemSession, itemSessionFrom, withItsSession } from "./item-session.server";
import {
  type ItemCategory,
  type Light,
  lights,
  type PlanApproval,
  type PlanAudience,
  type PlanItem,
} from "./plan";
import type { PlanState, PlanStep } from "./plan-state";
import { type ExamResult, examResults } from "./results.server";

export type PlanItemFacts = PlanItem & {
  itemId: string;
  month: number;
  place: string | null;
  /** The day on which it was closed as carried out. */
  closedOn: DateOn | null;
  lights: Light[];
  /** The session that carries it out, unless it was cancelled. */
  session: ItemSession | null;
  /** By person. */
  results: ReadonlyMap<string, ExamResult>;
};
export type PlanFacts = PlanApproval & {
  planId: string;
  unitId: string;
  year: number;
  audience: PlanAudience;
  title: string;
  state: PlanState;
  /** Oldest first. */
  steps: { step: PlanStep; byId: string | null; at: Date; reason: string | null }[];
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
  const mine = {
    year,
    approvedAt: { not: null },
    items: { some: { removedAt: null, people: { some: { personId } } } },
  };
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

export const withPeople = {
  // What took the place of an item stands instead of it.
  where: { removedAt: null },
  orderBy: [{ month: "asc" }, { id: "asc" }],
  // Whose record was merged is named by the one that stays.
  include: {
    people: { select: { personId: true }, where: { person: { mergedIntoId: null } } },
    session: withItsSession,
  },
} satisfies Prisma.StudyPlan$itemsArgs;

async function plansWhere(tx: Tx, where: Prisma.StudyPlanWhereInput, now: Date): Promise<PlanFacts[]> {
  const rows = await tx.studyPlan.findMany({
    where,
    include: { items: withPeople, steps: { orderBy: { id: "asc" } } },
    orderBy: [{ unitId: "asc" }, { audience: "desc" }],
  });
  const asked = rows.flatMap(({ items }) =>
    items.flatMap(({ examId, people }) =>
      examId ? [{ examId, personIds: people.map(({ personId }) => personId) }] : [],
    ),
  );
  const results = await examResults(tx, asked, now);
  const today = chinaDateOf(now);
  return rows.map(({ items, steps, ...row }) => {
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
      state: row.state as PlanState,
      steps: steps.map(({ step, byId, at, reason }) => ({ step: step as PlanStep, byId, at, reason })),
      items: items.map((item) => {
        const found = (item.examId && results.get(item.examId)) || new Map<string, ExamResult>();
        const facts = itemFrom(item, row.year, found);
        const { id: itemId, month } = item;
        const place = item.place ?? fromSession(item.session).place;
        const closedOn = item.closedAt && chinaDateOf(item.closedAt);
        return {
          ...facts,
          itemId,
          month,
          place,
          closedOn,
          session: itemSessionFrom(item.session),
          lights: lights(plan, facts, today),
          results: found,
        };
      }),
    };
  });
}

type ItemRow = {
  month: number;
  category: string | null;
  law: string;
  materials: string[];
  heldOn: Date | null;
  minutes: number | null;
  examId: string | null;
  ownerPersonId: string | null;
  people: { personId: string }[];
  session: Parameters<typeof fromSession>[0];
};

/** What was typed for the item stands before what its session says; materials of both count. */
export function itemFrom(row: ItemRow, year: number, results: ReadonlyMap<string, ExamResult>): PlanItem {
  const { law, examId, ownerPersonId } = row;
  const held = fromSession(row.session);
  return {
    monthOn: `${year}-${String(row.month).padStart(2, "0")}-01` as DateOn,
    category: row.category as ItemCategory | null,
    law,
    materials: [...new Set([...row.materials, ...held.materials])],
    heldOn: row.heldOn ? fromDbDate(row.heldOn) : held.heldOn,
    minutes: row.minutes ?? held.minutes,
    ownerPersonId,
    personIds: row.people.map(({ personId }) => personId),
    examId,
    outcomes: Object.fromEntries([...results].map(([personId, { outcome }]) => [personId, outcome])),
  };
}
