import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { draftAct, draftActPage } from "~/certification/training-act-page.server";
import { refuseDraft } from "~/certification/training-issuance.server";
import { TrainingActRefused } from "~/components/training-act-refused";
import { titled } from "~/text/title";
import { trainingText } from "~/text/training";

export const meta = titled(trainingText, (t) => t.drafts.title);

export const loader = (args: LoaderFunctionArgs) => draftActPage(args);

export const action = (args: ActionFunctionArgs) => draftAct(args, "draft-refused", refuseDraft);

export default function NotSigned() {
  const { at } = useLoaderData<typeof loader>();
  return <TrainingActRefused refusals={useActionData<typeof action>()?.refusals} at={at} />;
}
