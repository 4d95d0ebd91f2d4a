import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { QuestionActPage } from "~/components/question-act-page";
import { answered, chosenFrom, chosenIn, outcomeOf } from "~/components/question-acts.server";
import { inTransaction } from "~/db.server";
import { restoreQuestions } from "~/questions/retirements.server";
import { authoringText } from "~/text/question-authoring";
import { titled } from "~/text/title";

export const meta = titled(authoringText, (t) => t.acts.restorations.title);

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePermission(request, "question:review");
  return { questions: await chosenFrom(request) };
}

export async function action({ request }: ActionFunctionArgs) {
  const { accountId } = await requirePermission(request, "question:review");
  const now = new Date();
  const ids = chosenIn(await request.formData());
  const outcome = await inTransaction(async (tx) =>
    outcomeOf(await restoreQuestions(tx, ids, accountId, now)),
  );
  return answered("restorations", ids, outcome);
}

export default function Restorations() {
  const { questions } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return <QuestionActPage act="restorations" questions={questions} outcome={refused?.outcome} />;
}
