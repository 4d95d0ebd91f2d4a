import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { can } from "~/access/permissions";
import { viewQuery, viewsOf } from "~/access/saved-views.server";
import { requirePermission } from "~/access/session.server";
import { Button, LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { ListBar } from "~/components/list-bar";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { KeysetPager } from "~/components/pager";
import { QuestionQuery } from "~/components/question-query";
import { QuestionTable } from "~/components/question-table";
import { SavedViews } from "~/components/saved-views";
import { prisma } from "~/db.server";
import { questionsUsed } from "~/exams/question-use.server";
import { COUNTED, placeFrom } from "~/paging";
import type { Title } from "~/questions/blueprints.server";
import { type QuestionTyped, questionTypedFrom } from "~/questions/question-list";
import { questionPage } from "~/questions/question-list.server";
import { listsText } from "~/text/lists";
import { authoringText, type QuestionAct } from "~/text/question-authoring";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(authoringText, (t) => t.title);

const YEAR_DAYS = 365;

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "bank:read");
  const now = new Date();
  const search = new URL(request.url).searchParams;
  const typed = questionTypedFrom(search);
  const { questions, ...page } = await questionPage(
    prisma,
    typed,
    await usedBy(typed, now),
    placeFrom(search),
  );
  const banks = await prisma.questionBank.findMany({
    orderBy: { code: "asc" },
    select: { id: true, title: true },
  });
  const laws = await prisma.law.findMany({ orderBy: { createdAt: "asc" }, select: { name: true } });
  return {
    ...page,
    typed,
    questions,
    banks: banks.map(({ id, title }) => ({ bankId: id, title: title as Title })),
    laws: laws.map(({ name }) => name),
    views: await viewsOf(prisma, actor.accountId, "questions"),
    query: viewQuery(search.toString()),
    may: { write: can(actor, "question:write"), review: can(actor, "question:review") },
    done: search.get("done"),
    count: Number(search.get("n")) || 0,
  };
}

async function usedBy({ use }: QuestionTyped, now: Date) {
  if (use === "never") return { isUsed: false, questionIds: await questionsUsed(prisma, null, now) };
  if (use === "last-year") return { isUsed: true, questionIds: await questionsUsed(prisma, YEAR_DAYS, now) };
  return null;
}

export default function Questions() {
  const { questions, total, hasPrevious, hasNext, views, query, may, typed, banks, laws, done, count } =
    useLoaderData<typeof loader>();
  const t = useText(authoringText);
  const lists = useText(listsText);
  const [search] = useSearchParams();
  const said = total === null ? lists.moreThan(COUNTED) : t.total(total);
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          may.write && (
            <LinkButton
              kind="primary"
              href={typed.bank ? `/questions/new?bank=${typed.bank}` : "/questions/new"}
            >
              {t.add}
            </LinkButton>
          )
        }
      />
      {done !== null && done in t.acts && (
        <Notice tone="ok" live title={t.acts[done as QuestionAct].done(count)} />
      )}
      <QuestionQuery typed={typed} banks={banks} laws={laws} />
      <SavedViews list="questions" views={views} query={query} />
      <ListBar>
        <b>{said}</b>
      </ListBar>
      {questions.length === 0 ? (
        <Empty title={t.empty} acts={<a href="/questions">{t.clearFilters}</a>}>
          {t.emptyHint}
        </Empty>
      ) : (
        <form method="get" className="contents">
          <Batch may={may} />
          <QuestionTable questions={questions} may={may} />
          <KeysetPager
            summary={said}
            search={search}
            before={hasPrevious && questions[0]?.questionId}
            after={hasNext && questions.at(-1)?.questionId}
          />
        </form>
      )}
    </>
  );
}

/** Each leads to a page that says what is about to be done, with the questions that were ticked. */
function Batch({ may }: { may: { write: boolean; review: boolean } }) {
  const t = useText(authoringText);
  const acts: QuestionAct[] = [
    ...(may.write ? (["submissions"] as const) : []),
    ...(may.review ? (["publications", "returns"] as const) : []),
    ...(may.write ? (["discardings"] as const) : []),
    ...(may.review ? (["retirements", "restorations"] as const) : []),
  ];
  if (acts.length === 0) return null;
  return (
    <div className="batch">
      <span>{t.batch}</span>
      {acts.map((act) => (
        <Button key={act} small formAction={`/questions/${act}`}>
          {t.acts[act].title}
        </Button>
      ))}
    </div>
  );
}
