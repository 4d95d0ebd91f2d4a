import type { ActionFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActRefused } from "~/components/act-refused";
import { decideLateFrom, lateDecisionPage } from "~/exams/late-page.server";
import { lateText } from "~/text/late-answers";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(lateText, (t) => t.refuse);

export const loader = lateDecisionPage;

export const action = (args: ActionFunctionArgs) => decideLateFrom(args, "refused");

export default function LateRefused() {
  const { back } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(lateText);
  return <ActRefused verdict={t.cannot} refusals={refused?.refusals} back={{ href: back, text: t.title }} />;
}
