import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { QuestionActPage } from "~/components/question-act-page";
import { answered, chosenFrom, chosenIn, onDrafts } from "~/components/question-acts.server";
import { checkedIn, ReviewChecklist } from "~/components/review-checklist";
import { inTransaction } from "~/db.server";
import { publishDrafts } from "~/questions/publication.server";
import { authoringText } from "~/text/question-authoring";
import { titled } from "~/text/title";

export const meta = titled(authoringText, (t) => t.acts.publications.title);

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePermission(request, "question:review");
  return { questions: await chosenFrom(request) };
}

/** The second person, for all that were chosen. */
export async function action({ request }: ActionFunctionArgs) {
  const { accountId } = await requirePermission(request, "question:review");
  const now = new Date();
  const form = await request.formData();
  const [ids, checklist] = [chosenIn(form), checkedIn(form)];
  const outcome = await inTransaction((tx) =>
    onDrafts(tx, ids, (draftIds) => publishDrafts(tx, draftIds, checklist, accountId, now)),
  );
  return answered("publications", ids, outcome);
}

export default function Publications() {
  const { questions } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <QuestionActPage act="publications" questions={questions} outcome={refused?.outcome}>
      <ReviewChecklist />
    </QuestionActPage>
  );
}
