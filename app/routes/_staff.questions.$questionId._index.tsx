import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { accountNames } from "~/access/account-names.server";
import { can } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { ActForm } from "~/components/act-form";
import { LinkButton } from "~/components/button";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import {
  QuestionDrafts,
  QuestionRetirements,
  QuestionUse,
  QuestionVersions,
} from "~/components/question-file";
import { QuestionStatusMark } from "~/components/question-table";
import { prisma } from "~/db.server";
import { examsUsing } from "~/exams/question-use.server";
import { isUuid } from "~/ids";
import { caseOfPart, findQuestion } from "~/questions/question-file.server";
import { statusesOf } from "~/questions/question-list";
import { itemStatisticsText } from "~/text/item-statistics";
import { authoringText, type QuestionAct } from "~/text/question-authoring";
import { questionsText } from "~/text/questions";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(authoringText, (t, file: { listed: { code: string } } | undefined) =>
  file ? `${t.title} ${file.listed.code}` : t.title,
);

export async function loader({ request, params: { questionId } }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "bank:read");
  if (!isUuid(questionId)) throw new Response(null, { status: 404 });
  const file = await findQuestion(prisma, questionId);
  if (!file) {
    // A part is read with its case.
    const caseId = await caseOfPart(prisma, questionId);
    throw caseId ? redirect(`/questions/${caseId}`) : new Response(null, { status: 404 });
  }
  const { drafts, retirements } = file;
  return {
    ...file,
    exams: await examsUsing(prisma, file.listed.questionId),
    names: await accountNames(prisma, [
      ...drafts.map(({ openedById }) => openedById),
      ...retirements.flatMap(({ retiredById, restoredById }) => [retiredById, restoredById]),
    ]),
    may: {
      write: can(actor, "question:write"),
      review: can(actor, "question:review"),
      openExams: can(actor, "exam:read"),
    },
    done: new URL(request.url).searchParams.get("done"),
  };
}

export default function Question() {
  const { listed, bank, versions, drafts, retirements, exams, names, may, done } =
    useLoaderData<typeof loader>();
  const t = useText(authoringText);
  const words = useText(questionsText);
  const statistics = useText(itemStatisticsText);
  const locale = useLocale();
  const { questionId, code, draftId, isStanding, isRetired } = listed;
  return (
    <>
      <PageHead
        title={`${t.title} ${code}`}
        status={statusesOf(listed).map((status) => <QuestionStatusMark key={status} status={status} fill />)}
        lede={[words.types[listed.type], bank.title[locale], listed.topic].filter(Boolean).join("　")}
        crumbs={[{ text: t.title, href: "/questions" }, { text: code }]}
        acts={
          <>
            {listed.versionId && (
              <LinkButton href={`/questions/${questionId}/statistics`}>{statistics.title}</LinkButton>
            )}
            {may.review && isRetired && (
              <LinkButton href={`/questions/restorations?id=${questionId}`}>{t.question.restore}</LinkButton>
            )}
            {may.review && isStanding && (
              <LinkButton href={`/questions/retirements?id=${questionId}`}>{t.question.retire}</LinkButton>
            )}
            {may.write && listed.versionId && !draftId && !isRetired && (
              <ActForm action={`/questions/${questionId}/revisions`} kind="primary">
                {t.question.revise}
              </ActForm>
            )}
            {draftId && (
              <LinkButton kind="primary" href={`/questions/drafts/${draftId}`}>
                {t.openDraft}
              </LinkButton>
            )}
          </>
        }
      />
      {done !== null && done in t.acts && (
        <Notice tone="ok" live title={t.acts[done as QuestionAct].done(1)} />
      )}
      <div className="stack-lg">
        <QuestionVersions versions={versions} />
        <QuestionUse exams={exams} mayOpen={may.openExams} />
        <QuestionDrafts drafts={drafts} names={names} />
        <QuestionRetirements retirements={retirements} names={names} />
      </div>
    </>
  );
}
