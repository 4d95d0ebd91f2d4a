import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { PlanItemForm } from "~/components/plan-item-form";
import { readerOf, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { addPlanItem } from "~/plans/plan-drafting.server";
import { choicesFor, plannedItemFrom } from "~/plans/plan-item-form.server";
import { requirePlan } from "~/plans/plan-page.server";
import { plansText } from "~/text/plans";
import { localeFrom, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(plansText, (t) => t.addItem);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { plan, unit } = await requirePlan(request, params, "plan:write", now);
  return { planId: plan.planId, title: plan.title, choices: await choicesFor(prisma, plan, unit.path, now) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, plan, unit } = await requirePlan(request, params, "plan:write", now);
  const { planId } = plan;
  const locale = localeFrom(request);
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const item = plannedItemFrom(read, await choicesFor(prisma, plan, unit.path, now), locale);
  if (!item) return data({ typed, problems: read.problems, refusals: [] }, { status: 422 });
  const added = await inTransaction((tx) => addPlanItem(tx, { planId, ...item }, actor.accountId, now));
  if (added.ok) throw redirect(`/plans/${planId}?done=added`, { status: 303 });
  return data({ typed, problems: [], refusals: added.refusals }, { status: 422 });
}

export default function NewItem() {
  const { planId, title, choices } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(plansText);
  return (
    <PlanItemForm act={t.addItem} plan={{ planId, title }} choices={choices} refused={refused} typed={{}} />
  );
}
