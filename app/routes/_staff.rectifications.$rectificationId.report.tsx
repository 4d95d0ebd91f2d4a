import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { RectificationAct, ReportFields } from "~/components/rectification-act";
import { rectificationActFrom, rectificationActPage } from "~/study/rectification-act-page.server";
import { studyAuditText } from "~/text/study-audit";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyAuditText, (t) => t.stepActs.reported);

export const loader = (args: LoaderFunctionArgs) => rectificationActPage(args, "supervision:reply");

export const action = (args: ActionFunctionArgs) =>
  rectificationActFrom(args, "supervision:reply", "reported");

export default function ReportRectification() {
  const at = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyAuditText);
  return (
    <RectificationAct at={at} act={t.stepActs.reported} refusals={refused?.refusals}>
      <ReportFields typed={refused?.typed} />
    </RectificationAct>
  );
}
