import type { Position } from "~/positions/position";
import { longDate } from "~/text/dates";
import { fieldNames } from "~/text/fields";
import { positionsText } from "~/text/positions";
import { useLocale, useText } from "~/text/text";
import { Status } from "./status";
import { type Column, Sub, Table } from "./table";

/** A post, and who sits on it: a post with several people stands several times. */
export type SeatShown = {
  key: string;
  position: Position;
  unitName: string;
  holder: { personId: string; name: string; inherited: boolean; fromOn: string } | null;
  /** null where the post is not one the gate guards, or is vacant. */
  verdict: { eligible: boolean; rules: string[] } | null;
};

/** Posts with who sits on them, and whether they may enforce. */
export function SeatTable({ rows }: { rows: readonly SeatShown[] }) {
  const t = useText(positionsText);
  const fields: Record<string, string> = useText(fieldNames);
  const columns: Column<SeatShown>[] = [
    {
      key: "post",
      head: t.name,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/positions/${row.position.positionId}`}>{row.position.title}</a>
          <Sub>{row.unitName}</Sub>
        </>
      ),
    },
    {
      key: "family",
      head: t.family,
      cell: (row) => (
        <>
          {t.families[row.position.family]}
          {row.position.field && <Sub>{fields[row.position.field] ?? row.position.field}</Sub>}
        </>
      ),
    },
    { key: "holder", head: t.holder, cell: (row) => <Holder row={row} /> },
    { key: "verdict", head: t.mayEnforce, cell: (row) => <VerdictCell row={row} /> },
  ];
  return <Table label={t.title} columns={columns} rows={rows} keyOf={(row) => row.key} />;
}

function Holder({ row: { holder } }: { row: SeatShown }) {
  const t = useText(positionsText);
  const locale = useLocale();
  if (!holder) return <span className="quiet">{t.vacant}</span>;
  return (
    <>
      <a href={`/people/${holder.personId}`}>{holder.name}</a>
      <Sub>{holder.inherited ? t.inherited : t.since(longDate(holder.fromOn, locale))}</Sub>
    </>
  );
}

function VerdictCell({ row: { holder, verdict } }: { row: SeatShown }) {
  const t = useText(positionsText);
  if (!holder) return null;
  if (!verdict) return <Status tone="off">{t.verdict.notAsked}</Status>;
  if (verdict.eligible) {
    return (
      <Status tone="ok" icon="okfill">
        {t.verdict.yes}
      </Status>
    );
  }
  return (
    <>
      <Status tone="stop">{t.verdict.no}</Status>
      <Sub>{verdict.rules.join(" ")}</Sub>
    </>
  );
}
