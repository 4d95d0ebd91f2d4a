import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { annulmentAct, annulmentActPage } from "~/certification/training-act-page.server";
import { refuseAnnulment } from "~/certification/training-annulment.server";
import { TrainingActRefused } from "~/components/training-act-refused";
import { titled } from "~/text/title";
import { trainingText } from "~/text/training";

export const meta = titled(trainingText, (t) => t.annulment.title);

export const loader = (args: LoaderFunctionArgs) => annulmentActPage(args);

export const action = (args: ActionFunctionArgs) => annulmentAct(args, "annulment-refused", refuseAnnulment);

export default function NotAnnulled() {
  const { at } = useLoaderData<typeof loader>();
  return <TrainingActRefused refusals={useActionData<typeof action>()?.refusals} at={at} />;
}
