import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { RecordAct } from "~/components/record-act";
import { ReversalGroundField } from "~/components/reversal-ground-field";
import { TextAreaField } from "~/components/text-area-field";
import { textIn } from "~/form-text";
import { reverseStudyRecord } from "~/study/ledger.server";
import { recordActFrom, recordActPage } from "~/study/record-page.server";
import { REVERSAL_GROUNDS } from "~/study/record-state";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyText, (t) => t.record.reverse);

const LONGEST_REASON = 500;
const allowed = ["study:record", "study:accept"] as const;

const typedFrom = (form: FormData) => ({
  reason: textIn(form, "reason", LONGEST_REASON),
  ground: REVERSAL_GROUNDS.find((known) => known === form.get("ground")) ?? "mistake",
});

export const loader = (args: LoaderFunctionArgs) => recordActPage(args, allowed);

export const action = (args: ActionFunctionArgs) =>
  recordActFrom(args, { allowed, done: "reversed", read: typedFrom }, reverseStudyRecord);

export default function Reversal() {
  const record = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyText);
  return (
    <RecordAct act={t.record.reverse} record={record} refusals={refused?.refusals} stop>
      <ReversalGroundField chosen={refused?.typed.ground} />
      <TextAreaField
        label={t.record.reverseReason}
        name="reason"
        hint={t.record.reverseHint}
        required
        defaultValue={refused?.typed.reason}
      />
    </RecordAct>
  );
}
