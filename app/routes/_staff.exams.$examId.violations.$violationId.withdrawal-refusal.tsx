import type { ActionFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActRefused } from "~/components/act-refused";
import { decideWithdrawalFrom, withdrawalDecisionPage } from "~/exams/violation-page.server";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { violationsText } from "~/text/violations";

export const meta = titled(violationsText, (t) => t.refuse);

export const loader = withdrawalDecisionPage;

export const action = (args: ActionFunctionArgs) => decideWithdrawalFrom(args, "refused");

export default function WithdrawalRefused() {
  const { back } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(violationsText);
  return <ActRefused verdict={t.cannot} refusals={refused?.refusals} back={{ href: back, text: t.back }} />;
}
