import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireSigned } from "~/casework/study-year-page.server";
import { KeysetList } from "~/components/keyset-list";
import { ListBar } from "~/components/list-bar";
import { ListQuery } from "~/components/list-query";
import { PageHead } from "~/components/page-head";
import { type Column, Sub } from "~/components/table";
import { prisma } from "~/db.server";
import { COUNTED, placeFrom } from "~/paging";
import { sessionPage } from "~/study/participation.server";
import { dateOfInstant, longDate } from "~/text/dates";
import { listsText } from "~/text/lists";
import { studyText } from "~/text/study";
import { studyYearsText } from "~/text/study-years";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyYearsText, (t) => t.sessionsTitle);

/** The records behind the figure: a frozen year's ledger changes only under an amendment, and this shows it as it is. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { freeze, unit, units, chosen } = await requireSigned(request, params, new Date());
  const search = new URL(request.url).searchParams;
  // A unit's own sessions, as its line counts them; without one those of all.
  const unitIds = chosen ? [chosen.unitId] : units.map(({ latest }) => latest.unitId);
  const page = await sessionPage(prisma, { unitIds, year: freeze.year }, placeFrom(search));
  return {
    ...page,
    ...{ freezeId: freeze.freezeId, year: freeze.year, district: unit.shortName },
    units: units.map(({ latest }) => ({ value: latest.unitId, text: latest.name })),
    chosen: chosen?.unitId ?? "",
  };
}

type Row = Awaited<ReturnType<typeof loader>>["rows"][number];

export default function YearSessions() {
  const { freezeId, year, district, rows, units, chosen, total, hasPrevious, hasNext } =
    useLoaderData<typeof loader>();
  const t = useText(studyYearsText);
  const lists = useText(listsText);
  const words = useText(studyText);
  const locale = useLocale();
  const columns: Column<Row>[] = [
    {
      key: "session",
      head: t.session,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/study-years/${freezeId}/sessions/${row.recordId}`}>{row.title}</a>
          <Sub>{words.modes[row.mode]}</Sub>
        </>
      ),
    },
    { key: "when", head: t.when, cell: (row) => longDate(dateOfInstant(row.startAt), locale) },
    { key: "attendances", head: t.attendances, align: "right", cell: (row) => row.attendances },
    { key: "units", head: t.unit, cell: (row) => t.unitsN(row.units) },
  ];
  const count = total === null ? lists.moreThan(COUNTED) : t.sessionsTotal(total);
  return (
    <>
      <PageHead
        title={t.sessionsTitle}
        crumbs={[
          { text: t.freezeTitle(district, year), href: `/study-years/${freezeId}` },
          { text: t.sessionsTitle },
        ]}
      />
      <ListQuery
        submit={t.query}
        narrowings={[{ name: "unit", label: t.unit, empty: t.district, choices: units, value: chosen }]}
      />
      <ListBar>
        <b>{count}</b>
      </ListBar>
      <KeysetList
        label={t.sessionsLabel}
        columns={columns}
        rows={rows}
        keyOf={(row) => row.recordId}
        hasPrevious={hasPrevious}
        hasNext={hasNext}
        summary={count}
        empty={{ title: t.sessionsNone, body: t.sessionsNoneBody }}
      />
    </>
  );
}
