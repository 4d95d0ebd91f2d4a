import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { AuditAct } from "~/components/audit-act";
import { DemandFields, LONGEST_FACTS } from "~/components/audit-fields";
import { textIn } from "~/form-text";
import { sampledActFrom, sampledActPage } from "~/study/audit-act-page.server";
import { demandRectification } from "~/study/rectifications.server";
import { studyAuditText } from "~/text/study-audit";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyAuditText, (t) => t.demandTitle);

export const loader = (args: LoaderFunctionArgs) => sampledActPage(args);

const typedFrom = (form: FormData) => ({
  demand: textIn(form, "demand", LONGEST_FACTS),
  workingDays: Number(textIn(form, "workingDays", 4).normalize("NFKC")),
});

export const action = (args: ActionFunctionArgs) =>
  sampledActFrom(args, { done: "demanded", read: typedFrom }, demandRectification);

export default function DemandRectification() {
  const place = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyAuditText);
  return (
    <AuditAct place={place} act={t.demandSubmit} refusals={refused?.refusals}>
      <DemandFields typed={refused?.typed} />
    </AuditAct>
  );
}
