import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { Button, LinkButton } from "~/components/button";
import { DraftAside } from "~/components/draft-aside";
import { requireDraft } from "~/components/draft-page.server";
import { ErrorSummary } from "~/components/error-summary";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { QuestionContent } from "~/components/question-content";
import { QuestionFields } from "~/components/question-fields";
import { QuestionStatusMark } from "~/components/question-table";
import { problemsFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { citableLaws } from "~/questions/citable-laws.server";
import { returnedFor } from "~/questions/draft";
import { changeDraft } from "~/questions/drafts.server";
import { contentFromTyped } from "~/questions/typed-content";
import { applied, typedFromContent, typedFromForm } from "~/questions/typed-question";
import { authoringText } from "~/text/question-authoring";
import { questionsText } from "~/text/questions";
import { localeFrom, useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(authoringText, (t, page: { draft: { code: string } } | undefined) =>
  t.draft.title(page?.draft.code ?? ""),
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "bank:read");
  const now = new Date();
  const page = await requireDraft(params.draftId, now);
  const laws = await citableLaws(prisma, chinaDateOf(now));
  return {
    ...page,
    laws: [...laws].flatMap(([law, { versions }]) => versions.map(({ version }) => ({ law, version }))),
    returned: returnedFor(page.draft.steps)?.reason ?? null,
    may: {
      write: can(actor, "question:write"),
      review: can(actor, "question:review"),
      isAuthor: page.draft.steps.some(({ actorId }) => actorId === actor.accountId),
    },
    saved: new URL(request.url).searchParams.get("done") === "saved",
  };
}

/** Keeps the form; a button of a row only draws it again, with the row added or gone. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { accountId } = await requirePermission(request, "question:write");
  const now = new Date();
  const { draft } = await requireDraft(params.draftId, now);
  const form = await request.formData();
  const act = String(form.get("act") ?? "save");
  const locale = localeFrom(request);
  const t = authoringText[locale].draft;
  const typed = typedFromForm(form, draft.content.type === "case-group");
  const seen = Number(form.get("seen"));
  if (!Number.isInteger(seen) || (!typed.isCase && typed.parts.length === 0))
    return data(
      { typed: null, seen: 0, problems: [{ field: "form", message: t.unreadable }] },
      { status: 422 },
    );
  if (act !== "save" && act !== "submit") return data({ typed: applied(typed, act), seen, problems: [] });
  const read = contentFromTyped(typed, draft.content);
  if (!read.ok) {
    const problems = read.problems.map(({ field, code }) => ({
      field,
      message: code === "too-long" ? t.tooLong : t.wrongNumber(t.article),
    }));
    return data({ typed, seen, problems }, { status: 422 });
  }
  const { draftId, questionId } = draft;
  const change = { draftId, content: read.content, seen };
  const answer = await inTransaction((tx) => changeDraft(tx, change, accountId, now));
  if (!answer.ok)
    return data(
      { typed, seen, problems: problemsFrom(locale, answer.refusals, () => "form") },
      { status: 422 },
    );
  throw redirect(
    act === "submit" ? `/questions/submissions?id=${questionId}` : `/questions/drafts/${draftId}?done=saved`,
    { status: 303 },
  );
}

export default function Draft() {
  const { draft, bank, base, faults, laws, returned, may, saved } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useText(authoringText);
  const words = useText(questionsText);
  const locale = useLocale();
  const { draftId, questionId, code, content, state, steps } = draft;
  const status = state === "open" && returned ? "returned" : state;
  const isEditable = state === "open" && may.write;
  const problems = answer?.problems ?? [];
  const basis = base ? t.draft.basedOn(base.number) : t.draft.isNew;
  return (
    <>
      <PageHead
        title={t.draft.title(code)}
        status={<QuestionStatusMark status={status} fill />}
        lede={`${t.draft.lede(words.types[content.type], bank.title[locale])}　${basis}`}
        crumbs={[
          { text: t.title, href: "/questions" },
          { text: code, href: `/questions/${questionId}` },
          { text: t.draft.title(code) },
        ]}
        acts={
          <>
            <LinkButton href={`/questions/drafts/${draftId}/preview`}>{t.draft.preview}</LinkButton>
            {state === "submitted" && (may.review || may.isAuthor) && (
              <LinkButton href={`/questions/returns?id=${questionId}`}>
                {may.isAuthor ? t.draft.takeBack : t.acts.returns.submit}
              </LinkButton>
            )}
            {state === "submitted" && may.review && !may.isAuthor && (
              <LinkButton kind="primary" href={`/questions/drafts/${draftId}/review`}>
                {t.draft.review}
              </LinkButton>
            )}
          </>
        }
      />
      {saved && !answer && <Notice tone="ok" live title={t.draft.saved} />}
      <ErrorSummary problems={problems} />
      <div className="cols editor">
        {isEditable ? (
          <form method="post" action={`/questions/drafts/${draftId}?index`} className="form" id="form">
            {/* Enter in a field presses the first button of a form. */}
            <button className="vh" type="submit" name="act" value="save" tabIndex={-1} aria-hidden="true" />
            <input
              type="hidden"
              name="seen"
              value={answer?.typed ? answer.seen : (steps.at(-1)?.number ?? 0)}
            />
            <QuestionFields
              typed={answer?.typed ?? typedFromContent(content)}
              laws={laws}
              problems={problems}
            />
            <div className="acts">
              <LinkButton kind="text" href={`/questions/discardings?id=${questionId}`}>
                {t.draft.discard}
              </LinkButton>
              <Button name="act" value="save">
                {t.draft.save}
              </Button>
              <Button kind="primary" name="act" value="submit">
                {t.draft.saveAndSubmit}
              </Button>
            </div>
          </form>
        ) : (
          <QuestionContent content={content} />
        )}
        <DraftAside faults={faults} returned={returned} steps={steps} isOpen={state === "open"} />
      </div>
    </>
  );
}
