import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { mustKnowOf, statementFacts } from "~/casework/statement-facts.server";
import { LinkButton } from "~/components/button";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { StatementFacts } from "~/components/statement-facts";
import { STATEMENT_TONES } from "~/components/statement-tones";
import { Status, type Tone } from "~/components/status";
import { type Column, Table } from "~/components/table";
import { Tabs } from "~/components/tabs";
import { prisma } from "~/db.server";
import { personnelFacts } from "~/personnel/facts.server";
import type { Outcome } from "~/plans/plan";
import { monthsOf } from "~/plans/plans.server";
import { statementYears, yearAsked } from "~/study/statement-page.server";
import { findStatement } from "~/study/statements.server";
import { lawStatementsText } from "~/text/law-statements";
import { mustKnowText } from "~/text/must-know";
import { myYearText } from "~/text/my-year";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(myYearText, (t) => t.title);
export const handle = { main: "wrap" };

export async function loader({ request }: LoaderFunctionArgs) {
  const { personId } = await requirePerson(request);
  const now = new Date();
  const today = chinaDateOf(now);
  const year = yearAsked(request, today);
  const person = (await personnelFacts(prisma, [personId], { trueOn: today })).get(personId);
  const statement = await findStatement(prisma, { personId_year: { personId, year } });
  const months = await monthsOf(prisma, personId, year, now);
  return {
    year,
    years: statementYears(today),
    facts: await statementFacts(prisma, { personId, year }, now),
    months: months.map(({ itemId, month, monthOn, law, result, examId }) => ({
      ...{ itemId, month, law, mark: result.mark },
      outcome: examId === null ? null : result.outcome,
      isAhead: monthOn > today,
    })),
    lists: await mustKnowOf(prisma, personId, year, now),
    statement:
      person?.studyCategory === "leading-cadre" || statement
        ? (statement?.standing ?? ("missing" as const))
        : null,
    score: statement?.score ?? null,
  };
}

type Loaded = Awaited<ReturnType<typeof loader>>;
const tones: Record<Outcome, Tone> = {
  passed: "ok",
  exempt: "ok",
  failed: "stop",
  absent: "stop",
  pending: "info",
};

export default function MyStudyYear() {
  const { year, years, facts, months, lists, statement, score } = useLoaderData<typeof loader>();
  const t = useText(myYearText);
  const s = useText(lawStatementsText);
  const { mine } = useText(studyText);
  const owing = months.filter(
    ({ outcome, isAhead }) => !isAhead && outcome !== "passed" && outcome !== "exempt",
  );
  return (
    <>
      <PageHead
        title={t.heading(year)}
        lede={months.length === 0 ? undefined : owing.length === 0 ? t.nothingOwed : t.owed(owing.length)}
        crumbs={[{ text: mine.title, href: "/my/study" }, { text: t.title }]}
        acts={
          statement !== null && (
            <LinkButton href={`/my/law-statement?year=${year}`} kind="primary">
              {t.statement}
            </LinkButton>
          )
        }
      />
      <div className="stack-lg">
        <Tabs
          label={t.year}
          items={years.map((known) => ({
            href: `/my/study-year?year=${known}`,
            text: String(known),
            current: known === year,
          }))}
        />
        {statement !== null && (
          <p>
            <b>{t.statement}</b>　<Status tone={STATEMENT_TONES[statement]}>{s.standings[statement]}</Status>
            {score !== null && `　${s.scoreOf(score)}`}
          </p>
        )}
        <Section
          title={t.soFar}
          end={
            <a className="act-link" href="/my/study/reliefs">
              {t.relief}
            </a>
          }
        >
          <StatementFacts facts={facts} />
        </Section>
        {months.length > 0 && <Months months={months} />}
        {lists.map((list) => (
          <MustKnow key={list.listId} list={list} />
        ))}
      </div>
    </>
  );
}

/** 每月一法、每法一考: what was set, and what came of it. */
function Months({ months }: Pick<Loaded, "months">) {
  const t = useText(myYearText);
  const columns: Column<Loaded["months"][number]>[] = [
    { key: "law", head: t.law, heads: true, cell: ({ law }) => law },
    { key: "month", head: t.month, cell: ({ month }) => t.monthOf(month) },
    {
      key: "result",
      head: t.exam,
      cell: ({ outcome, mark, isAhead }) =>
        outcome === null ? (
          t.noExam
        ) : isAhead ? (
          <Status tone="off">{t.ahead}</Status>
        ) : (
          <>
            <Status tone={tones[outcome]}>{t.outcomes[outcome]}</Status>
            {mark !== null && <span className="num">　{t.mark(mark)}</span>}
          </>
        ),
    },
  ];
  return (
    <Section title={t.months}>
      <Table label={t.months} columns={columns} rows={months} keyOf={({ itemId }) => itemId} />
    </Section>
  );
}

function MustKnow({ list }: { list: Loaded["lists"][number] }) {
  const t = useText(mustKnowText);
  const done = list.laws.filter(({ how }) => how !== "none").length;
  const columns: Column<(typeof list.laws)[number]>[] = [
    { key: "law", head: t.laws, heads: true, cell: ({ law }) => law },
    {
      key: "how",
      head: t.state,
      cell: ({ how }) => <Status tone={how === "none" ? "warn" : "ok"}>{t.how[how]}</Status>,
    },
  ];
  return (
    <Section title={list.title} meta={t.doneOf(done, list.laws.length)}>
      <Table label={list.title} columns={columns} rows={list.laws} keyOf={(law) => law.lawVersionId} />
    </Section>
  );
}
