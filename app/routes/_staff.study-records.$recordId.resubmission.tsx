import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { RecordAct } from "~/components/record-act";
import { TextAreaField } from "~/components/text-area-field";
import { textIn } from "~/form-text";
import { resubmitStudyRecord } from "~/study/checks.server";
import { recordActFrom, recordActPage } from "~/study/record-page.server";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyText, (t) => t.record.resubmit);

const allowed = ["study:record"] as const;

export const loader = (args: LoaderFunctionArgs) => recordActPage(args, allowed);

export const action = (args: ActionFunctionArgs) =>
  recordActFrom(
    args,
    { allowed, done: "resubmitted", read: (form) => ({ reason: textIn(form, "reason") }) },
    resubmitStudyRecord,
  );

export default function Resubmission() {
  const record = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyText);
  return (
    <RecordAct act={t.record.resubmit} record={record} refusals={refused?.refusals}>
      <TextAreaField
        label={t.record.resubmitReason}
        name="reason"
        required
        defaultValue={refused?.typed.reason}
      />
    </RecordAct>
  );
}
