import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { QuestionActPage } from "~/components/question-act-page";
import { answered, chosenFrom, chosenIn, onDrafts } from "~/components/question-acts.server";
import { inTransaction } from "~/db.server";
import { submitDrafts } from "~/questions/drafts.server";
import { authoringText } from "~/text/question-authoring";
import { titled } from "~/text/title";

export const meta = titled(authoringText, (t) => t.acts.submissions.title);

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePermission(request, "question:write");
  return { questions: await chosenFrom(request) };
}

export async function action({ request }: ActionFunctionArgs) {
  const { accountId } = await requirePermission(request, "question:write");
  const now = new Date();
  const ids = chosenIn(await request.formData());
  const outcome = await inTransaction((tx) =>
    onDrafts(tx, ids, (draftIds) => submitDrafts(tx, draftIds, accountId, now)),
  );
  return answered("submissions", ids, outcome);
}

export default function Submissions() {
  const { questions } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return <QuestionActPage act="submissions" questions={questions} outcome={refused?.outcome} />;
}
