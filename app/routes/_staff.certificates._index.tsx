import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { pathsFor } from "~/access/permissions";
import { viewQuery, viewsOf } from "~/access/saved-views.server";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { certificatePage } from "~/certification/certificate-list.server";
import type { CertificateRow } from "~/certification/register.server";
import { CERTIFICATE_STATUSES } from "~/certification/status";
import { LinkButton } from "~/components/button";
import { CertificateStatusMark } from "~/components/certificate-status";
import { Chips } from "~/components/chips";
import { Empty } from "~/components/empty";
import { ExportLinks } from "~/components/export-links";
import { ListBar } from "~/components/list-bar";
import { chipsOf, ListQuery } from "~/components/list-query";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { KeysetPager } from "~/components/pager";
import { SavedViews } from "~/components/saved-views";
import { type Column, Sub, Table } from "~/components/table";
import { TextField } from "~/components/text-field";
import { prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { COUNTED, placeFrom } from "~/paging";
import { scopeOf } from "~/personnel/people.server";
import { WITHIN_DAYS } from "~/personnel/people-filters";
import { certificationText } from "~/text/certification";
import { longDate } from "~/text/dates";
import { fieldChoices, fieldCodes, fieldName } from "~/text/fields";
import { listsText } from "~/text/lists";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(certificationText, (t) => t.certificates.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "certificate:read");
  const now = new Date();
  const today = chinaDateOf(now);
  const search = new URL(request.url).searchParams;
  const paths = pathsFor(actor, "certificate:read");
  const units = await unitsUnder(prisma, paths, today);
  const unit = units.find(({ unitId }) => unitId === search.get("unit"));
  const status = CERTIFICATE_STATUSES.find((known) => known === search.get("status"));
  const field = fieldCodes.find((known) => known === search.get("field"));
  const within = WITHIN_DAYS.find((days) => String(days) === search.get("within"));
  const q = (search.get("q") ?? "").trim().slice(0, 60);
  const scope = await scopeOf(prisma, paths, today, units);
  const under = unit && units.filter(({ path }) => path.startsWith(unit.path)).map(({ unitId }) => unitId);
  const unitIds = under ?? (scope.whole ? null : scope.unitIds);
  const filters = { unitIds, status, field, within, q };
  return {
    ...(await certificatePage(prisma, filters, placeFrom(search), now)),
    units: units.map(({ unitId, shortName }) => ({ value: unitId, text: shortName })),
    chosen: {
      unit: unit?.unitId ?? "",
      unitName: unit?.shortName ?? "",
      status: status ?? null,
      field: field ?? null,
      within: within ?? null,
      q,
    },
    views: await viewsOf(prisma, actor.accountId, "certificates"),
    query: viewQuery(search.toString()),
  };
}

export default function Certificates() {
  const { rows, total, hasPrevious, hasNext, views, query } = useLoaderData<typeof loader>();
  const t = useText(certificationText).certificates;
  const lists = useText(listsText);
  const columns = useColumns();
  const [search] = useSearchParams();
  const count = total === null ? lists.moreThan(COUNTED) : t.total(total);
  return (
    <>
      <PageHead title={t.title} lede={t.lede} />
      {search.get("cards") === "none" && <Notice tone="warn" live title={t.noCards} />}
      <Filters />
      <SavedViews list="certificates" views={views} query={query} />
      <ListBar>
        <b>{count}</b>
        <ExportLinks href="/certificates/export" query={query} />
        <a className="act-link" href={`/certificates/card-sheet?${query}`}>
          {t.cardSheet}
        </a>
      </ListBar>
      {rows.length === 0 ? (
        <Empty title={t.emptyTitle} acts={<LinkButton href="/certificates">{t.clear}</LinkButton>}>
          {t.empty}
        </Empty>
      ) : (
        <>
          <Table label={t.table} columns={columns} rows={rows} keyOf={(row) => row.id} />
          <KeysetPager
            summary={count}
            search={search}
            before={hasPrevious && rows[0]!.id}
            after={hasNext && rows.at(-1)!.id}
          />
        </>
      )}
    </>
  );
}

function Filters() {
  const { units, chosen } = useLoaderData<typeof loader>();
  const all = useText(certificationText);
  const t = all.certificates;
  const lists = useText(listsText);
  const locale = useLocale();
  const [search] = useSearchParams();
  const { status, field, within } = chosen;
  const chips = chipsOf(search, [
    { filter: "status", name: t.filters.status, value: status ? all.status[status] : "" },
    { filter: "field", name: lists.field, value: field ? fieldName(locale, field) : "" },
    { filter: "within", name: lists.within, value: within ? lists.days(within) : "" },
    { filter: "unit", name: t.filters.unit, value: chosen.unit ? chosen.unitName : "" },
    { filter: "q", name: t.filters.q, value: chosen.q },
  ]);
  return (
    <>
      <ListQuery
        submit={t.filters.apply}
        isOpen={chips.length > (chosen.q ? 1 : 0)}
        folded={[
          {
            ...{ name: "status", label: t.filters.status, empty: t.filters.any, value: status },
            choices: CERTIFICATE_STATUSES.map((value) => ({ value, text: all.status[value] })),
          },
          { name: "unit", label: t.filters.unit, empty: t.filters.any, choices: units, value: chosen.unit },
          {
            ...{ name: "field", label: lists.field, empty: lists.anyField, value: field },
            choices: fieldChoices(locale),
          },
          {
            ...{ name: "within", label: lists.within, empty: lists.anyTime, value: within },
            choices: WITHIN_DAYS.map((days) => ({ value: String(days), text: lists.days(days) })),
          },
        ]}
      >
        <TextField
          label={lists.nameOrNumber}
          name="q"
          defaultValue={chosen.q}
          small
          fieldClass="w2"
          maxLength={60}
        />
      </ListQuery>
      <Chips items={chips} clearAllHref="/certificates" />
    </>
  );
}

function useColumns(): Column<CertificateRow>[] {
  const t = useText(certificationText).certificates;
  const locale = useLocale();
  return [
    {
      key: "holder",
      head: t.columns.holder,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/certificates/${row.id}`}>{row.holderName}</a>
          <Sub>{row.unitName}</Sub>
        </>
      ),
    },
    { key: "number", head: t.columns.number, className: "num", cell: (row) => row.number },
    { key: "field", head: t.columns.field, cell: (row) => fieldName(locale, row.field) },
    { key: "valid", head: t.columns.valid, className: "num", cell: (row) => longDate(row.validToOn, locale) },
    { key: "status", head: t.columns.status, cell: (row) => <CertificateStatusMark state={row.status} /> },
    {
      key: "acts",
      head: t.columns.acts,
      acts: true,
      cell: (row) => <a href={`/certificates/${row.id}`}>{t.open}</a>,
    },
  ];
}
