import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { PlanItemForm } from "~/components/plan-item-form";
import { inTransaction, prisma } from "~/db.server";
import { replacePlanItem } from "~/plans/plan-drafting.server";
import { choicesFor, itemFormFrom, plannedItemFrom, typedOf } from "~/plans/plan-item-form.server";
import { requirePlanItem } from "~/plans/plan-page.server";
import { plansText } from "~/text/plans";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(plansText, (t) => t.changeItem);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { plan, unit, item } = await requirePlanItem(request, params, now);
  return {
    planId: plan.planId,
    title: plan.title,
    choices: await choicesFor(prisma, plan, unit.path, now),
    typed: typedOf(item),
  };
}

export async function action(args: ActionFunctionArgs) {
  const { actorId, now, locale, typed, read, named, choices } = await itemFormFrom(args);
  const changed = plannedItemFrom(read, choices, locale);
  if (!changed) return data({ typed, problems: read.problems, refusals: [] }, { status: 422 });
  const answer = await inTransaction((tx) => replacePlanItem(tx, { ...named, ...changed }, actorId, now));
  if (answer.ok) throw redirect(`/plans/${named.planId}?done=changed`, { status: 303 });
  return data({ typed, problems: [], refusals: answer.refusals }, { status: 422 });
}

export default function ChangeItem() {
  const { planId, title, choices, typed } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(plansText);
  return (
    <PlanItemForm
      act={t.changeItem}
      plan={{ planId, title }}
      choices={choices}
      refused={refused}
      typed={typed}
    />
  );
}
