import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ReasonAct, reasonTyped } from "~/components/reason-act";
import { returnClosure } from "~/positions/clearance-closure.server";
import { caseAct, caseActPage } from "~/positions/clearance-page.server";
import { clearanceText } from "~/text/clearance";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(clearanceText, (t) => t.sendBack);

const permission = "clearance:confirm";

export const loader = (args: LoaderFunctionArgs) => caseActPage(args, permission);

export const action = (args: ActionFunctionArgs) =>
  caseAct(
    args,
    { permission, done: "returned" },
    async (request) => ({ reason: reasonTyped(await request.formData()) }),
    returnClosure,
  );

export default function ReturnClosure() {
  const { caseId, name } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(clearanceText);
  const back = `/clearance/${caseId}`;
  return (
    <ReasonAct
      title={t.sendBack}
      lede={t.sendBackLede(name)}
      crumbs={[
        { text: t.title, href: "/clearance" },
        { text: t.caseTitle(name), href: back },
      ]}
      back={back}
      refusals={refused?.refusals}
      submit={t.sendBack}
      typed={refused?.typed.reason}
    />
  );
}
