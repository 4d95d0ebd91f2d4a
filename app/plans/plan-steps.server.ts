/** A study plan on its way: submitted, confirmed by its unit, approved by legal affairs, returned, closed. Every step stays. */
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import { lockPlan, type Tx } from "~/db.server";
import { notifyAll, peopleBehind } from "~/notices/notices.server";
import { packFor } from "~/rulebook/packs.server";
import { combine, refusal, refusalsOf, type Verdict } from "~/verdict";
import { requireItemExam } from "./item-exam.server";
import type { PlanAudience } from "./plan";
import { mayApprovePlan, mayClosePlan } from "./plan-approval";
import { type PlanState, type PlanStep, planAfter } from "./plan-state";
import { itemFrom, withPeople } from "./plans.server";

/**
 * Takes a plan a step further. Refusals: those of `planAfter`; of `mayApprovePlan` when it is submitted, confirmed or
 * approved; of `mayClosePlan` when it is closed; plan.reason-missing when it is returned; those of `requireItemExam` when it
 * is approved. The same step again is harmless.
 */
export async function takePlanStep(
  tx: Tx,
  { planId, step, reason = "" }: { planId: string; step: PlanStep; reason?: string },
  actorId: string | null,
  now: Date,
): Promise<Verdict> {
  await lockPlan(tx, planId);
  const plan = await tx.studyPlan.findUniqueOrThrow({
    where: { id: planId },
    include: { items: withPeople, steps: { orderBy: { id: "asc" } } },
  });
  const steps = plan.steps.map((one) => ({ step: one.step as PlanStep, byId: one.byId }));
  // Who decided before the plan was returned may decide on what was mended.
  const since = steps.slice(steps.findLastIndex((one) => one.step === "returned") + 1);
  const standing = {
    state: plan.state as PlanState,
    lastStep: steps.at(-1)?.step ?? null,
    hands: [plan.createdById, ...since.map(({ byId }) => byId)].filter((id) => id !== null),
  };
  const after = planAfter(standing, step, actorId);
  if (after.ok && after.already) return { ok: true };
  const refusals = [
    ...(after.ok ? [] : after.refusals),
    ...refusalsOf(await contentsAllow(tx, plan, step, now)),
    ...(step === "returned" && reason === "" ? [refusal("plan.reason-missing")] : []),
  ];
  if (!after.ok || refusals.length > 0) return { ok: false, refusals };
  if (step === "approved") {
    const required = await requireExams(tx, plan, actorId, now);
    if (!required.ok) return required;
  }
  const approval = step === "approved" ? { approvedAt: now, approvedById: actorId } : {};
  await tx.studyPlan.update({ where: { id: planId }, data: { state: after.state, ...approval } });
  await tx.planStep.create({ data: { planId, step, byId: actorId, at: now, reason: reason || null } });
  const { unitId, year, audience } = plan;
  await record(tx, { type: `plan.${step}`, at: now, actorId, unitId, subjectId: planId, data: { planId } });
  if (step === "approved" || step === "returned") {
    // Who drew it up, and who handed it in last; not who just decided.
    const handedIn = plan.steps.findLast((one) => one.step === "submitted")?.byId ?? null;
    const owners = [plan.createdById, handedIn].filter((id) => id !== actorId);
    const facts = { planId, year, audience };
    const told = {
      code: `study.plan-${step}` as const,
      happening: `${planId}.${plan.steps.length + 1}`,
      facts,
    };
    await notifyAll(tx, await peopleBehind(tx, owners), told, now);
  }
  return { ok: true };
}

/** From now on everybody named owes the exams that are set already; one set during the year is required then. */
async function requireExams(tx: Tx, plan: Row, actorId: string | null, now: Date): Promise<Verdict> {
  const verdicts: Verdict[] = [];
  for (const item of plan.items) {
    const { monthOn, personIds, examId } = itemFrom(item, plan.year, new Map());
    verdicts.push(await requireItemExam(tx, { itemId: item.id, monthOn, personIds, examId }, actorId, now));
  }
  return combine(...verdicts);
}

type Row = {
  unitId: string;
  year: number;
  audience: string;
  items: (Parameters<typeof itemFrom>[0] & { id: string; closedAt: Date | null })[];
};

async function contentsAllow(tx: Tx, plan: Row, step: PlanStep, now: Date): Promise<Verdict> {
  if (step === "returned") return { ok: true };
  if (step === "closed")
    return mayClosePlan(plan.items.map(({ month, closedAt }) => ({ month, closed: closedAt !== null })));
  const { pack } = await packFor(tx, plan.unitId, chinaDateOf(now));
  const items = plan.items.map((item) => itemFrom(item, plan.year, new Map()));
  return mayApprovePlan(items, plan.audience as PlanAudience, pack);
}
