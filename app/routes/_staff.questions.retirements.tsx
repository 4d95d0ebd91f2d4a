import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { QuestionActPage } from "~/components/question-act-page";
import { answered, chosenFrom, chosenIn, outcomeOf } from "~/components/question-acts.server";
import { ReasonField, reasonIn } from "~/components/reason-field";
import { inTransaction } from "~/db.server";
import { retireQuestions } from "~/questions/retirements.server";
import { authoringText } from "~/text/question-authoring";
import { titled } from "~/text/title";

export const meta = titled(authoringText, (t) => t.acts.retirements.title);

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePermission(request, "question:review");
  return { questions: await chosenFrom(request) };
}

export async function action({ request }: ActionFunctionArgs) {
  const { accountId } = await requirePermission(request, "question:review");
  const now = new Date();
  const form = await request.formData();
  const [ids, reason] = [chosenIn(form), reasonIn(form)];
  const outcome = await inTransaction(async (tx) =>
    outcomeOf(await retireQuestions(tx, ids, reason, accountId, now)),
  );
  return answered("retirements", ids, outcome, reason);
}

export default function Retirements() {
  const { questions } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <QuestionActPage act="retirements" questions={questions} outcome={refused?.outcome} stop>
      <ReasonField typed={refused?.reason} />
    </QuestionActPage>
  );
}
