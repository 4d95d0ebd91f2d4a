import type { ReactNode } from "react";
import { COUNTED, type PageTurned } from "~/paging";
import { listsText } from "~/text/lists";
import { useText } from "~/text/text";
import { KeysetList } from "./keyset-list";
import type { Column } from "./table";

/** A register's rows by the page, how many there are in all, and what to say when there are none. */
export function RegisterList<Row extends { id: string }>({
  label,
  page,
  columns,
  total,
  empty,
}: {
  /** What the list holds, for screen readers. */
  label: string;
  page: PageTurned & { rows: readonly Row[] };
  columns: readonly Column<Row>[];
  /** The count in words; beyond what is counted it says "more than". */
  total: (n: number) => string;
  empty: { title: ReactNode; body?: ReactNode; acts?: ReactNode };
}) {
  const lists = useText(listsText);
  return (
    <KeysetList
      label={label}
      columns={columns}
      rows={page.rows}
      keyOf={({ id }) => id}
      hasPrevious={page.hasPrevious}
      hasNext={page.hasNext}
      summary={page.total === null ? lists.moreThan(COUNTED) : total(page.total)}
      empty={empty}
    />
  );
}
