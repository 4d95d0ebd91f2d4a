import { useSearchParams } from "@remix-run/react";
import type { ReactNode } from "react";
import { Empty } from "./empty";
import { KeysetPager } from "./pager";
import { type Column, Table } from "./table";

/** The body of a list that turns at a row: why there is nothing, or the rows and the ways to the others. */
export function KeysetList<Row>({
  label,
  columns,
  rows,
  keyOf,
  hasPrevious,
  hasNext,
  summary,
  empty,
}: {
  /** What the list holds, for screen readers. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** The id at which the list turns. */
  keyOf: (row: Row) => string;
  hasPrevious: boolean;
  hasNext: boolean;
  /** How many there are in all. */
  summary: ReactNode;
  empty: { title: ReactNode; body?: ReactNode; acts?: ReactNode };
}) {
  const [search] = useSearchParams();
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined)
    return (
      <Empty title={empty.title} acts={empty.acts}>
        {empty.body}
      </Empty>
    );
  return (
    <>
      <Table label={label} columns={columns} rows={rows} keyOf={keyOf} />
      <KeysetPager
        summary={summary}
        search={search}
        before={hasPrevious && keyOf(first)}
        after={hasNext && keyOf(last)}
      />
    </>
  );
}
