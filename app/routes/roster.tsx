import { data, type HeadersFunction, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { publicRoster, type RosterRow } from "~/certification/roster.server";
import { Button, LinkButton } from "~/components/button";
import { CertificateStatusMark } from "~/components/certificate-status";
import { type Chip, Chips } from "~/components/chips";
import { Empty } from "~/components/empty";
import { filteredHref } from "~/components/filters";
import { PageHead } from "~/components/page-head";
import { Pager } from "~/components/pager";
import { PublicShell } from "~/components/public-shell";
import { SelectField } from "~/components/select-field";
import { type Column, Table } from "~/components/table";
import { TextField } from "~/components/text-field";
import { prisma } from "~/db.server";
import { common } from "~/text/common";
import { longDate, longInstant } from "~/text/dates";
import { fieldName } from "~/text/fields";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { verificationText } from "~/text/verification";

const PAGE = 20;

export const meta = titled(verificationText, (t) => t.roster.title);
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders;

export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  const search = new URL(request.url).searchParams;
  const all = await publicRoster(prisma, {}, now);
  const unitId = all.units.find((unit) => unit.unitId === search.get("unit"))?.unitId;
  const q = (search.get("q") ?? "").trim();
  const { rows } = unitId || q ? await publicRoster(prisma, { unitId, q }, now) : all;
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  const page = Math.min(pages, Math.max(1, Number(search.get("page")) || 1));
  return data(
    {
      rows: rows.slice((page - 1) * PAGE, page * PAGE),
      units: all.units,
      total: rows.length,
      everyone: all.rows.length,
      suspended: rows.filter(({ status }) => status === "suspended").length,
      chosen: { unitId: unitId ?? "", q },
      page,
      pages,
      at: now,
    },
    { headers: { "Cache-Control": "no-store" } },
  );
}

export default function Roster() {
  const { rows, units, total, everyone, suspended, chosen, page, pages, at } = useLoaderData<typeof loader>();
  const t = useText(verificationText).roster;
  const words = useText(common);
  const locale = useLocale();
  const [search] = useSearchParams();
  const columns = useColumns();
  const unitName = units.find((unit) => unit.unitId === chosen.unitId)?.name;
  const chips: Chip[] = [
    ...(unitName
      ? [{ name: t.filters.unit, value: unitName, clearHref: filteredHref(search, { unit: null }) }]
      : []),
    ...(chosen.q
      ? [{ name: t.filters.q, value: chosen.q, clearHref: filteredHref(search, { q: null }) }]
      : []),
  ];
  return (
    <PublicShell>
      <PageHead
        title={t.title}
        lede={
          <>
            {t.lede(units.length, everyone)} <span className="nb">{t.asOf(longInstant(at, locale))}</span>
          </>
        }
      />
      <form className="query roster-q">
        <TextField label={t.name} name="q" placeholder={t.nameHint} defaultValue={chosen.q} />
        <SelectField
          label={t.unit}
          name="unit"
          empty={t.anyUnit}
          choices={units.map(({ unitId, name }) => ({ value: unitId, text: name }))}
          defaultValue={chosen.unitId}
        />
        <Button kind="primary">{t.submit}</Button>
      </form>
      <div className="toolbar">
        <Chips items={chips}>
          <span className="quiet">{t.count(total, suspended)}</span>
        </Chips>
      </div>
      {rows.length === 0 ? (
        <Empty title={t.emptyTitle} acts={<LinkButton href="/roster">{t.clear}</LinkButton>}>
          {t.empty}
        </Empty>
      ) : (
        <>
          <Table
            label={t.table}
            className="roster"
            columns={columns}
            rows={rows}
            keyOf={(row) => row.token}
          />
          <Pager
            summary={words.pager.range((page - 1) * PAGE + 1, Math.min(page * PAGE, total), total)}
            page={page}
            pages={pages}
            hrefOf={(n) => filteredHref(search, { page: n })}
          />
        </>
      )}
      <p className="hint roster-note">{t.note}</p>
    </PublicShell>
  );
}

function useColumns(): Column<RosterRow>[] {
  const t = useText(verificationText).roster.columns;
  const locale = useLocale();
  return [
    {
      key: "name",
      head: t.name,
      heads: true,
      cell: (row) => <a href={`/v/${row.token}`}>{row.holderName}</a>,
    },
    { key: "unit", head: t.unit, cell: (row) => row.unitName },
    { key: "number", head: t.number, className: "num", cell: (row) => row.number },
    { key: "field", head: t.field, cell: (row) => fieldName(locale, row.field) },
    { key: "validTo", head: t.validTo, className: "num", cell: (row) => longDate(row.validToOn, locale) },
    { key: "status", head: t.status, cell: (row) => <CertificateStatusMark state={row.status} /> },
  ];
}
