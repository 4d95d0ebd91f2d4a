import type { RosterImportFound } from "~/personnel/roster-import.server";
import { shortInstant } from "~/text/dates";
import { personnelText } from "~/text/personnel";
import { rosterText } from "~/text/roster-imports";
import { useText } from "~/text/text";
import { Status } from "./status";
import { type Column, Sub, Table } from "./table";

type Row = Omit<RosterImportFound, "uploadedAt" | "acceptance" | "undoing"> & {
  uploadedAt: Date;
  acceptance: RosterImportFound["acceptance"];
  undoing: RosterImportFound["undoing"];
  unitName: string;
  people: Record<string, string>;
};

const tones = { asking: "warn", waiting: "warn", working: "info", accepted: "ok", undone: "off" } as const;

/** Imports with their state: who uploaded, took in and undid them, when, and how many. */
export function ImportsTable({ imports }: { imports: readonly Row[] }) {
  const { imports: t } = useText(personnelText);
  const more = useText(rosterText);
  const nameOf = (row: Row, id: string) => row.people[id] ?? "";
  const columns: Column<Row>[] = [
    {
      key: "file",
      head: t.file,
      heads: true,
      cell: (row) => <a href={`/people/imports/${row.importId}`}>{row.fileName}</a>,
    },
    { key: "unit", head: t.forUnit, cell: (row) => row.unitName },
    {
      key: "state",
      head: t.state,
      cell: (row) => <Status tone={tones[row.state]}>{more.states[row.state]}</Status>,
    },
    {
      key: "who",
      head: more.who,
      cell: (row) => (
        <>
          {more.uploaded(nameOf(row, row.uploadedById), shortInstant(row.uploadedAt))}
          {row.acceptance && (
            <Sub>
              {more.acceptedBy(
                nameOf(row, row.acceptance.acceptedById),
                shortInstant(row.acceptance.acceptedAt),
              )}
            </Sub>
          )}
          {row.undoing && (
            <Sub>
              {more.undoneBy(nameOf(row, row.undoing.undoneById), shortInstant(row.undoing.undoneAt))}
            </Sub>
          )}
        </>
      ),
    },
    { key: "counts", head: more.counts, cell: (row) => <Counts row={row} /> },
  ];
  return <Table label={t.recent} columns={columns} rows={imports} keyOf={(row) => row.importId} compact />;
}

function Counts({ row: { acceptance, counts } }: { row: Row }) {
  const t = useText(rosterText);
  if (acceptance) return t.acceptedCounts(acceptance.accepted, acceptance.refused);
  if (!counts) return null;
  const { bad, ...good } = counts;
  return t.checkedCounts(
    Object.values(good).reduce((sum, count) => sum + count, 0),
    bad,
  );
}
