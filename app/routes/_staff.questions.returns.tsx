import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type Actor, can } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { QuestionActPage } from "~/components/question-act-page";
import { answered, chosenFrom, chosenIn, onDrafts } from "~/components/question-acts.server";
import { ReasonField, reasonIn } from "~/components/reason-field";
import { inTransaction } from "~/db.server";
import { returnDrafts } from "~/questions/drafts.server";
import { authoringText } from "~/text/question-authoring";
import { titled } from "~/text/title";

export const meta = titled(authoringText, (t) => t.acts.returns.title);

export async function loader({ request }: LoaderFunctionArgs) {
  await requireHand(request);
  return { questions: await chosenFrom(request) };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireHand(request);
  const now = new Date();
  const form = await request.formData();
  const [ids, reason] = [chosenIn(form), reasonIn(form)];
  const outcome = await inTransaction((tx) =>
    onDrafts(tx, ids, (draftIds) =>
      returnDrafts(tx, draftIds, { reason, isReviewer: can(actor, "question:review") }, actor.accountId, now),
    ),
  );
  return answered("returns", ids, outcome, reason);
}

/** A reviewer sends back, an author takes back. */
async function requireHand(request: Request): Promise<Actor> {
  const actor = await requirePermission(request, "bank:read");
  if (!can(actor, "question:review") && !can(actor, "question:write"))
    throw new Response(null, { status: 403 });
  return actor;
}

export default function Returns() {
  const { questions } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <QuestionActPage act="returns" questions={questions} outcome={refused?.outcome}>
      <ReasonField typed={refused?.reason} />
    </QuestionActPage>
  );
}
