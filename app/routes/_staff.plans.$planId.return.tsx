import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { requireActor } from "~/access/session.server";
import { ReasonAct, reasonTyped } from "~/components/reason-act";
import { inTransaction } from "~/db.server";
import { requirePlan, STEP_NEEDS } from "~/plans/plan-page.server";
import { takePlanStep } from "~/plans/plan-steps.server";
import { plansText } from "~/text/plans";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(plansText, (t) => t.returnTitle);

/** Either of the two who decide may return it. */
async function requireDecider(request: Request, params: { planId?: string }) {
  const actor = await requireActor(request);
  const permission = STEP_NEEDS.returned.find((needed) => can(actor, needed)) ?? "plan:approve";
  return requirePlan(request, params, permission, new Date());
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { plan } = await requireDecider(request, params);
  return { planId: plan.planId, title: plan.title };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, plan } = await requireDecider(request, params);
  const { planId } = plan;
  const reason = reasonTyped(await request.formData());
  const verdict = await inTransaction((tx) =>
    takePlanStep(tx, { planId, step: "returned", reason }, actor.accountId, new Date()),
  );
  if (verdict.ok) throw redirect(`/plans/${planId}?done=returned`, { status: 303 });
  return data({ reason, refusals: verdict.refusals }, { status: 422 });
}

export default function ReturnPlan() {
  const { planId, title } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(plansText);
  const back = `/plans/${planId}`;
  return (
    <ReasonAct
      title={t.returnTitle}
      lede={t.returnLede}
      crumbs={[
        { text: t.title, href: "/plans" },
        { text: title, href: back },
      ]}
      back={back}
      refusals={refused?.refusals}
      submit={t.act.returned}
      typed={refused?.reason}
    />
  );
}
