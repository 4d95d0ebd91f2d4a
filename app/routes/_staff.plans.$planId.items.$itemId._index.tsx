import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { PlanItemForm } from "~/components/plan-item-form";
import { readerOf, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { replacePlanItem } from "~/plans/plan-drafting.server";
import { choicesFor, itemFrom, typedOf } from "~/plans/plan-item-form.server";
import { requirePlanItem } from "~/plans/plan-page.server";
import { plansText } from "~/text/plans";
import { localeFrom, useText } from "~/text/text";
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

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, plan, unit, item } = await requirePlanItem(request, params, now);
  const named = { planId: plan.planId, itemId: item.itemId };
  const locale = localeFrom(request);
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const changed = itemFrom(read, await choicesFor(prisma, plan, unit.path, now), locale);
  if (!changed) return data({ typed, problems: read.problems, refusals: [] }, { status: 422 });
  const answer = await inTransaction((tx) =>
    replacePlanItem(tx, { ...named, ...changed }, actor.accountId, now),
  );
  if (answer.ok) throw redirect(`/plans/${plan.planId}?done=changed`, { status: 303 });
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
