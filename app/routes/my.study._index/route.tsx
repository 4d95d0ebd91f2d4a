import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { chinaDateOf, yearOf } from "~/calendar";
import { LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { StudyStanding } from "~/components/study-standing";
import { Table } from "~/components/table";
import { Tabs } from "~/components/tabs";
import { prisma } from "~/db.server";
import { plannedStudy } from "~/plans/planned.server";
import { annualResult } from "~/study/annual-result";
import type { Credit } from "~/study/crediting";
import { draftsOf } from "~/study/drafts.server";
import { forecasts } from "~/study/forecast";
import { amountOf } from "~/study/measure";
import { isReturned } from "~/study/record-state";
import { creditable, returnReasons, yearsOf } from "~/study/records.server";
import { studyYear } from "~/study/standing.server";
import { onlineText } from "~/text/online-study";
import { studyText } from "~/text/study";
import { studySessionsText } from "~/text/study-sessions";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { Ahead, Drafts } from "./ahead";
import { useColumns } from "./columns";

export const meta = titled(studyText, (t) => t.mine.title);
export const handle = { main: "wrap" };

export async function loader({ request }: LoaderFunctionArgs) {
  const { personId, accountId } = await requirePerson(request);
  const today = chinaDateOf(new Date());
  const years = [...new Set([yearOf(today), ...(await yearsOf(prisma, personId))])].sort((a, b) => b - a);
  const asked = new URL(request.url).searchParams.get("year");
  const year = years.find((known) => String(known) === asked) ?? yearOf(today);
  const { records, credits, standings, rules, student } = await studyYear(prisma, personId, year, today);
  const planned = await plannedStudy(prisma, personId, year, today);
  const reasons = await returnReasons(
    prisma,
    records.filter(({ state }) => isReturned(state)).map(({ id }) => id),
  );
  const minutes = [...credits.values()].reduce(
    (sum, { entry, creditedMinutes }) => (entry.status === "accepted" ? sum + creditedMinutes : sum),
    0,
  );
  const drafts = await draftsOf(prisma, accountId);
  return {
    year,
    years,
    drafts: drafts.map(({ draftId, typed, savedAt }) => ({ draftId, title: typed.title ?? "", savedAt })),
    standings,
    forecasts:
      student && rules && planned.length > 0
        ? forecasts(student, creditable(records), planned, rules.pack, year, today)
        : [],
    results: rules
      ? standings.map((standing) => ({
          quotaId: standing.quotaId,
          ...annualResult(standing, rules.pack, year, today),
        }))
      : [],
    planned: planned.length,
    rules: rules && {
      minutesPerPeriod: rules.pack.study.minutesPerPeriod.value,
      periodsPerDay: rules.pack.study.periodsPerDay.value,
    },
    total: { minutes, days: rules ? amountOf(minutes, "days", rules.pack) : 0 },
    records: records
      .reverse()
      .map(({ id, title, mode, category, startAt, endAt, minutes, status, reversesId }) => ({
        ...{ id, title, mode, category, startAt, endAt, minutes, status, reversesId },
        credit: explained(credits.get(id)),
        reason: reasons.get(id) ?? null,
      })),
  };
}

const explained = (credit: Credit | undefined) =>
  credit ? { minutes: credit.creditedMinutes, adjustments: credit.adjustments } : null;

export default function MyStudy() {
  const { year, years, standings, rules, records, total } = useLoaderData<typeof loader>();
  const t = useText(studyText);
  const { title: sessions } = useText(studySessionsText);
  const online = useText(onlineText);
  const columns = useColumns();
  return (
    <>
      <PageHead
        title={t.mine.title}
        lede={t.mine.lede(year)}
        acts={
          <>
            <LinkButton href="/my/study-sessions">{sessions}</LinkButton>
            <LinkButton href="/my/courses">{online.title}</LinkButton>
            <LinkButton href={`/my/study-year?year=${year}`}>{t.mine.yearAtGlance}</LinkButton>
            <LinkButton kind="primary" href="/my/study/new">
              {t.own.add}
            </LinkButton>
          </>
        }
      />
      {years.length > 1 && (
        <Tabs
          label={t.mine.years}
          items={years.map((known) => ({
            href: `/my/study?year=${known}`,
            text: t.mine.yearTab(known),
            current: known === year,
          }))}
        />
      )}
      <div className="stack-lg home">
        <Drafts />
        {standings.length === 0 && <p className="quiet">{t.mine.noQuota}</p>}
        {rules &&
          standings.map((standing) => (
            <StudyStanding key={standing.quotaId} standing={standing} rules={rules} />
          ))}
        <Ahead />
        <Section title={t.mine.records} meta={t.mine.count(records.length)}>
          {records.length === 0 ? (
            <Empty title={t.mine.empty(year)}>{t.mine.emptyBody}</Empty>
          ) : (
            <>
              <Table label={t.mine.records} columns={columns} rows={records} keyOf={(row) => row.id} />
              <p className="hint">{t.mine.sum(total.minutes, total.days)}</p>
            </>
          )}
        </Section>
      </div>
    </>
  );
}
