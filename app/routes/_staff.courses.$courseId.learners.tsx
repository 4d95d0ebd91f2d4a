import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { pathsFor } from "~/access/permissions";
import { chinaDateOf } from "~/calendar";
import { KeysetList } from "~/components/keyset-list";
import { ListBar } from "~/components/list-bar";
import { PageHead } from "~/components/page-head";
import { Status } from "~/components/status";
import { type Column, Sub } from "~/components/table";
import { prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { COUNTED, placeFrom } from "~/paging";
import { minutesOf } from "~/study/course";
import { requireCourse } from "~/study/course-page.server";
import { shownVersion } from "~/study/courses.server";
import { learnerPage } from "~/study/learning-list.server";
import { coursesText } from "~/text/courses";
import { longDate } from "~/text/dates";
import { listsText } from "~/text/lists";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(coursesText, (t) => t.learning.learnersTitle);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, course } = await requireCourse(request, params, "learning:read");
  const { courseId } = course;
  const today = chinaDateOf(new Date());
  const units = await unitsUnder(prisma, pathsFor(actor, "learning:read"), today);
  const names = new Map(units.map(({ unitId, shortName }) => [unitId, shortName]));
  const asked = placeFrom(new URL(request.url).searchParams);
  const page = await learnerPage(prisma, { unitIds: [...names.keys()], courseId }, asked, today);
  return {
    ...page,
    courseId,
    title: shownVersion(course).title,
    rows: page.rows.map(({ unitId, creditedMs, openMs, begunAt, endedAt, ...row }) => ({
      ...row,
      unitName: names.get(unitId) ?? "",
      minutes: minutesOf(creditedMs),
      openMinutes: minutesOf(openMs),
      begunOn: chinaDateOf(begunAt),
      endedOn: endedAt && chinaDateOf(endedAt),
    })),
  };
}

type Row = Awaited<ReturnType<typeof loader>>["rows"][number];

export default function Learners() {
  const { courseId, title, rows, total, hasPrevious, hasNext } = useLoaderData<typeof loader>();
  const words = useText(coursesText);
  const t = words.learning;
  const lists = useText(listsText);
  const columns = useColumns();
  const summary = t.count(total === null ? lists.moreThan(COUNTED) : String(total));
  return (
    <>
      <PageHead
        title={t.learnersTitle}
        lede={t.learnersLede}
        crumbs={[
          { text: words.title, href: "/courses" },
          { text: title, href: `/courses/${courseId}` },
          { text: t.learnersTitle },
        ]}
      />
      {rows.length > 0 && <ListBar>{summary}</ListBar>}
      <KeysetList
        label={t.learnersTitle}
        columns={columns}
        rows={rows}
        keyOf={({ id }) => id}
        hasPrevious={hasPrevious}
        hasNext={hasNext}
        summary={summary}
        empty={{ title: t.noLearners }}
      />
    </>
  );
}

function useColumns(): Column<Row>[] {
  const t = useText(coursesText).learning;
  const locale = useLocale();
  return [
    {
      key: "name",
      head: t.name,
      heads: true,
      cell: ({ id, name, unitName }) => (
        <>
          <a href={`/learning/${id}`}>{name}</a>
          <Sub>{unitName}</Sub>
        </>
      ),
    },
    { key: "begun", head: t.begun, cell: ({ begunOn }) => longDate(begunOn, locale) },
    {
      key: "state",
      head: t.state,
      cell: ({ endedOn }) => (
        <Status tone={endedOn ? "ok" : "info"}>
          {endedOn ? t.finished(longDate(endedOn, locale)) : t.open}
        </Status>
      ),
    },
    {
      key: "trusted",
      head: t.trusted,
      align: "right",
      cell: ({ minutes }) => <b className="num">{t.minutes(minutes)}</b>,
    },
    {
      key: "claimed",
      head: t.claimed,
      align: "right",
      cell: ({ openMinutes }) => <span className="num">{t.minutes(openMinutes)}</span>,
    },
    {
      key: "anomalies",
      head: t.anomalies,
      align: "right",
      cell: ({ anomalies }) =>
        anomalies === 0 ? <span className="quiet num">0</span> : <b className="num">{anomalies}</b>,
    },
  ];
}
