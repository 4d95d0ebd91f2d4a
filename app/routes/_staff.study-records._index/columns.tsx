import { useRecordColumns } from "~/components/record-columns";
import { type Column, Sub } from "~/components/table";
import { Tag } from "~/components/tag";
import type { LedgerRow as Row } from "~/study/ledger-page.server";
import { isConfirmed } from "~/study/record-state";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";

/** `checks` are the units whose entries the reader may check: those can be ticked. */
export function useColumns(checks: readonly string[]): Column<Row>[] {
  const t = useText(studyText);
  const { when, minutes, status } = useRecordColumns();
  const mayCheck = (row: Row) => isConfirmed(row.state) && checks.includes(row.unitId);
  return [
    ...(checks.length > 0
      ? [
          {
            key: "select",
            head: <span className="vh">{t.list.select}</span>,
            className: "col-check",
            cell: (row: Row) =>
              mayCheck(row) && (
                <input
                  type="checkbox"
                  name="recordId"
                  value={row.id}
                  aria-label={t.list.selectOf(row.name, row.title)}
                />
              ),
          },
        ]
      : []),
    {
      key: "person",
      head: t.list.person,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/study-records/${row.id}`}>{row.name}</a>
          <Sub>{row.unitName}</Sub>
        </>
      ),
    },
    {
      key: "session",
      head: t.list.session,
      cell: (row) => (
        <>
          {row.title} {row.reversesId && <Tag>{t.list.reversal}</Tag>}
          <Sub>
            {t.modes[row.mode]}　{t.categories[row.category]}
          </Sub>
        </>
      ),
    },
    when,
    minutes,
    status,
    {
      key: "act",
      head: "",
      acts: true,
      cell: (row) => (
        <a className="act-link" href={`/study-records/${row.id}`}>
          {mayCheck(row) ? t.list.check : t.list.open}
        </a>
      ),
    },
  ];
}
