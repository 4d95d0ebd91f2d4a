import type { RowState } from "~/personnel/roster-check.server";
import type { RosterColumn } from "~/personnel/roster-columns";
import { personnelText } from "~/text/personnel";
import { refusalIn } from "~/text/refusals";
import { rosterText } from "~/text/roster-imports";
import { useLocale, useText } from "~/text/text";
import type { Refusal } from "~/verdict";
import { Status } from "./status";
import { type Column, Sub, Table } from "./table";

type Shown = Partial<Record<RosterColumn, string>>;
type Problem = { row: number; shown: Shown; column: string; refusal: Refusal };

/** One line for each bad cell, rows in the sheet's order. */
export function importProblemsOf(
  rows: readonly { row: number; shown: Shown; problems: readonly { column: string; refusal: Refusal }[] }[],
): Problem[] {
  return rows.flatMap(({ row, shown, problems }) =>
    problems.map(({ column, refusal }) => ({ row, shown, column, refusal })),
  );
}

/** Bad cells of a roster: which, what stands there (masked), what is wrong and what to do. */
export function RosterProblems({ label, rows }: { label: string; rows: readonly Problem[] }) {
  const { imports: t, columns: names } = useText(personnelText);
  const locale = useLocale();
  const written = rows.some(({ shown }) => Object.keys(shown).length > 0);
  const columns: Column<Problem>[] = [
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
    { key: "cell", head: t.cell, cell: ({ column }) => names[column as RosterColumn] ?? column },
    ...(written
      ? [
          {
            key: "written",
            head: t.written,
            cell: ({ shown, column }: Problem) => (
              <span className="num">{shown[column as RosterColumn] ?? ""}</span>
            ),
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

type Ready = { row: number; shown: Shown; state: RowState; differs: readonly RosterColumn[] };

/** Good rows of a roster, and whether each person is new. */
export function RosterReady({ rows }: { rows: readonly Ready[] }) {
  const text = useText(personnelText);
  const { imports: t, columns: names } = text;
  const more = useText(rosterText);
  const shown = ["unit", "identity", "title", "startedOn", "category"] as const;
  const columns: Column<Ready>[] = [
    { key: "row", head: t.row, cell: ({ row }) => row, align: "right" },
    {
      key: "name",
      head: names.name,
      heads: true,
      cell: (row) => (
        <>
          {row.shown.name}
          <Sub>{row.shown.identityNumber}</Sub>
        </>
      ),
    },
    ...shown.map((column) => ({
      key: column,
      head: names[column],
      cell: (row: Ready) => row.shown[column] ?? "",
    })),
    {
      key: "standing",
      head: t.state,
      cell: ({ state, differs }) => {
        const isWritten = state === "new" || state === "joining";
        return (
          <>
            <Status tone={isWritten ? "ok" : "info"} icon={isWritten ? "plus" : "check"}>
              {more.rowStates[state]}
            </Status>
            {differs.length > 0 && (
              <Sub>{more.differsIn(differs.map((column) => names[column]).join(text.join))}</Sub>
            )}
          </>
        );
      },
    },
  ];
  return (
    <Table label={t.goodTitle} columns={columns} rows={rows} keyOf={({ row }) => String(row)} compact wide />
  );
}
