import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { QuestionActPage } from "~/components/question-act-page";
import { answered, chosenFrom, chosenIn, onDrafts } from "~/components/question-acts.server";
import { ReasonField, reasonIn } from "~/components/reason-field";
import { inTransaction } from "~/db.server";
import { discardDrafts } from "~/questions/drafts.server";
import { authoringText } from "~/text/question-authoring";
import { titled } from "~/text/title";

export const meta = titled(authoringText, (t) => t.acts.discardings.title);

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePermission(request, "question:write");
  return { questions: await chosenFrom(request) };
}

export async function action({ request }: ActionFunctionArgs) {
  const { accountId } = await requirePermission(request, "question:write");
  const now = new Date();
  const form = await request.formData();
  const [ids, reason] = [chosenIn(form), reasonIn(form)];
  const outcome = await inTransaction((tx) =>
    onDrafts(tx, ids, (draftIds) => discardDrafts(tx, draftIds, reason, accountId, now)),
  );
  return answered("discardings", ids, outcome, reason);
}

export default function Discardings() {
  const { questions } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <QuestionActPage act="discardings" questions={questions} outcome={refused?.outcome} stop>
      <ReasonField typed={refused?.reason} />
    </QuestionActPage>
  );
}
