import { personnelText } from "~/text/personnel";
import { refusalIn } from "~/text/refusals";
import { useLocale, useText } from "~/text/text";
import type { Refusal } from "~/verdict";
import { type Column, Sub, Table } from "./table";

type Shown = Partial<Record<string, string>>;
export type SheetProblem = { row: number; shown: Shown; column: string; refusal: Refusal };

/** One line for each bad cell, rows in the sheet's order. */
export function problemsIn(
  rows: readonly { row: number; shown: Shown; problems: readonly { column: string; refusal: Refusal }[] }[],
): SheetProblem[] {
  return rows.flatMap(({ row, shown, problems }) =>
    problems.map(({ column, refusal }) => ({ row, shown, column, refusal })),
  );
}

/** Bad cells of an uploaded table: which, what stands there (masked), what is wrong and what to do. */
export function SheetProblems({
  label,
  rows,
  names,
}: {
  label: string;
  rows: readonly SheetProblem[];
  names: Readonly<Record<string, string>>;
}) {
  const { imports: t } = useText(personnelText);
  const locale = useLocale();
  const written = rows.some(({ shown }) => Object.keys(shown).length > 0);
  const columns: Column<SheetProblem>[] = [
    {
      key: "row",
      head: t.row,
      heads: true,
      cell: ({ row, shown }) => (
        <>
          {t.rowOf(row)}
          {shown.name && <Sub>{shown.name}</Sub>}
        </>
      ),
    },
    { key: "cell", head: t.cell, cell: ({ column }) => names[column] ?? column },
    ...(written
      ? [
          {
            key: "written",
            head: t.written,
            cell: ({ shown, column }: SheetProblem) => <span className="num">{shown[column] ?? ""}</span>,
          },
        ]
      : []),
    {
      key: "problem",
      head: t.problem,
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
    <Table
      label={label}
      columns={columns}
      rows={rows}
      keyOf={({ row, column, refusal }) => `${row} ${column} ${refusal.code}`}
      compact
    />
  );
}
