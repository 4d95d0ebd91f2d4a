import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { AuditAct } from "~/components/audit-act";
import { TextAreaField } from "~/components/text-area-field";
import { textIn } from "~/form-text";
import { sampledActFrom, sampledActPage } from "~/study/audit-act-page.server";
import { decideReversal } from "~/study/audit-verdicts.server";
import { studyAuditText } from "~/text/study-audit";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

const LONGEST = 500;

export const meta = titled(studyAuditText, (t) => t.refuse);

export const loader = (args: LoaderFunctionArgs) => sampledActPage(args);

export const action = (args: ActionFunctionArgs) =>
  sampledActFrom(
    args,
    { done: "refused", read: (form) => ({ approved: false, reason: textIn(form, "reason", LONGEST) }) },
    decideReversal,
  );

export default function RefuseReversal() {
  const place = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyAuditText);
  return (
    <AuditAct place={place} act={t.refuse} refusals={refused?.refusals}>
      <TextAreaField
        label={t.refuseReason}
        name="reason"
        rows={3}
        maxLength={LONGEST}
        defaultValue={refused?.typed.reason}
      />
    </AuditAct>
  );
}
