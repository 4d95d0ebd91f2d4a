import type { ActionFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { InvigilationAct } from "~/components/invigilation/act";
import { resume } from "~/exams/invigilation.server";
import { actFrom, actPage } from "~/exams/invigilation-form.server";
import { invigilationText } from "~/text/invigilation";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(invigilationText, (t) => t.resumption.title);

export const loader = actPage;

export const action = (args: ActionFunctionArgs) =>
  actFrom(args, "resumption", (tx, { target }, { reason }, actorId, now) =>
    resume(tx, { target, reason }, actorId, now),
  );

export default function Resumption() {
  const page = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(invigilationText);
  return <InvigilationAct words={t.resumption} page={page} refused={refused} />;
}
