import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActRefused } from "~/components/act-refused";
import { confirmClosure } from "~/positions/clearance-closure.server";
import { caseAct, casePostedPage } from "~/positions/clearance-page.server";
import { certificationText } from "~/text/certification";
import { clearanceText } from "~/text/clearance";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(clearanceText, (t) => t.confirm);

const permission = "clearance:confirm";

export const loader = (args: LoaderFunctionArgs) => casePostedPage(args, permission);

/** The second of two people. */
export const action = (args: ActionFunctionArgs) =>
  caseAct(args, { permission, done: "confirmed" }, async () => ({}), confirmClosure);

export default function ConfirmClosure() {
  const { caseId, name } = useLoaderData<typeof loader>();
  const { refused } = useText(certificationText);
  const t = useText(clearanceText);
  return (
    <ActRefused
      verdict={refused}
      refusals={useActionData<typeof action>()?.refusals}
      back={{ href: `/clearance/${caseId}`, text: t.caseTitle(name) }}
    />
  );
}
