import type { OpeningFault } from "~/certification/item-opening";
import { itemOpeningsText } from "~/text/item-openings";
import { refusalIn } from "~/text/refusals";
import { useLocale, useText } from "~/text/text";
import { Notice } from "./notice";
import { type Column, Sub, Table } from "./table";

/** What is wrong with a table, line by line. */
export function OpeningFaults({ faults }: { faults: readonly OpeningFault[] }) {
  const t = useText(itemOpeningsText);
  const locale = useLocale();
  const columns: Column<OpeningFault>[] = [
    { key: "row", head: t.row, heads: true, className: "num", cell: ({ row }) => row },
    { key: "column", head: t.column, cell: ({ column }) => t.columns[column] },
    {
      key: "reason",
      head: t.reason,
      cell: ({ refusal }) => {
        const { sentence, cure } = refusalIn(locale, refusal);
        return (
          <>
            {sentence}
            {cure && <Sub>{cure}</Sub>}
          </>
        );
      },
    },
  ];
  return (
    <div className="stack mb-4">
      <Notice tone="stop" title={t.faults(faults.length)}>
        {t.faultsHint}
      </Notice>
      <Table
        label={t.faultsTable}
        columns={columns}
        rows={faults}
        keyOf={({ row, column, refusal }) => `${row} ${column} ${refusal.code}`}
        compact
      />
    </div>
  );
}
