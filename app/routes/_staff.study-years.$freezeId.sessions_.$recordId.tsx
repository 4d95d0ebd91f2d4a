import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { addDays, yearRange } from "~/calendar";
import { requireSigned } from "~/casework/study-year-page.server";
import { PageHead } from "~/components/page-head";
import { type Column, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { namesOn } from "~/personnel/person.server";
import { attendancesOf } from "~/study/participation.server";
import { dateOfInstant, longDate } from "~/text/dates";
import { studyText } from "~/text/study";
import { studyYearsText } from "~/text/study-years";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(
  studyYearsText,
  (t, data: { title: string } | undefined) => data?.title ?? t.session,
);

/** 人次 one by one, each with the entry behind it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { freeze, unit, units } = await requireSigned(request, params, new Date());
  const unitIds = units.map(({ latest }) => latest.unitId);
  const { recordId } = params;
  const session = isUuid(recordId)
    ? await attendancesOf(prisma, { unitIds, year: freeze.year }, recordId)
    : null;
  if (!session) throw new Response(null, { status: 404 });
  const { people, ...what } = session;
  const names = await namesOn(
    prisma,
    people.map(({ personId }) => personId),
    addDays(yearRange(freeze.year).toOn, -1),
  );
  const unitNames = new Map(units.map(({ latest }) => [latest.unitId, latest.name]));
  return {
    ...what,
    ...{ freezeId: freeze.freezeId, year: freeze.year, district: unit.shortName },
    rows: people.map(({ recordId: id, personId, unitId, minutes }) => ({
      ...{ id, minutes, name: names.get(personId) ?? "", unitName: unitNames.get(unitId) ?? "" },
    })),
  };
}

type Row = Awaited<ReturnType<typeof loader>>["rows"][number];

export default function YearSession() {
  const { freezeId, year, district, title, mode, startAt, rows } = useLoaderData<typeof loader>();
  const t = useText(studyYearsText);
  const { modes } = useText(studyText);
  const locale = useLocale();
  const columns: Column<Row>[] = [
    {
      key: "person",
      head: t.person,
      heads: true,
      cell: (row) => <a href={`/study-records/${row.id}`}>{row.name}</a>,
    },
    { key: "unit", head: t.unit, cell: (row) => row.unitName },
    { key: "minutes", head: t.minutesOf, align: "right", cell: (row) => row.minutes },
  ];
  return (
    <>
      <PageHead
        title={title}
        lede={[modes[mode], longDate(dateOfInstant(startAt), locale), `${t.attendances} ${rows.length}`].join(
          "　",
        )}
        crumbs={[
          { text: t.freezeTitle(district, year), href: `/study-years/${freezeId}` },
          { text: t.sessionsTitle, href: `/study-years/${freezeId}/sessions` },
          { text: title },
        ]}
      />
      <Table label={title} columns={columns} rows={rows} keyOf={({ id }) => id} />
    </>
  );
}
