/** Carrying out what a study plan in force says: when an item was held, with what, which exam followed; and closing it. */
import { record } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, toDbDate } from "~/calendar";
import { lockPlan, type Tx } from "~/db.server";
import { packFor } from "~/rulebook/packs.server";
import { type Refusal, refusal, type Verdict } from "~/verdict";
import { requireItemExam } from "./item-exam.server";
import { mayCloseItem } from "./plan-approval";
import { findPlan, type PlanFacts, type PlanItemFacts } from "./plans.server";

export type CarriedOut = {
  materials: string[];
  heldOn: DateOn | null;
  minutes: number | null;
  place: string | null;
  examId: string | null;
};
type Named = { planId: string; itemId: string };

/**
 * What may still be entered once the plan is in force; law, people and who is answerable were approved and stay. The exam
 * is required of the people named. Refusals: see `openItem`, `requireItemExam`.
 */
export async function carryOutItem(
  tx: Tx,
  { planId, itemId, heldOn, ...how }: Named & CarriedOut,
  actorId: string | null,
  now: Date,
): Promise<Verdict> {
  const found = await openItem(tx, { planId, itemId }, now);
  if (!found.ok) return found;
  const { plan, item } = found;
  const required = await requireItemExam(tx, { ...item, examId: how.examId }, actorId, now);
  if (!required.ok) return required;
  await tx.planItem.update({
    where: { id: itemId },
    data: { ...how, heldOn: heldOn && toDbDate(heldOn) },
  });
  await told(tx, "plan.item-carried-out", plan, item, actorId, now);
  return { ok: true };
}

/** Refusals: see `openItem`; all that `mayCloseItem` finds missing. */
export async function closePlanItem(tx: Tx, named: Named, actorId: string, now: Date): Promise<Verdict> {
  const found = await openItem(tx, named, now);
  if (!found.ok) return found;
  const { plan, item } = found;
  const { pack } = await packFor(tx, plan.unitId, chinaDateOf(now));
  const verdict = mayCloseItem(plan, item, chinaDateOf(now), pack);
  if (!verdict.ok) return verdict;
  await tx.planItem.update({ where: { id: item.itemId }, data: { closedAt: now, closedById: actorId } });
  await told(tx, "plan.item-closed", plan, item, actorId, now);
  return { ok: true };
}

/** The item of a plan in force, its plan locked. Refusals: plan.not-in-force { state }, plan.item-gone, plan.item-closed. */
export async function openItem(
  tx: Tx,
  { planId, itemId }: Named,
  now: Date,
): Promise<{ ok: true; plan: PlanFacts; item: PlanItemFacts } | { ok: false; refusals: Refusal[] }> {
  await lockPlan(tx, planId);
  const plan = await findPlan(tx, planId, now);
  const item = plan?.items.find((one) => one.itemId === itemId);
  if (!plan || !item) return { ok: false, refusals: [refusal("plan.item-gone")] };
  if (plan.state !== "in-force")
    return { ok: false, refusals: [refusal("plan.not-in-force", { state: plan.state })] };
  if (item.closedOn) return { ok: false, refusals: [refusal("plan.item-closed")] };
  return { ok: true, plan, item };
}

async function told(
  tx: Tx,
  type: "plan.item-carried-out" | "plan.item-closed",
  { planId, unitId }: PlanFacts,
  { itemId, month }: PlanItemFacts,
  actorId: string | null,
  now: Date,
): Promise<void> {
  await record(tx, { type, at: now, actorId, unitId, subjectId: planId, data: { planId, itemId, month } });
}
