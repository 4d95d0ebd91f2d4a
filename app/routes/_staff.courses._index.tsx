import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { LinkButton } from "~/components/button";
import { Chips } from "~/components/chips";
import { COURSE_TONES } from "~/components/course-state";
import { KeysetList } from "~/components/keyset-list";
import { ListBar } from "~/components/list-bar";
import { chipsOf, ListQuery } from "~/components/list-query";
import { PageHead } from "~/components/page-head";
import { Status } from "~/components/status";
import { type Column, Sub } from "~/components/table";
import { prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { COUNTED, placeFrom } from "~/paging";
import { COURSE_STATES } from "~/study/course";
import { coursePage } from "~/study/courses.server";
import { coursesText } from "~/text/courses";
import { listsText } from "~/text/lists";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(coursesText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "course:read");
  const search = new URL(request.url).searchParams;
  const units = await unitsUnder(prisma, pathsFor(actor, "course:read"), chinaDateOf(new Date()));
  const state = COURSE_STATES.find((known) => known === search.get("state"));
  const names = new Map(units.map(({ unitId, shortName }) => [unitId, shortName]));
  const page = await coursePage(prisma, { unitIds: [...names.keys()], state }, placeFrom(search));
  return {
    ...page,
    rows: page.rows.map((row) => ({ ...row, unitName: names.get(row.unitId) ?? "" })),
    state: state ?? null,
    mayWrite: can(actor, "course:write"),
  };
}

type Row = Awaited<ReturnType<typeof loader>>["rows"][number];

export default function Courses() {
  const { rows, total, hasPrevious, hasNext, state, mayWrite } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const t = useText(coursesText);
  const lists = useText(listsText);
  const columns = useColumns();
  const summary = t.count(total === null ? lists.moreThan(COUNTED) : String(total));
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          mayWrite && (
            <LinkButton kind="primary" href="/courses/new">
              {t.new}
            </LinkButton>
          )
        }
      />
      <ListQuery
        submit={t.filter}
        narrowings={[
          {
            name: "state",
            label: t.state,
            empty: t.anyState,
            choices: COURSE_STATES.map((value) => ({ value, text: t.states[value] })),
            value: state,
          },
        ]}
      />
      <Chips
        items={chipsOf(search, [{ filter: "state", name: t.state, value: state ? t.states[state] : "" }])}
      />
      {rows.length > 0 && <ListBar>{summary}</ListBar>}
      <KeysetList
        label={t.title}
        columns={columns}
        rows={rows}
        keyOf={({ courseId }) => courseId}
        hasPrevious={hasPrevious}
        hasNext={hasNext}
        summary={summary}
        empty={{ title: t.empty, body: t.emptyBody }}
      />
    </>
  );
}

function useColumns(): Column<Row>[] {
  const t = useText(coursesText);
  const { categories } = useText(studyText);
  return [
    {
      key: "course",
      head: t.course,
      heads: true,
      cell: ({ courseId, title, category }) => (
        <>
          <a href={`/courses/${courseId}`}>{title}</a>
          <Sub>{categories[category]}</Sub>
        </>
      ),
    },
    { key: "unit", head: t.unit, cell: ({ unitName }) => unitName },
    {
      key: "state",
      head: t.state,
      cell: ({ state, number }) => (
        <>
          <Status tone={COURSE_TONES[state]}>{t.states[state]}</Status>
          <Sub>{t.version(number)}</Sub>
        </>
      ),
    },
    {
      key: "lessons",
      head: t.lessonCount,
      align: "right",
      cell: ({ lessons }) => <span className="num">{lessons}</span>,
    },
    {
      key: "learners",
      head: t.learners,
      align: "right",
      cell: ({ learners }) => <span className="num">{learners}</span>,
    },
  ];
}
