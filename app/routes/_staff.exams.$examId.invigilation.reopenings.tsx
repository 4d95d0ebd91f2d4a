import type { ActionFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { InvigilationAct } from "~/components/invigilation/act";
import { actFrom, actPage } from "~/exams/invigilation-form.server";
import { reopen } from "~/exams/reopening.server";
import { invigilationText } from "~/text/invigilation";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(invigilationText, (t) => t.reopening.title);

export const loader = actPage;

/** One paper at a time: the address names its candidate. */
export const action = (args: ActionFunctionArgs) =>
  actFrom(args, "reopening", (tx, { target }, { count: minutes, reason, pastClose }, actorId, now) =>
    reopen(tx, { target, minutes, reason, pastClose }, actorId, now),
  );

export default function Reopening() {
  const page = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(invigilationText);
  return <InvigilationAct words={t.reopening} page={page} refused={refused} withMinutes />;
}
