import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { AuditAct } from "~/components/audit-act";
import { sampledActFrom, sampledActPage } from "~/study/audit-act-page.server";
import { proposeReversal } from "~/study/audit-verdicts.server";
import { studyAuditText } from "~/text/study-audit";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyAuditText, (t) => t.reverse);

export const loader = (args: LoaderFunctionArgs) => sampledActPage(args);

export const action = (args: ActionFunctionArgs) =>
  sampledActFrom(args, { done: "proposed", read: () => ({}) }, proposeReversal);

export default function ProposeReversal() {
  const place = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyAuditText);
  return (
    <AuditAct place={place} act={t.reverse} refusals={refused?.refusals} stop>
      <p className="hint">{t.reverseHint}</p>
    </AuditAct>
  );
}
