import type { ApplicationRow } from "~/certification/application-list.server";
import { applicationsText } from "~/text/applications";
import { certificationText } from "~/text/certification";
import { dateOfInstant, longDate } from "~/text/dates";
import { fieldName } from "~/text/fields";
import { useLocale, useText } from "~/text/text";
import { ApplicationStatusMark } from "./application-status";
import { Holders } from "./holders";
import { Status } from "./status";
import { type Column, Sub, Table } from "./table";
import { Tag } from "./tag";

/** Applications, whose turn each is, and those that wait for the reader marked. */
export function ApplicationTable({ rows }: { rows: readonly ApplicationRow[] }) {
  const { table } = useText(certificationText).applications;
  const columns = useColumns();
  return (
    <Table label={table} columns={columns} rows={rows} keyOf={({ id }) => id} isMarked={({ mine }) => mine} />
  );
}

function useColumns(): Column<ApplicationRow>[] {
  const all = useText(certificationText);
  const t = all.applications;
  const { holders } = useText(applicationsText);
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
          {(row.turn || row.state === "returned") && (
            <Sub>
              <Holders names={row.holders} />
            </Sub>
          )}
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
      key: "limit",
      head: t.columns.limit,
      className: "num",
      cell: ({ limit }) =>
        limit && (
          <>
            {longDate(limit.dueOn, locale)}
            <Sub>
              {limit.overdue ? (
                <Status tone="stop">{t.overdueBy(limit.used - limit.workingDays)}</Status>
              ) : (
                `${t.dayOf(limit.used, limit.workingDays)} ${holders.left(limit.left)}`
              )}
            </Sub>
          </>
        ),
    },
    {
      key: "acts",
      head: t.columns.acts,
      acts: true,
      cell: (row) => <a href={`/applications/${row.id}`}>{t.open}</a>,
    },
  ];
}
