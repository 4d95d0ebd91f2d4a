import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { chinaDateOf, yearOf } from "~/calendar";
import { LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { PageHead } from "~/components/page-head";
import { RecordStatusMark } from "~/components/record-status";
import { Section } from "~/components/section";
import { StudyStanding } from "~/components/study-standing";
import { type Column, Sub, Table } from "~/components/table";
import { Tabs } from "~/components/tabs";
import { Tag } from "~/components/tag";
import { prisma } from "~/db.server";
import type { Credit } from "~/study/crediting";
import { draftsOf } from "~/study/drafts.server";
import { amountOf } from "~/study/measure";
import { isReturned } from "~/study/record-state";
import { returnReasons, yearsOf } from "~/study/records.server";
import { studyYear } from "~/study/standing.server";
import { clockTime, dateOfInstant, shortDate, shortInstant } from "~/text/dates";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyText, (t) => t.mine.title);
export const handle = { main: "wrap" };

export async function loader({ request }: LoaderFunctionArgs) {
  const { personId, accountId } = await requirePerson(request);
  const today = chinaDateOf(new Date());
  const years = [...new Set([yearOf(today), ...(await yearsOf(prisma, personId))])].sort((a, b) => b - a);
  const asked = new URL(request.url).searchParams.get("year");
  const year = years.find((known) => String(known) === asked) ?? yearOf(today);
  const { records, credits, standings, rules } = await studyYear(prisma, personId, year, today);
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

type Row = Awaited<ReturnType<typeof loader>>["records"][number];

export default function MyStudy() {
  const { year, years, standings, rules, records, total } = useLoaderData<typeof loader>();
  const t = useText(studyText);
  const columns = useColumns();
  return (
    <>
      <PageHead
        title={t.mine.title}
        lede={t.mine.lede(year)}
        acts={
          <LinkButton kind="primary" href="/my/study/new">
            {t.own.add}
          </LinkButton>
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

/** What was begun and not handed in. */
function Drafts() {
  const { drafts } = useLoaderData<typeof loader>();
  const t = useText(studyText).own;
  if (drafts.length === 0) return null;
  return (
    <Section title={t.drafts}>
      <ul>
        {drafts.map(({ draftId, title, savedAt }) => (
          <li key={draftId}>
            <a href={`/my/study/drafts/${draftId}`}>{t.draftOf(title)}</a>{" "}
            <span className="quiet num">{t.savedAt(shortInstant(savedAt))}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function useColumns(): Column<Row>[] {
  const t = useText(studyText);
  return [
    {
      key: "session",
      head: t.list.session,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/my/study/${row.id}`}>{row.title}</a> {row.reversesId && <Tag>{t.list.reversal}</Tag>}
          <Sub>
            {t.modes[row.mode]}　{t.categories[row.category]}
          </Sub>
        </>
      ),
    },
    {
      key: "when",
      head: t.list.when,
      cell: (row) => (
        <span className="num">
          {shortDate(dateOfInstant(row.startAt))}
          <Sub>
            {clockTime(row.startAt)}–{clockTime(row.endAt)}
          </Sub>
        </span>
      ),
    },
    { key: "minutes", head: t.list.minutes, align: "right", cell: (row) => row.minutes },
    {
      key: "credited",
      head: t.mine.credited,
      align: "right",
      cell: (row) => (row.status === "accepted" && !row.reversesId ? <b>{row.credit?.minutes ?? 0}</b> : "—"),
    },
    { key: "status", head: t.list.status, cell: (row) => <RecordStatusMark status={row.status} /> },
    { key: "why", head: t.mine.reason, cell: (row) => <Why row={row} /> },
  ];
}

/** Why not all of it counts: the rules that took something, or the step that is missing. */
function Why({ row }: { row: Row }) {
  const t = useText(studyText);
  const { status, credit, reason } = row;
  if (row.reversesId) return t.record.isReversal;
  return (
    <>
      {status !== "accepted" && <p>{t.statusReasons[status]}</p>}
      {reason && <p>{reason}</p>}
      {credit?.adjustments.map(({ rule, reason, minutes }) => (
        <p key={reason}>
          <span className="tag">{rule}</span> {t.reasons[reason]}
          {minutes < 0 && <span className="num"> −{-minutes}</span>}
        </p>
      ))}
      {status !== "accepted" && credit && credit.minutes > 0 && (
        <p className="quiet">{t.mine.wouldCount(credit.minutes)}</p>
      )}
      {status === "accepted" && credit?.adjustments.length === 0 && (
        <span className="quiet">{t.mine.full}</span>
      )}
    </>
  );
}
