import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActRefused } from "~/components/act-refused";
import { inTransaction } from "~/db.server";
import { copyPlan } from "~/plans/plan-drafting.server";
import { planStepPage, requirePlan } from "~/plans/plan-page.server";
import { plansText } from "~/text/plans";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(plansText, (t) => t.copy);

export const loader = (args: LoaderFunctionArgs) => planStepPage(args, "plan:write");

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, plan, unit } = await requirePlan(request, params, "plan:write", now);
  const title = textFor(plansText, localeFrom(request)).copyTitle(unit.shortName, plan.year + 1);
  const copied = await inTransaction((tx) =>
    copyPlan(tx, { planId: plan.planId, title }, actor.accountId, now),
  );
  if (copied.ok) throw redirect(`/plans/${copied.planId}?done=copied`, { status: 303 });
  return data({ refusals: copied.refusals }, { status: 422 });
}

export default function CopyPlan() {
  const { back } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(plansText);
  return <ActRefused verdict={t.cannot} refusals={refused?.refusals} back={{ href: back, text: t.plan }} />;
}
