import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { personFrozen } from "~/casework/study-frozen.server";
import { requireSigned } from "~/casework/study-year-page.server";
import { PageHead } from "~/components/page-head";
import { RecordStatusMark } from "~/components/record-status";
import { Section } from "~/components/section";
import { type Column, Sub, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { recordsOfYear } from "~/study/records.server";
import { minutesOfYear, type PersonFigures } from "~/study/year-figures";
import { dateOfInstant, longDate } from "~/text/dates";
import { studyText } from "~/text/study";
import { studyYearsText } from "~/text/study-years";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyYearsText, (t, data: { name: string; year: number } | undefined) =>
  data ? t.personTitle(data.name, data.year) : t.peopleTitle,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, freeze, unit, units } = await requireSigned(request, params, new Date());
  const { personId } = params;
  const found = isUuid(personId) ? await personFrozen(prisma, freeze.freezeId, personId) : null;
  const visible = new Map(units.map(({ latest }) => [latest.unitId, latest.name]));
  if (!found || !visible.has(found.latest.unitId)) throw new Response(null, { status: 404 });
  const records = await recordsOfYear(prisma, [found.latest.personId], freeze.year);
  return {
    ...{ freezeId: freeze.freezeId, year: freeze.year, district: unit.shortName },
    ...found,
    name: found.latest.name,
    unitNames: Object.fromEntries(visible),
    // Entries of another district are its own people's to read.
    records: records
      .filter(({ unitId }) => visible.has(unitId))
      .map(({ id, title, mode, startAt, minutes, status, unitId, reversesId }) => ({
        ...{ id, title, mode, startAt, minutes, status, unitId, reversesId },
      })),
    mayOpen: can(actor, "study:read"),
  };
}

type Loaded = Awaited<ReturnType<typeof loader>>;
type Line = { key: string; label: string; of: (figures: PersonFigures) => string };

export default function YearOfPerson() {
  const { freezeId, year, district, name, frozen, latest, records } = useLoaderData<typeof loader>();
  const t = useText(studyYearsText);
  const lines = useLines();
  const entries = useEntryColumns();
  const columns: Column<Line>[] = [
    { key: "figure", head: t.figure, heads: true, cell: ({ label }) => label },
    {
      key: "frozen",
      head: t.frozenFigures,
      cell: ({ of }) => (frozen ? of(frozen as PersonFigures) : t.notFrozen),
    },
    { key: "latest", head: t.amendedFigures, cell: ({ of }) => of(latest as PersonFigures) },
  ];
  const isAmended = JSON.stringify(frozen) !== JSON.stringify(latest);
  return (
    <>
      <PageHead
        title={t.personTitle(name, year)}
        lede={t.results[latest.result]}
        crumbs={[
          { text: t.freezeTitle(district, year), href: `/study-years/${freezeId}` },
          { text: t.peopleTitle, href: `/study-years/${freezeId}/people` },
          { text: name },
        ]}
      />
      <div className="stack-lg">
        <Table
          label={t.personTitle(name, year)}
          columns={isAmended ? columns : columns.slice(0, 2)}
          rows={lines}
          keyOf={({ key }) => key}
        />
        <Section title={t.entries}>
          {records.length === 0 ? (
            <p className="quiet">{t.none}</p>
          ) : (
            <Table label={t.entriesLabel} columns={entries} rows={records} keyOf={({ id }) => id} />
          )}
        </Section>
      </div>
    </>
  );
}

/** What is told of a person's year, a line each. */
function useLines(): Line[] {
  const { latest, frozen, unitNames } = useLoaderData<typeof loader>();
  const t = useText(studyYearsText);
  const { amounts, quotas: names } = useText(studyText);
  const locale = useLocale();
  const quotaIds = [...new Set([...(frozen?.quotas ?? []), ...latest.quotas].map(({ quotaId }) => quotaId))];
  const unitIds = Object.keys({ ...frozen?.minutes, ...latest.minutes });
  return [
    { key: "result", label: t.result, of: ({ result }) => t.results[result] },
    ...quotaIds.map(
      (id): Line => ({
        key: id,
        label: names[id] ?? id,
        of: ({ quotas }) => {
          const one = quotas.find(({ quotaId }) => quotaId === id);
          if (!one) return "—";
          const follows = [
            ...(one.makeUpUntilOn ? [t.makeUp(longDate(one.makeUpUntilOn, locale))] : []),
            ...one.consequences.map((code) => t.consequences[code] ?? code),
          ];
          return [`${one.credited} / ${amounts[one.unit](one.required)}`, ...follows].join("　");
        },
      }),
    ),
    { key: "minutes", label: t.minutes, of: (figures) => String(minutesOfYear(figures)) },
    ...(unitIds.length > 1
      ? unitIds.map(
          (id): Line => ({
            key: `minutes ${id}`,
            label: t.minutesAt(unitNames[id] ?? t.elsewhere),
            of: ({ minutes }) => String(minutes[id] ?? 0),
          }),
        )
      : []),
    { key: "attendances", label: t.attendances, of: ({ attendances }) => String(attendances) },
    {
      key: "exams",
      label: t.exams,
      of: ({ exams }) => (exams.required === 0 ? "—" : t.passedOf(exams.passed, exams.required)),
    },
    {
      key: "statement",
      label: t.statement,
      of: ({ statement }) => (statement === null ? "—" : t.statements[statement]),
    },
  ];
}

function useEntryColumns(): Column<Loaded["records"][number]>[] {
  const { mayOpen, unitNames } = useLoaderData<typeof loader>();
  const t = useText(studyYearsText);
  const words = useText(studyText);
  const locale = useLocale();
  return [
    {
      key: "title",
      head: t.session,
      heads: true,
      cell: (row) => (
        <>
          {mayOpen ? <a href={`/study-records/${row.id}`}>{row.title}</a> : row.title}
          <Sub>{`${words.modes[row.mode]}　${unitNames[row.unitId] ?? ""}`}</Sub>
        </>
      ),
    },
    { key: "when", head: t.when, cell: (row) => longDate(dateOfInstant(row.startAt), locale) },
    { key: "minutes", head: t.minutes, align: "right", cell: (row) => row.minutes },
    { key: "status", head: t.result, cell: (row) => <RecordStatusMark status={row.status} /> },
  ];
}
