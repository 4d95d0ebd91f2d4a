import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { RectificationAct } from "~/components/rectification-act";
import { TextAreaField } from "~/components/text-area-field";
import { rectificationActFrom, rectificationActPage } from "~/study/rectification-act-page.server";
import { studyAuditText } from "~/text/study-audit";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyAuditText, (t) => t.stepActs["sent-back"]);

export const loader = (args: LoaderFunctionArgs) => rectificationActPage(args, "study-audit:write");

export const action = (args: ActionFunctionArgs) =>
  rectificationActFrom(args, "study-audit:write", "sent-back");

export default function ReturnRectification() {
  const at = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyAuditText);
  return (
    <RectificationAct at={at} act={t.stepActs["sent-back"]} refusals={refused?.refusals}>
      <TextAreaField
        label={t.sendBackReason}
        name="statement"
        rows={3}
        maxLength={500}
        defaultValue={refused?.typed.statement}
      />
    </RectificationAct>
  );
}
