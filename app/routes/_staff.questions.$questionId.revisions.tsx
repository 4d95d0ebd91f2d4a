import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { ActPage } from "~/components/act-page";
import { inTransaction, prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { openRevision } from "~/questions/drafts.server";
import { questionsListed } from "~/questions/question-list.server";
import { authoringText } from "~/text/question-authoring";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(authoringText, (t) => t.acts.revisions.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requirePermission(request, "question:write");
  const { questionId, code } = await requireQuestion(params.questionId);
  return { questionId, code };
}

/** A draft that begins as the question stands, and on to its editor. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { accountId } = await requirePermission(request, "question:write");
  const { questionId } = await requireQuestion(params.questionId);
  const now = new Date();
  const answer = await inTransaction((tx) => openRevision(tx, questionId, accountId, now));
  if (!answer.ok) return data({ refusals: answer.refusals }, { status: 422 });
  throw redirect(`/questions/drafts/${answer.draftId}`, { status: 303 });
}

async function requireQuestion(questionId: string | undefined) {
  const [question] = isUuid(questionId) ? await questionsListed(prisma, [questionId]) : [];
  if (!question) throw new Response(null, { status: 404 });
  return question;
}

export default function Revision() {
  const { questionId, code } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(authoringText);
  const back = `/questions/${questionId}`;
  return (
    <ActPage
      title={t.acts.revisions.title}
      lede={t.acts.revisions.lede}
      crumbs={[
        { text: t.title, href: "/questions" },
        { text: code, href: back },
      ]}
      back={back}
      refusals={refused?.refusals}
      submit={t.acts.revisions.submit}
    />
  );
}
