import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { Button, LinkButton } from "~/components/button";
import { CitedArticles } from "~/components/cited-articles";
import { Checks } from "~/components/draft-aside";
import { DraftHistory } from "~/components/draft-history";
import { requireDraft } from "~/components/draft-page.server";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { QuestionContent } from "~/components/question-content";
import { QuestionDifferences } from "~/components/question-differences";
import { QuestionStatusMark } from "~/components/question-table";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { checkedIn, ReviewChecklist } from "~/components/review-checklist";
import { Section } from "~/components/section";
import { inTransaction, prisma } from "~/db.server";
import { citedBy } from "~/questions/cited-articles.server";
import { authorsOf } from "~/questions/draft";
import { draftContentSchema } from "~/questions/draft-content";
import { publishDrafts } from "~/questions/publication.server";
import { differenceOf } from "~/questions/question-difference";
import { questionsToExchange } from "~/questions/question-export.server";
import { certificationText } from "~/text/certification";
import { authoringText } from "~/text/question-authoring";
import { questionsText } from "~/text/questions";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(authoringText, (t, page: { draft: { code: string } } | undefined) =>
  t.review.title(page?.draft.code ?? ""),
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { accountId } = await requirePermission(request, "question:review");
  const now = new Date();
  const page = await requireDraft(params.draftId, now);
  const { content, steps } = page.draft;
  const [before] = page.base ? await questionsToExchange(prisma, [page.base.id]) : [];
  return {
    ...page,
    cited: await citedBy(prisma, content, chinaDateOf(now)),
    differences: before ? differenceOf(draftContentSchema.parse(before), content) : null,
    isOwn: authorsOf(steps).has(accountId),
  };
}

/** The second person: it becomes a version, or every reason why not. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { accountId } = await requirePermission(request, "question:review");
  const now = new Date();
  const { draft } = await requireDraft(params.draftId, now);
  const checked = checkedIn(await request.formData());
  const { refused } = await inTransaction((tx) =>
    publishDrafts(tx, [draft.draftId], checked, accountId, now),
  );
  const [own] = refused;
  if (own) return data({ checked, refusals: own.refusals }, { status: 422 });
  throw redirect(`/questions/${draft.questionId}?done=publications`, { status: 303 });
}

export default function Review() {
  const { draft, bank, base, faults, cited, differences, isOwn } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(authoringText);
  const words = useText(questionsText);
  const acts = useText(certificationText);
  const locale = useLocale();
  const { draftId, questionId, code, content, state, steps } = draft;
  const isReady = state === "submitted";
  return (
    <>
      <PageHead
        title={t.review.title(code)}
        status={<QuestionStatusMark status={state} fill />}
        lede={`${t.draft.lede(words.types[content.type], bank.title[locale])}　${base ? t.draft.basedOn(base.number) : t.draft.isNew}`}
        crumbs={[
          { text: t.title, href: "/questions" },
          { text: code, href: `/questions/${questionId}` },
          { text: t.review.title(code) },
        ]}
        acts={<LinkButton href={`/questions/drafts/${draftId}/preview`}>{t.draft.preview}</LinkButton>}
      />
      {isReady && isOwn && <Notice tone="warn" title={t.review.own} />}
      {!isReady && <Notice title={t.review.notSubmitted} />}
      {refused && (
        <Refusal
          level={2}
          verdict={acts.refused}
          lede={acts.refusedHint}
          reasons={reasonsFrom(locale, refused.refusals)}
        />
      )}
      <div className="cols editor">
        <div className="stack-lg">
          <Section title={t.review.content}>
            <QuestionContent content={content} />
          </Section>
          <Section title={t.review.cited}>
            <CitedArticles cited={cited} />
          </Section>
          {base && (
            <Section title={t.review.changes}>
              <QuestionDifferences differences={differences ?? []} />
            </Section>
          )}
        </div>
        <aside className="stack-lg">
          {faults.length > 0 && <Checks faults={faults} />}
          {isReady && !isOwn && (
            <form method="post" className="form">
              <p>{t.review.lede}</p>
              <ReviewChecklist checked={refused?.checked} />
              <div className="acts">
                <LinkButton href={`/questions/returns?id=${questionId}`}>{t.acts.returns.submit}</LinkButton>
                <Button kind="primary">{t.review.submit}</Button>
              </div>
            </form>
          )}
          <DraftHistory steps={steps} />
        </aside>
      </div>
    </>
  );
}
