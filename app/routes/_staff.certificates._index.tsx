import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { type CertificateRow, listCertificates } from "~/certification/register.server";
import { CERTIFICATE_STATUSES } from "~/certification/status";
import { Button, LinkButton } from "~/components/button";
import { CertificateStatusMark } from "~/components/certificate-status";
import { type Chip, Chips } from "~/components/chips";
import { Empty } from "~/components/empty";
import { filteredHref } from "~/components/filters";
import { PageHead } from "~/components/page-head";
import { Pager } from "~/components/pager";
import { SelectField } from "~/components/select-field";
import { type Column, Sub, Table } from "~/components/table";
import { TextField } from "~/components/text-field";
import { prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { certificationText } from "~/text/certification";
import { common } from "~/text/common";
import { longDate } from "~/text/dates";
import { fieldName } from "~/text/fields";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

const PAGE = 20;

export const meta = titled(certificationText, (t) => t.certificates.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "certificate:read");
  const now = new Date();
  const search = new URL(request.url).searchParams;
  const units = await unitsUnder(prisma, pathsFor(actor, "certificate:read"), chinaDateOf(now));
  const unit = units.find(({ unitId }) => unitId === search.get("unit"));
  const status = CERTIFICATE_STATUSES.find((known) => known === search.get("status"));
  const q = (search.get("q") ?? "").trim();
  const unitIds = (unit ? units.filter(({ path }) => path.startsWith(unit.path)) : units).map(
    ({ unitId }) => unitId,
  );
  const all = await listCertificates(prisma, { unitIds, status, q }, now);
  const pages = Math.max(1, Math.ceil(all.length / PAGE));
  const page = Math.min(pages, Math.max(1, Number(search.get("page")) || 1));
  return {
    rows: all.slice((page - 1) * PAGE, page * PAGE),
    total: all.length,
    units: units.map(({ unitId, shortName }) => ({ value: unitId, text: shortName })),
    chosen: { unit: unit?.unitId ?? "", unitName: unit?.shortName ?? "", status: status ?? null, q },
    page,
    pages,
  };
}

export default function Certificates() {
  const { rows, total, page, pages } = useLoaderData<typeof loader>();
  const t = useText(certificationText).certificates;
  const words = useText(common);
  const columns = useColumns();
  const [search] = useSearchParams();
  return (
    <>
      <PageHead title={t.title} lede={t.lede} />
      <Filters />
      {rows.length === 0 ? (
        <Empty title={t.emptyTitle} acts={<LinkButton href="/certificates">{t.clear}</LinkButton>}>
          {t.empty}
        </Empty>
      ) : (
        <>
          <Table label={t.table} columns={columns} rows={rows} keyOf={(row) => row.id} />
          <Pager
            summary={words.pager.range((page - 1) * PAGE + 1, Math.min(page * PAGE, total), total)}
            page={page}
            pages={pages}
            hrefOf={(n) => filteredHref(search, { page: n })}
          />
        </>
      )}
    </>
  );
}

function Filters() {
  const { units, chosen, total } = useLoaderData<typeof loader>();
  const all = useText(certificationText);
  const t = all.certificates;
  const [search] = useSearchParams();
  const clear = (name: string) => filteredHref(search, { [name]: null });
  const chips: Chip[] = [
    ...(chosen.status
      ? [{ name: t.filters.status, value: all.status[chosen.status], clearHref: clear("status") }]
      : []),
    ...(chosen.unit ? [{ name: t.filters.unit, value: chosen.unitName, clearHref: clear("unit") }] : []),
    ...(chosen.q ? [{ name: t.filters.q, value: chosen.q, clearHref: clear("q") }] : []),
  ];
  return (
    <>
      <form className="query">
        <TextField label={t.filters.q} name="q" defaultValue={chosen.q} />
        <SelectField
          label={t.filters.status}
          name="status"
          empty={t.filters.any}
          choices={CERTIFICATE_STATUSES.map((status) => ({ value: status, text: all.status[status] }))}
          defaultValue={chosen.status ?? ""}
        />
        <SelectField
          label={t.filters.unit}
          name="unit"
          empty={t.filters.any}
          choices={units}
          defaultValue={chosen.unit}
        />
        <Button>{t.filters.apply}</Button>
      </form>
      <div className="toolbar">
        <Chips items={chips} clearAllHref="/certificates">
          <span className="quiet">{t.total(total)}</span>
        </Chips>
      </div>
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
