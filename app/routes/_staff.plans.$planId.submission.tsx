import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActRefused } from "~/components/act-refused";
import { planStepPage, takeStepFrom } from "~/plans/plan-page.server";
import { plansText } from "~/text/plans";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(plansText, (t) => t.act.submitted);

export const loader = (args: LoaderFunctionArgs) => planStepPage(args, "plan:write");

export const action = (args: ActionFunctionArgs) => takeStepFrom(args, "plan:write", "submitted");

export default function Submission() {
  const { back } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(plansText);
  return <ActRefused verdict={t.cannot} refusals={refused?.refusals} back={{ href: back, text: t.plan }} />;
}
