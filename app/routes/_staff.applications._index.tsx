import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { APPLICATION_STATES } from "~/certification/application";
import { type ApplicationRow, listApplications } from "~/certification/application-list.server";
import { ApplicationStatusMark } from "~/components/application-status";
import { Button, LinkButton } from "~/components/button";
import { type Chip, Chips } from "~/components/chips";
import { Empty } from "~/components/empty";
import { filteredHref } from "~/components/filters";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { SelectField } from "~/components/select-field";
import { type Column, Sub, Table } from "~/components/table";
import { Tag } from "~/components/tag";
import { prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { certificationText } from "~/text/certification";
import { dateOfInstant, longDate } from "~/text/dates";
import { fieldName } from "~/text/fields";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(certificationText, (t) => t.applications.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "application:read");
  const now = new Date();
  const search = new URL(request.url).searchParams;
  const units = await unitsUnder(prisma, pathsFor(actor, "application:read"), chinaDateOf(now));
  const unit = units.find(({ unitId }) => unitId === search.get("unit"));
  const state = APPLICATION_STATES.find((known) => known === search.get("state"));
  const rows = await listApplications(prisma, { units, actor, state, unitId: unit?.unitId }, now);
  const onlyMine = search.get("mine") === "1";
  return {
    rows: onlyMine ? rows.filter(({ mine }) => mine) : rows,
    units: units.map(({ unitId, shortName }) => ({ value: unitId, text: shortName })),
    chosen: { unit: unit?.unitId ?? "", unitName: unit?.shortName ?? "", state: state ?? null, onlyMine },
    maySubmit: can(actor, "application:submit"),
    mayIssue: can(actor, "certificate:issue"),
    submitted: search.get("done") === "submitted" ? Number(search.get("n")) || 1 : 0,
  };
}

export default function Applications() {
  const { rows, units, chosen, maySubmit, mayIssue, submitted } = useLoaderData<typeof loader>();
  const all = useText(certificationText);
  const t = all.applications;
  const columns = useColumns();
  const [search] = useSearchParams();
  const clear = (name: string) => filteredHref(search, { [name]: null, done: null, n: null });
  const chips: Chip[] = [
    ...(chosen.state
      ? [{ name: t.filters.state, value: all.states[chosen.state], clearHref: clear("state") }]
      : []),
    ...(chosen.unit ? [{ name: t.filters.unit, value: chosen.unitName, clearHref: clear("unit") }] : []),
    ...(chosen.onlyMine ? [{ name: t.columns.turn, value: t.mine, clearHref: clear("mine") }] : []),
  ];
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          <>
            {mayIssue && (
              <LinkButton kind={maySubmit ? "plain" : "primary"} href="/issuances">
                {all.issuances.title}
              </LinkButton>
            )}
            {maySubmit && (
              <LinkButton kind="primary" href="/applications/new">
                {t.new}
              </LinkButton>
            )}
          </>
        }
      />
      {submitted > 0 && <Notice tone="ok" live title={t.done.submitted(submitted)} />}
      <form className="query">
        <SelectField
          label={t.filters.state}
          name="state"
          empty={t.filters.any}
          choices={APPLICATION_STATES.map((state) => ({ value: state, text: all.states[state] }))}
          defaultValue={chosen.state ?? ""}
        />
        <SelectField
          label={t.filters.unit}
          name="unit"
          empty={t.filters.any}
          choices={units}
          defaultValue={chosen.unit}
        />
        <div className="acts">
          <Button>{t.filters.apply}</Button>
          <LinkButton href="/applications?mine=1">{t.mine}</LinkButton>
        </div>
      </form>
      <div className="toolbar">
        <Chips items={chips} clearAllHref="/applications">
          <span className="quiet">{t.total(rows.length)}</span>
        </Chips>
      </div>
      {rows.length === 0 ? (
        <Empty title={t.emptyTitle} acts={<LinkButton href="/applications">{t.clear}</LinkButton>}>
          {t.empty}
        </Empty>
      ) : (
        <Table
          label={t.table}
          columns={columns}
          rows={rows}
          keyOf={(row) => row.id}
          isMarked={(row) => row.mine}
        />
      )}
    </>
  );
}

function useColumns(): Column<ApplicationRow>[] {
  const all = useText(certificationText);
  const t = all.applications;
  const locale = useLocale();
  return [
    {
      key: "person",
      head: t.columns.person,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/applications/${row.id}`}>{row.name}</a>
          <Sub>{row.unitName}</Sub>
        </>
      ),
    },
    {
      key: "kind",
      head: t.columns.kind,
      cell: (row) => (
        <>
          {all.kinds[row.kind]}
          <Sub>{fieldName(locale, row.field)}</Sub>
        </>
      ),
    },
    { key: "state", head: t.columns.state, cell: (row) => <ApplicationStatusMark state={row.state} /> },
    {
      key: "turn",
      head: t.columns.turn,
      cell: (row) => (
        <>
          {row.turn ? all.reviewers[row.turn.role] : row.state === "returned" ? all.theUnit : ""}{" "}
          {row.mine && <Tag>{t.mine}</Tag>}
        </>
      ),
    },
    {
      key: "since",
      head: t.columns.since,
      className: "num",
      cell: (row) => longDate(dateOfInstant(row.sinceAt), locale),
    },
    {
      key: "acts",
      head: t.columns.acts,
      acts: true,
      cell: (row) => <a href={`/applications/${row.id}`}>{t.open}</a>,
    },
  ];
}
