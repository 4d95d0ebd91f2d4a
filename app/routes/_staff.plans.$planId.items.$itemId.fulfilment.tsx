import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActPage } from "~/components/act-page";
import { HowCarriedOut } from "~/components/plan-item-form";
import { inTransaction, prisma } from "~/db.server";
import { choicesFor, howFrom, itemFormFrom, typedOf } from "~/plans/plan-item-form.server";
import { carryOutItem } from "~/plans/plan-items.server";
import { requirePlanItem } from "~/plans/plan-page.server";
import { plansText } from "~/text/plans";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(plansText, (t) => t.carryOut);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { plan, unit, item } = await requirePlanItem(request, params, now);
  const { exams } = await choicesFor(prisma, plan, unit.path, now);
  return { planId: plan.planId, title: plan.title, law: item.law, exams, typed: typedOf(item) };
}

export async function action(args: ActionFunctionArgs) {
  const { actorId, now, locale, typed, read, named, choices } = await itemFormFrom(args);
  const how = howFrom(read, choices.exams, locale);
  if (!how) return data({ typed, problems: read.problems, refusals: [] }, { status: 422 });
  const verdict = await inTransaction((tx) => carryOutItem(tx, { ...named, ...how }, actorId, now));
  if (verdict.ok) throw redirect(`/plans/${named.planId}?done=carried-out`, { status: 303 });
  return data({ typed, problems: [], refusals: verdict.refusals }, { status: 422 });
}

export default function Fulfilment() {
  const { planId, title, law, exams, typed } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(plansText);
  const back = `/plans/${planId}`;
  return (
    <ActPage
      title={t.carryOut}
      lede={`${law}　${t.carryOutLede}`}
      crumbs={[
        { text: t.title, href: "/plans" },
        { text: title, href: back },
      ]}
      back={back}
      problems={refused?.problems}
      refusals={refused?.refusals}
      submit={t.form.save}
    >
      <HowCarriedOut exams={exams} typed={refused?.typed ?? typed} problems={refused?.problems} />
    </ActPage>
  );
}
