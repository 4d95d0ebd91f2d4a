import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActPage } from "~/components/act-page";
import { TextAreaField } from "~/components/text-area-field";
import { TextField } from "~/components/text-field";
import { inTransaction } from "~/db.server";
import { textIn } from "~/form-text";
import { LONGEST_COMMENT } from "~/study/statement";
import { requireStatement } from "~/study/statement-page.server";
import { reviewStatement } from "~/study/statements.server";
import { lawStatementsText } from "~/text/law-statements";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(lawStatementsText, (t) => t.review);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { statement, name } = await requireStatement(request, params, "law-statement:review");
  return { statementId: statement.statementId, year: statement.year, name };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, statement } = await requireStatement(request, params, "law-statement:review");
  const { statementId, year } = statement;
  const form = await request.formData();
  const typed = { score: textIn(form, "score", 6), comment: textIn(form, "comment", LONGEST_COMMENT) };
  const number = typed.score.normalize("NFKC");
  const score = /^\d{1,3}$/.test(number) ? Number(number) : null;
  const review = { statementId, step: "reviewed" as const, score, comment: typed.comment };
  const verdict = await inTransaction((tx) => reviewStatement(tx, review, actor, new Date()));
  if (verdict.ok) throw redirect(`/law-statements?year=${year}&done=reviewed`, { status: 303 });
  return data({ typed, refusals: verdict.refusals }, { status: 422 });
}

export default function ReviewStatement() {
  const { statementId, year, name } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(lawStatementsText);
  const back = `/law-statements/${statementId}`;
  return (
    <ActPage
      title={t.review}
      lede={t.reviewLede}
      crumbs={[
        { text: t.title, href: `/law-statements?year=${year}` },
        { text: t.of(name, year), href: back },
      ]}
      back={back}
      refusals={refused?.refusals}
      submit={t.review}
    >
      <TextField
        name="score"
        label={t.scoreField}
        hint={t.scoreHint}
        inputMode="numeric"
        maxLength={3}
        defaultValue={refused?.typed.score}
      />
      <TextAreaField
        name="comment"
        label={t.comment}
        maxLength={LONGEST_COMMENT}
        defaultValue={refused?.typed.comment}
      />
    </ActPage>
  );
}
