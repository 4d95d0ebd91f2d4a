import type { ActionFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActRefused } from "~/components/act-refused";
import { removePlanItem } from "~/plans/plan-drafting.server";
import { itemActFrom, itemActPage } from "~/plans/plan-page.server";
import { plansText } from "~/text/plans";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(plansText, (t) => t.removeItem);

export const loader = itemActPage;

export const action = (args: ActionFunctionArgs) => itemActFrom(args, "removed", removePlanItem);

export default function Removal() {
  const { back } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(plansText);
  return <ActRefused verdict={t.cannot} refusals={refused?.refusals} back={{ href: back, text: t.plan }} />;
}
