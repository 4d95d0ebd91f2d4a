import type { ActionFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActRefused } from "~/components/act-refused";
import { closePlanItem } from "~/plans/plan-items.server";
import { itemActFrom, itemActPage } from "~/plans/plan-page.server";
import { plansText } from "~/text/plans";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(plansText, (t) => t.closeItem);

export const loader = itemActPage;

export const action = (args: ActionFunctionArgs) => itemActFrom(args, "item-closed", closePlanItem);

export default function ItemClosing() {
  const { back } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(plansText);
  return <ActRefused verdict={t.cannot} refusals={refused?.refusals} back={{ href: back, text: t.plan }} />;
}
