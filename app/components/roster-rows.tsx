import type { RowState } from "~/personnel/roster-check.server";
import type { RosterColumn } from "~/personnel/roster-columns";
import { personnelText } from "~/text/personnel";
import { rosterText } from "~/text/roster-imports";
import { useText } from "~/text/text";
import { type SheetProblem, SheetProblems } from "./sheet-problems";
import { Status } from "./status";
import { type Column, Sub, Table } from "./table";

type Shown = Partial<Record<RosterColumn, string>>;

/** Bad cells of a roster: which, what stands there (masked), what is wrong and what to do. */
export function RosterProblems({ label, rows }: { label: string; rows: readonly SheetProblem[] }) {
  return <SheetProblems label={label} rows={rows} names={useText(personnelText).columns} />;
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
