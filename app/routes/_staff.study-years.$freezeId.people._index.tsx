import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { frozenPage } from "~/casework/study-frozen.server";
import { requireSigned } from "~/casework/study-year-page.server";
import { KeysetList } from "~/components/keyset-list";
import { ListBar } from "~/components/list-bar";
import { ListQuery } from "~/components/list-query";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Status } from "~/components/status";
import { type Column, Sub } from "~/components/table";
import { prisma } from "~/db.server";
import { COUNTED, placeFrom } from "~/paging";
import { YEAR_RESULTS, type YearResult } from "~/study/year-figures";
import { listsText } from "~/text/lists";
import { studyText } from "~/text/study";
import { studyYearsText } from "~/text/study-years";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyYearsText, (t) => t.peopleTitle);

const GROUPS = ["leaders", "staff"] as const;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { freeze, unit, units, chosen, unitIds } = await requireSigned(request, params, new Date());
  const search = new URL(request.url).searchParams;
  const result = YEAR_RESULTS.find((one) => one === search.get("result"));
  const group = GROUPS.find((one) => one === search.get("group"));
  const { freezeId, year } = freeze;
  const names = new Map(units.map(({ latest }) => [latest.unitId, latest.name]));
  const page = await frozenPage(prisma, { freezeId, unitIds, result, group }, placeFrom(search));
  return {
    ...page,
    ...{ freezeId, year, district: unit.shortName },
    rows: page.rows.map((row) => ({ ...row, unitName: names.get(row.unitId) ?? "" })),
    units: units.map(({ latest }) => ({ value: latest.unitId, text: latest.name })),
    chosen: { unit: chosen?.unitId ?? "", result: result ?? "", group: group ?? "" },
  };
}

type Row = Awaited<ReturnType<typeof loader>>["rows"][number];
const tones: Record<YearResult, "ok" | "warn" | "off"> = { met: "ok", unmet: "warn", none: "off" };

export default function YearPeople() {
  const { freezeId, year, district, rows, units, chosen, total, hasPrevious, hasNext } =
    useLoaderData<typeof loader>();
  const t = useText(studyYearsText);
  const lists = useText(listsText);
  const columns = useColumns();
  const count = total === null ? lists.moreThan(COUNTED) : t.total(total);
  return (
    <>
      <PageHead
        title={t.peopleTitle}
        crumbs={[
          { text: t.title, href: `/study-years?year=${year}` },
          { text: t.freezeTitle(district, year), href: `/study-years/${freezeId}` },
          { text: t.peopleTitle },
        ]}
      />
      <ListQuery
        submit={t.query}
        narrowings={[
          { name: "unit", label: t.unit, empty: t.district, choices: units, value: chosen.unit },
          {
            ...{ name: "result", label: t.result, empty: t.anyResult, value: chosen.result },
            choices: YEAR_RESULTS.map((value) => ({ value, text: t.results[value] })),
          },
          {
            ...{ name: "group", label: t.group, empty: t.anyGroup, value: chosen.group },
            choices: GROUPS.map((value) => ({ value, text: t.groups[value] })),
          },
        ]}
      />
      <ListBar>
        <b>{count}</b>
      </ListBar>
      <KeysetList
        label={t.peopleLabel}
        columns={columns}
        rows={rows}
        keyOf={(row) => row.personId}
        hasPrevious={hasPrevious}
        hasNext={hasNext}
        summary={count}
        empty={{ title: t.nobody, body: t.nobodyBody }}
      />
    </>
  );
}

function useColumns(): Column<Row>[] {
  const { freezeId } = useLoaderData<typeof loader>();
  const t = useText(studyYearsText);
  const { amounts, quotas: names } = useText(studyText);
  const locale = useLocale();
  return [
    {
      key: "person",
      head: t.person,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/study-years/${freezeId}/people/${row.personId}`}>{row.name}</a>
          <Sub>{[row.unitName, ...(row.movedOut ? [t.movedOut] : [])].join("　")}</Sub>
        </>
      ),
    },
    {
      key: "result",
      head: t.result,
      cell: (row) => (
        <>
          <Status tone={tones[row.result]}>{t.results[row.result]}</Status>
          {row.relieved && <Sub>{t.relieved}</Sub>}
        </>
      ),
    },
    {
      key: "credited",
      head: t.credited,
      cell: (row) =>
        row.quotas.map(({ quotaId, unit, credited, required }) => (
          <p key={quotaId}>
            <span className="num">{`${credited} / ${amounts[unit](required)}`}</span>
            <Sub>{names[quotaId] ?? quotaId}</Sub>
          </p>
        )),
    },
    {
      key: "why",
      head: t.why,
      cell: (row) => {
        const reasons = row.quotas.flatMap((one) => reasonsFrom(locale, one.reasons));
        return reasons.length === 0
          ? "—"
          : reasons.map(({ rule }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: neither reordered nor kept
              <p key={index}>{rule}</p>
            ));
      },
    },
    {
      key: "exams",
      head: t.exams,
      cell: ({ exams }) => (exams.required === 0 ? "—" : t.passedOf(exams.passed, exams.required)),
    },
    {
      key: "statement",
      head: t.statement,
      cell: ({ statement }) => (statement === null ? "—" : t.statements[statement]),
    },
  ];
}
