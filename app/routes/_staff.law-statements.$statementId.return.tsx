import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ReasonAct, reasonTyped } from "~/components/reason-act";
import { inTransaction } from "~/db.server";
import { requireStatement } from "~/study/statement-page.server";
import { reviewStatement } from "~/study/statements.server";
import { lawStatementsText } from "~/text/law-statements";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(lawStatementsText, (t) => t.returnTitle);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { statement, name } = await requireStatement(request, params, "law-statement:review");
  return { statementId: statement.statementId, year: statement.year, name };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, statement } = await requireStatement(request, params, "law-statement:review");
  const { statementId, year } = statement;
  const reason = reasonTyped(await request.formData());
  const review = { statementId, step: "returned" as const, score: null, comment: reason };
  const verdict = await inTransaction((tx) => reviewStatement(tx, review, actor, new Date()));
  if (verdict.ok) throw redirect(`/law-statements?year=${year}&done=returned`, { status: 303 });
  return data({ reason, refusals: verdict.refusals }, { status: 422 });
}

export default function ReturnStatement() {
  const { statementId, year, name } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(lawStatementsText);
  const back = `/law-statements/${statementId}`;
  return (
    <ReasonAct
      title={t.returnTitle}
      lede={t.returnLede}
      crumbs={[
        { text: t.title, href: `/law-statements?year=${year}` },
        { text: t.of(name, year), href: back },
      ]}
      back={back}
      refusals={refused?.refusals}
      submit={t.returnAct}
      typed={refused?.reason}
    />
  );
}
