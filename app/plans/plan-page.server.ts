/** A study plan and its items named by an address: 404 where they are not in the reader's subtrees. And the steps of a plan, which are forms without fields. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { type Actor, can, type Permission } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { inTransaction, prisma, type Tx } from "~/db.server";
import { isUuid } from "~/ids";
import type { UnitFacts } from "~/organisation/unit";
import { findUnit } from "~/organisation/units.server";
import { requirePosted } from "~/posted.server";
import type { Verdict } from "~/verdict";
import type { PlanStep } from "./plan-state";
import { takePlanStep } from "./plan-steps.server";
import { findPlan, type PlanFacts, type PlanItemFacts } from "./plans.server";

type Params = { planId?: string; itemId?: string };
export type AtPlan = { actor: Actor; plan: PlanFacts; unit: UnitFacts };

/** Who may not do this to any plan gets 403. */
export async function requirePlan(
  request: Request,
  { planId }: Params,
  permission: Permission,
  now: Date,
): Promise<AtPlan> {
  const actor = await requirePermission(request, permission);
  const plan = isUuid(planId) ? await findPlan(prisma, planId, now) : null;
  const unit = plan && (await findUnit(prisma, plan.unitId, chinaDateOf(now)));
  if (!plan || !unit || !can(actor, permission, { path: unit.path }))
    throw new Response(null, { status: 404 });
  return { actor, plan, unit };
}

export async function requirePlanItem(
  request: Request,
  params: Params,
  now: Date,
): Promise<AtPlan & { item: PlanItemFacts }> {
  const at = await requirePlan(request, params, "plan:write", now);
  const item = at.plan.items.find(({ itemId }) => itemId === params.itemId);
  if (!item) throw new Response(null, { status: 404 });
  return { ...at, item };
}

/** What may be done to a plan by whom, beside reading it. */
export const STEP_NEEDS: Record<PlanStep, readonly Permission[]> = {
  submitted: ["plan:write"],
  confirmed: ["plan:confirm"],
  approved: ["plan:approve"],
  returned: ["plan:confirm", "plan:approve"],
  closed: ["plan:write"],
};

/** The loader of a step: the page of the plan offers it. */
export async function planStepPage({ request, params }: LoaderFunctionArgs, permission: Permission) {
  const { plan } = await requirePlan(request, params, permission, new Date());
  const back = `/plans/${plan.planId}`;
  requirePosted(request, back);
  return { back };
}

export async function takeStepFrom(
  { request, params }: ActionFunctionArgs,
  permission: Permission,
  step: PlanStep,
) {
  const now = new Date();
  const { actor, plan } = await requirePlan(request, params, permission, now);
  const { planId } = plan;
  return answered(
    planId,
    step,
    await inTransaction((tx) => takePlanStep(tx, { planId, step }, actor.accountId, now)),
  );
}

/** The loader of an act on an item that is a form without fields. */
export const itemActPage = (args: LoaderFunctionArgs) => planStepPage(args, "plan:write");

export async function itemActFrom(
  { request, params }: ActionFunctionArgs,
  done: string,
  act: (tx: Tx, named: { planId: string; itemId: string }, actorId: string, now: Date) => Promise<Verdict>,
) {
  const now = new Date();
  const { actor, plan } = await requirePlan(request, params, "plan:write", now);
  // An item that is gone since the page was opened is answered in words, by the act.
  const { itemId } = params;
  if (!isUuid(itemId)) throw new Response(null, { status: 404 });
  const named = { planId: plan.planId, itemId };
  return answered(plan.planId, done, await inTransaction((tx) => act(tx, named, actor.accountId, now)));
}

function answered(planId: string, done: string, verdict: Verdict) {
  if (verdict.ok) throw redirect(`/plans/${planId}?done=${done}`, { status: 303 });
  return data({ refusals: verdict.refusals }, { status: 422 });
}
