import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { can } from "~/access/permissions";
import { Chips } from "~/components/chips";
import { Empty } from "~/components/empty";
import { ExportLinks } from "~/components/export-links";
import { ListBar } from "~/components/list-bar";
import { chipsOf, ListQuery } from "~/components/list-query";
import { PageHead } from "~/components/page-head";
import { KeysetPager } from "~/components/pager";
import { ReportNotes, ReportStanding } from "~/components/report-standing";
import { type Column, Sub, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { REPORT_GROUPS } from "~/exams/exam-report";
import { requireOpenReport } from "~/exams/report-page.server";
import { type ReportPerson, reportPeople } from "~/exams/report-people.server";
import { VIOLATION_CODES } from "~/exams/violation";
import { placeFrom } from "~/paging";
import { examReportsText } from "~/text/exam-reports";
import { examsText } from "~/text/exams";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { violationsText } from "~/text/violations";

export const meta = titled(examReportsText, (t, page: { exam: { title: string } } | undefined) =>
  page ? t.peopleTitleOf(page.exam.title, t.peopleTitle) : t.peopleTitle,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const report = await requireOpenReport(request, params, new Date());
  const { actor, exam, chosen, units, filter, on } = report;
  const { group, code } = filter;
  return {
    exam: { id: exam.id, title: exam.title },
    chosen: { group, code, unit: chosen?.unitId ?? "", unitName: chosen?.shortName ?? "" },
    units: units.map(({ unitId, shortName }) => ({ value: unitId, text: shortName })),
    ...(await reportPeople(prisma, filter, placeFrom(new URL(request.url).searchParams), on)),
    mayOpen: can(actor, "person:read"),
  };
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function ReportPeople() {
  const page = useLoaderData<typeof loader>();
  const { exam, chosen, people, total, hasPrevious, hasNext } = page;
  const t = useText(examReportsText);
  const exams = useText(examsText);
  const [search] = useSearchParams();
  const title = chosen.group ? t.groups[chosen.group] : t.peopleTitle;
  const report = `/exams/${exam.id}/report`;
  return (
    <>
      <PageHead
        title={title}
        lede={exam.title}
        crumbs={[
          { text: exams.title, href: "/exams" },
          { text: exam.title, href: `/exams/${exam.id}` },
          { text: t.title, href: report },
          { text: title },
        ]}
      />
      <Filters page={page} />
      <ListBar>
        <b>{t.found(total ?? people.length)}</b>
        <ExportLinks href={`${report}/export`} query={search.toString()} />
      </ListBar>
      {people.length === 0 ? (
        <Empty title={t.none}>{t.noneHint}</Empty>
      ) : (
        <>
          <People page={page} label={title} />
          <KeysetPager
            summary={t.found(total ?? people.length)}
            search={search}
            before={hasPrevious && people[0]!.personId}
            after={hasNext && people.at(-1)!.personId}
          />
        </>
      )}
    </>
  );
}

/** What the people are filtered by, and the filters in force. */
function Filters({ page: { chosen, units } }: { page: Page }) {
  const t = useText(examReportsText);
  const { codes } = useText(violationsText);
  const [search] = useSearchParams();
  const chips = chipsOf(search, [
    { filter: "group", name: t.standing, value: chosen.group ? t.groups[chosen.group] : "" },
    { filter: "code", name: t.code, value: chosen.code ? codes[chosen.code] : "" },
    { filter: "unit", name: t.unit, value: chosen.unitName },
  ]);
  return (
    <>
      <ListQuery
        submit={t.query}
        narrowings={[
          {
            ...{ name: "group", label: t.standing, empty: t.anyone, value: chosen.group },
            choices: REPORT_GROUPS.map((value) => ({ value, text: t.groups[value] })),
          },
          {
            ...{ name: "code", label: t.code, empty: t.anyCode, value: chosen.code },
            choices: VIOLATION_CODES.map((value) => ({ value, text: codes[value] })),
          },
          { name: "unit", label: t.unit, empty: t.wholeScope, choices: units, value: chosen.unit },
        ]}
      />
      <Chips items={chips} clearAllHref="?" />
    </>
  );
}

function People({ page: { people, mayOpen }, label }: { page: Page; label: string }) {
  const t = useText(examReportsText);
  const columns: Column<ReportPerson>[] = [
    {
      key: "name",
      head: t.name,
      heads: true,
      cell: ({ personId, name, unit }) => (
        <>
          {mayOpen ? <a href={`/people/${personId}`}>{name}</a> : name}
          <Sub>{unit}</Sub>
        </>
      ),
    },
    { key: "standing", head: t.standing, cell: (person) => <ReportStanding person={person} /> },
    {
      key: "mark",
      head: t.mark,
      className: "num",
      cell: ({ mark, fullMark }) => mark !== null && fullMark !== null && t.markOf(mark, fullMark),
    },
    { key: "note", head: t.note, cell: (person) => <ReportNotes person={person} /> },
  ];
  return <Table label={label} columns={columns} rows={people} keyOf={({ personId }) => personId} />;
}
