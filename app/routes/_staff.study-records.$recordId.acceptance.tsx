import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { RecordAct } from "~/components/record-act";
import { acceptStudyRecord } from "~/study/checks.server";
import { recordActFrom, recordActPage } from "~/study/record-page.server";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyText, (t) => t.steps.accepted);

const allowed = ["study:accept"] as const;

export const loader = (args: LoaderFunctionArgs) => recordActPage(args, allowed);

export const action = (args: ActionFunctionArgs) =>
  recordActFrom(args, { allowed, done: "accepted", read: () => ({}) }, acceptStudyRecord);

export default function AcceptRecord() {
  const record = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyText);
  return (
    <RecordAct act={t.steps.accepted} record={record} refusals={refused?.refusals}>
      <p className="hint">{t.record.acceptHint}</p>
    </RecordAct>
  );
}
