import type { ActionFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActRefused } from "~/components/act-refused";
import { correctionDecisionPage, decideCorrectionFrom } from "~/exams/correction-page.server";
import { keyCorrectionsText } from "~/text/corrections-of-keys";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(keyCorrectionsText, (t) => t.decide.approve);

export const loader = correctionDecisionPage;

export const action = (args: ActionFunctionArgs) => decideCorrectionFrom(args, "approved");

export default function CorrectionApproval() {
  const { back } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(keyCorrectionsText).decide;
  return <ActRefused verdict={t.cannot} refusals={refused?.refusals} back={{ href: back, text: t.open }} />;
}
