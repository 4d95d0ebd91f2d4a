import type { ActionFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { InvigilationAct } from "~/components/invigilation/act";
import { pause } from "~/exams/invigilation.server";
import { actFrom, actPage } from "~/exams/invigilation-form.server";
import { invigilationText } from "~/text/invigilation";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(invigilationText, (t) => t.pause.title);

export const loader = actPage;

export const action = (args: ActionFunctionArgs) =>
  actFrom(args, "pause", (tx, { target }, { reason }, actorId, now) =>
    pause(tx, { target, reason }, actorId, now),
  );

export default function Pause() {
  const page = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(invigilationText);
  return <InvigilationAct words={t.pause} page={page} refused={refused} />;
}
