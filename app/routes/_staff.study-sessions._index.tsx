import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { addMonths, chinaDateOf, type DateOn } from "~/calendar";
import { LinkButton } from "~/components/button";
import { Chips } from "~/components/chips";
import { KeysetList } from "~/components/keyset-list";
import { ListBar } from "~/components/list-bar";
import { chipsOf, ListQuery } from "~/components/list-query";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { SessionStateMark, sessionWhen } from "~/components/study-session-status";
import { type Column, Sub } from "~/components/table";
import { prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { COUNTED, placeFrom } from "~/paging";
import { sessionPage } from "~/study/session-list.server";
import { SESSION_MODES, SESSION_STATES } from "~/study/session-state";
import { longMonth } from "~/text/dates";
import { listsText } from "~/text/lists";
import { studyText } from "~/text/study";
import { studySessionsText } from "~/text/study-sessions";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studySessionsText, (t) => t.title);

const MONTHS_AHEAD = 12;
const MONTHS_BACK = 12;

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "study-session:read");
  const today = chinaDateOf(new Date());
  const search = new URL(request.url).searchParams;
  const units = await unitsUnder(prisma, pathsFor(actor, "study-session:read"), today);
  const unit = units.find(({ unitId }) => unitId === search.get("unit"));
  const shown = unit ? units.filter(({ path }) => path.startsWith(unit.path)) : units;
  const mode = SESSION_MODES.find((known) => known === search.get("mode"));
  const state = SESSION_STATES.find((known) => known === search.get("state"));
  const months = monthsAround(today);
  const monthOn = months.find((known) => known.startsWith(search.get("month") || "-"));
  const filter = {
    unitIds: shown.map(({ unitId }) => unitId),
    ...(mode ? { mode } : {}),
    ...(state ? { state } : {}),
    ...(monthOn ? { monthOn } : {}),
  };
  const names = new Map(units.map(({ unitId, shortName }) => [unitId, shortName]));
  const page = await sessionPage(prisma, filter, placeFrom(search));
  return {
    ...page,
    rows: page.rows.map((row) => ({ ...row, unitName: names.get(row.unitId) ?? "" })),
    units: units.map(({ unitId, shortName }) => ({ value: unitId, text: shortName })),
    months,
    chosen: {
      ...{ mode: mode ?? null, state: state ?? null, month: monthOn?.slice(0, 7) ?? "" },
      ...{ unit: unit?.unitId ?? "", unitName: unit?.shortName ?? "" },
    },
    mayRecord: can(actor, "study-session:record"),
    planned: search.get("done") === "series" ? search.get("n") : null,
  };
}

/** The latest first, as the list is. */
const monthsAround = (today: DateOn): DateOn[] =>
  Array.from({ length: MONTHS_AHEAD + MONTHS_BACK + 1 }, (_, index) =>
    addMonths(`${today.slice(0, 7)}-01` as DateOn, MONTHS_AHEAD - index),
  );

type Row = Awaited<ReturnType<typeof loader>>["rows"][number];

export default function StudySessions() {
  const { rows, total, hasPrevious, hasNext, mayRecord, planned } = useLoaderData<typeof loader>();
  const t = useText(studySessionsText);
  const lists = useText(listsText);
  const columns = useColumns();
  const count = total === null ? lists.moreThan(COUNTED) : t.list.total(total);
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          <>
            <LinkButton href="/study-make-ups">{t.makeUps}</LinkButton>
            {mayRecord && <LinkButton href="/study-series/new">{t.series}</LinkButton>}
            {mayRecord && (
              <LinkButton kind="primary" href="/study-sessions/new">
                {t.plan}
              </LinkButton>
            )}
          </>
        }
      />
      {planned !== null && <Notice tone="ok" live title={t.months.done(planned)} />}
      <Filters />
      <ListBar>
        <b>{count}</b>
      </ListBar>
      <KeysetList
        label={t.list.label}
        columns={columns}
        rows={rows}
        keyOf={(row) => row.sessionId}
        hasPrevious={hasPrevious}
        hasNext={hasNext}
        summary={count}
        empty={{ title: t.list.empty, body: t.list.emptyBody }}
      />
    </>
  );
}

function Filters() {
  const { units, months, chosen } = useLoaderData<typeof loader>();
  const t = useText(studySessionsText);
  const { modes } = useText(studyText);
  const locale = useLocale();
  const [search] = useSearchParams();
  const monthName = (month: string) => longMonth(month, locale);
  const chips = chipsOf(
    search,
    [
      { filter: "unit", name: t.list.unit, value: chosen.unitName },
      { filter: "mode", name: t.list.mode, value: chosen.mode ? modes[chosen.mode] : "" },
      { filter: "month", name: t.list.month, value: chosen.month ? monthName(`${chosen.month}-01`) : "" },
      { filter: "state", name: t.list.state, value: chosen.state ? t.states[chosen.state] : "" },
    ],
    ["done", "n"],
  );
  return (
    <>
      <ListQuery
        submit={t.list.query}
        isOpen={chips.length > 0}
        folded={[
          { name: "unit", label: t.list.unit, empty: t.list.allUnits, choices: units, value: chosen.unit },
          {
            ...{ name: "mode", label: t.list.mode, empty: t.list.anyMode, value: chosen.mode },
            choices: SESSION_MODES.map((value) => ({ value, text: modes[value] })),
          },
          {
            ...{ name: "month", label: t.list.month, empty: t.list.anyMonth, value: chosen.month },
            choices: months.map((month) => ({ value: month.slice(0, 7), text: monthName(month) })),
          },
          {
            ...{ name: "state", label: t.list.state, empty: t.list.anyState, value: chosen.state },
            choices: SESSION_STATES.map((value) => ({ value, text: t.states[value] })),
          },
        ]}
      />
      <Chips items={chips} clearAllHref="/study-sessions" />
    </>
  );
}

function useColumns(): Column<Row>[] {
  const t = useText(studySessionsText);
  const { modes } = useText(studyText);
  const locale = useLocale();
  return [
    {
      key: "session",
      head: t.list.session,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/study-sessions/${row.sessionId}`}>{row.title}</a>
          <Sub>{`${row.unitName}　${modes[row.mode]}`}</Sub>
        </>
      ),
    },
    {
      key: "when",
      head: t.list.when,
      cell: (row) => (
        <>
          <span className="num">{sessionWhen(row, locale)}</span>
          <Sub>{row.place}</Sub>
        </>
      ),
    },
    {
      key: "people",
      head: t.list.people,
      cell: ({ state, people, attended }) => (
        <span className="num">
          {state === "held" ? t.list.attended(attended, people) : t.list.invited(people)}
        </span>
      ),
    },
    { key: "state", head: t.list.state, cell: ({ state }) => <SessionStateMark state={state} /> },
  ];
}
