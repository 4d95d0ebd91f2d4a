import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { chinaDateOf, yearOf } from "~/calendar";
import { coveragePage, listCoverage } from "~/casework/must-know-coverage.server";
import { ActForm } from "~/components/act-form";
import { KeysetList } from "~/components/keyset-list";
import { useAudience } from "~/components/must-know-audience";
import { MUST_KNOW_TONES } from "~/components/must-know-tones";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { Status } from "~/components/status";
import { type Column, Sub, Table } from "~/components/table";
import { Tabs } from "~/components/tabs";
import { prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { COUNTED, placeFrom } from "~/paging";
import { requireList } from "~/study/must-know-page.server";
import { common } from "~/text/common";
import { longDate, shortInstant } from "~/text/dates";
import { listsText } from "~/text/lists";
import { mustKnowText } from "~/text/must-know";
import { personnelText } from "~/text/personnel";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(
  mustKnowText,
  (t, data: { list: { title: string } } | undefined) => data?.list.title ?? t.title,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, list, unit } = await requireList(request, params, "must-know:read");
  const today = chinaDateOf(new Date());
  const search = new URL(request.url).searchParams;
  const years = [yearOf(today), yearOf(today) - 1];
  const year = years.find((known) => String(known) === search.get("year")) ?? yearOf(today);
  const asked = { listId: list.listId, year, on: today };
  const units = await unitsUnder(prisma, pathsFor(actor, "must-know:read"), today);
  const names = new Map(units.map(({ unitId, shortName }) => [unitId, shortName]));
  const { people, laws, units: byUnit } = await listCoverage(prisma, asked);
  const page = await coveragePage(prisma, { ...asked, unitIds: [...names.keys()] }, placeFrom(search));
  const done = new Map(laws.map((one) => [one.lawVersionId, one]));
  const mayWrite = can(actor, "must-know:write", { path: unit.path });
  return {
    ...{ list, unitName: unit.name, year, years, people, page },
    laws: list.laws.map((law) => ({
      ...law,
      covered: done.get(law.lawVersionId)?.covered ?? 0,
      examined: done.get(law.lawVersionId)?.examined ?? 0,
    })),
    units: byUnit
      .filter(({ unitId }) => names.has(unitId))
      .map((one) => ({ ...one, name: names.get(one.unitId) ?? "" })),
    rows: page.rows.map((row) => ({ ...row, unitName: names.get(row.unitId) ?? "" })),
    may: {
      approve: mayWrite && list.state === "proposed" && list.proposedById !== actor.accountId,
      withdraw: mayWrite && list.state !== "withdrawn",
    },
    done: search.get("done") ?? "",
  };
}

type Loaded = Awaited<ReturnType<typeof loader>>;

export default function MustKnowList() {
  const { list, unitName, year, years, may, done, laws, units, rows, page } = useLoaderData<typeof loader>();
  const t = useText(mustKnowText);
  const lists = useText(listsText);
  const columns = useColumns();
  const audience = useAudience();
  const at = `/must-know/${list.listId}`;
  return (
    <>
      <PageHead
        title={list.title}
        status={
          <Status tone={MUST_KNOW_TONES[list.state]} fill>
            {t.states[list.state]}
          </Status>
        }
        lede={[
          unitName,
          audience(list),
          t.proposedBy(list.proposedBy, shortInstant(list.proposedAt)),
          ...(list.approvedAt ? [t.approvedBy(list.approvedBy ?? "", shortInstant(list.approvedAt))] : []),
          ...(list.document ? [list.document] : []),
        ].join("　")}
        crumbs={[{ text: t.title, href: "/must-know" }, { text: list.title }]}
        acts={
          <>
            {may.withdraw && (
              <ActForm action={`${at}/withdrawal`} kind="stop">
                {t.withdraw}
              </ActForm>
            )}
            {may.approve && (
              <ActForm action={`${at}/approval`} kind="primary">
                {t.approve}
              </ActForm>
            )}
          </>
        }
      />
      {t.done[done] && <Notice tone="ok" live title={t.done[done]} />}
      <Tabs
        label={t.year}
        items={years.map((known) => ({
          href: `${at}?year=${known}`,
          text: String(known),
          current: known === year,
        }))}
      />
      <div className="stack-lg">
        <Section title={t.laws} meta={t.lawsN(laws.length)}>
          <Table label={t.lawsLabel} columns={columns.laws} rows={laws} keyOf={(law) => law.lawVersionId} />
        </Section>
        {units.length > 1 && (
          <Section title={t.byUnit}>
            <Table label={t.unitsLabel} columns={columns.units} rows={units} keyOf={({ unitId }) => unitId} />
          </Section>
        )}
        <Section title={t.people}>
          <KeysetList
            label={t.peopleLabel}
            columns={columns.people}
            rows={rows}
            keyOf={({ personId }) => personId}
            hasPrevious={page.hasPrevious}
            hasNext={page.hasNext}
            summary={page.total === null ? lists.moreThan(COUNTED) : t.total(page.total)}
            empty={{ title: t.nobody, body: t.nobodyBody }}
          />
        </Section>
      </div>
    </>
  );
}

function useColumns() {
  const { list, people } = useLoaderData<typeof loader>();
  const { list: join } = useText(common);
  const t = useText(mustKnowText);
  const locale = useLocale();
  const { categories } = useText(personnelText);
  /** By which of its words the list concerns them. */
  const reasonOf = ({ postTitle }: Loaded["rows"][number]) => {
    if (postTitle !== null) return t.byPost(postTitle);
    if (list.post !== null) return t.byTitle(list.post);
    return list.group ? t.byGroup(categories[list.group]) : t.everybody;
  };
  const laws: Column<Loaded["laws"][number]>[] = [
    {
      key: "law",
      head: t.laws,
      heads: true,
      cell: (law) => (
        <>
          {law.law}
          <Sub>{t.version(longDate(law.version, locale))}</Sub>
        </>
      ),
    },
    { key: "covered", head: t.covered, align: "right", cell: (law) => t.coveredOf(law.covered, people) },
    { key: "examined", head: t.examined, align: "right", cell: (law) => law.examined },
  ];
  const units: Column<Loaded["units"][number]>[] = [
    { key: "unit", head: t.unit, heads: true, cell: ({ name }) => name },
    {
      key: "complete",
      head: t.complete,
      align: "right",
      cell: (one) => t.coveredOf(one.complete, one.people),
    },
  ];
  const everybody: Column<Loaded["rows"][number]>[] = [
    {
      key: "person",
      head: t.people,
      heads: true,
      cell: (row) => (
        <>
          {row.name}
          <Sub>{row.unitName}</Sub>
          <Sub>{t.matched(reasonOf(row))}</Sub>
        </>
      ),
    },
    { key: "done", head: t.covered, cell: ({ covered }) => t.doneOf(covered, list.laws.length) },
    {
      key: "missing",
      head: t.missing,
      cell: ({ missing }) => (missing.length === 0 ? "—" : join(missing)),
    },
  ];
  return { laws, units, people: everybody };
}
