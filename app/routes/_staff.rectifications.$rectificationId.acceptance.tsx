import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { RectificationAct } from "~/components/rectification-act";
import { rectificationActFrom, rectificationActPage } from "~/study/rectification-act-page.server";
import { studyAuditText } from "~/text/study-audit";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyAuditText, (t) => t.stepActs.accepted);

export const loader = (args: LoaderFunctionArgs) => rectificationActPage(args, "study-audit:write");

export const action = (args: ActionFunctionArgs) =>
  rectificationActFrom(args, "study-audit:write", "accepted");

export default function AcceptRectification() {
  const at = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyAuditText);
  return <RectificationAct at={at} act={t.stepActs.accepted} refusals={refused?.refusals} />;
}
