import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { AnomalyTable } from "~/components/anomaly-table";
import { Chips } from "~/components/chips";
import { Empty } from "~/components/empty";
import { ListBar } from "~/components/list-bar";
import { chipsOf, ListQuery } from "~/components/list-query";
import { PageHead } from "~/components/page-head";
import { KeysetPager } from "~/components/pager";
import { prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { COUNTED, placeFrom } from "~/paging";
import { anomalyPage, coursesWithLearners } from "~/study/learning-list.server";
import { ANOMALIES } from "~/study/online";
import { coursesText } from "~/text/courses";
import { listsText } from "~/text/lists";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(coursesText, (t) => t.learning.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "learning:read");
  const search = new URL(request.url).searchParams;
  const today = chinaDateOf(new Date());
  const units = await unitsUnder(prisma, pathsFor(actor, "learning:read"), today);
  const names = new Map(units.map(({ unitId, shortName }) => [unitId, shortName]));
  const courses = await coursesWithLearners(prisma);
  const unitId = units.find((unit) => unit.unitId === search.get("unit"))?.unitId;
  const courseId = courses.find((course) => course.courseId === search.get("course"))?.courseId;
  const kind = ANOMALIES.find((known) => known === search.get("kind"));
  const path = units.find((unit) => unit.unitId === unitId)?.path ?? "";
  const unitIds = units.filter((unit) => unit.path.startsWith(path)).map((unit) => unit.unitId);
  const page = await anomalyPage(prisma, { unitIds, kind, courseId }, placeFrom(search), today);
  return {
    ...page,
    rows: page.rows.map((row) => ({ ...row, unitName: names.get(row.unitId) ?? "" })),
    units: units.map((unit) => ({ value: unit.unitId, text: unit.shortName })),
    courses: courses.map((course) => ({ value: course.courseId, text: course.title })),
    chosen: { unit: unitId ?? "", course: courseId ?? "", kind: kind ?? "" },
  };
}

export default function Learning() {
  const { rows, total, hasPrevious, hasNext, units, courses, chosen } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const words = useText(coursesText);
  const t = words.learning;
  const lists = useText(listsText);
  const kinds = ANOMALIES.map((value) => ({ value: value as string, text: t.kinds[value] }));
  const narrowings = [
    { name: "kind", label: t.anomaly, empty: t.anyKind, choices: kinds, value: chosen.kind },
    { name: "course", label: t.course, empty: t.anyCourse, choices: courses, value: chosen.course },
    { name: "unit", label: t.unit, empty: t.anyUnit, choices: units, value: chosen.unit },
  ];
  const summary = t.count(total === null ? lists.moreThan(COUNTED) : String(total));
  return (
    <>
      <PageHead title={t.title} lede={t.lede} />
      <ListQuery submit={words.filter} narrowings={narrowings} />
      <Chips
        clearAllHref="?"
        items={chipsOf(
          search,
          narrowings.map(({ name, label, choices, value }) => ({
            ...{ filter: name, name: label },
            value: choices.find((choice) => choice.value === value)?.text ?? "",
          })),
        )}
      />
      {rows.length === 0 ? (
        <Empty title={t.empty}>{t.emptyBody}</Empty>
      ) : (
        <>
          <ListBar>{summary}</ListBar>
          <AnomalyTable rows={rows} />
          <KeysetPager
            summary={summary}
            search={search}
            before={hasPrevious && rows[0]!.id}
            after={hasNext && rows.at(-1)!.id}
          />
        </>
      )}
    </>
  );
}
