import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { AuditAct } from "~/components/audit-act";
import { sampledActFrom, sampledActPage } from "~/study/audit-act-page.server";
import { decideReversal } from "~/study/audit-verdicts.server";
import { studyAuditText } from "~/text/study-audit";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyAuditText, (t) => t.approve);

export const loader = (args: LoaderFunctionArgs) => sampledActPage(args);

export const action = (args: ActionFunctionArgs) =>
  sampledActFrom(args, { done: "approved", read: () => ({ approved: true, reason: "" }) }, decideReversal);

export default function ApproveReversal() {
  const place = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyAuditText);
  return (
    <AuditAct place={place} act={t.approve} refusals={refused?.refusals} stop>
      <p className="hint">{t.reverseHint}</p>
    </AuditAct>
  );
}
