import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { RecordAct } from "~/components/record-act";
import { confirmStudyRecord } from "~/study/checks.server";
import { recordActFrom, recordActPage } from "~/study/record-page.server";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyText, (t) => t.record.confirm);

const allowed = ["study:confirm"] as const;

export const loader = (args: LoaderFunctionArgs) => recordActPage(args, allowed);

export const action = (args: ActionFunctionArgs) =>
  recordActFrom(args, { allowed, done: "confirmed", read: () => ({}) }, confirmStudyRecord);

export default function ConfirmRecord() {
  const record = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyText);
  return (
    <RecordAct act={t.record.confirm} record={record} refusals={refused?.refusals}>
      <p className="hint">{t.record.confirmHint}</p>
    </RecordAct>
  );
}
