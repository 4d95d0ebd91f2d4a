import type { ShiftShown } from "~/positions/shift-list.server";
import { clockTime, shortInstant } from "~/text/dates";
import { refusalIn } from "~/text/refusals";
import { shiftsText } from "~/text/shifts";
import { useLocale, useText } from "~/text/text";
import { LinkButton } from "./button";
import { Status } from "./status";
import { type Column, Sub, Table } from "./table";

/** As it arrives over the wire: instants as text. */
export type ShiftRow = Omit<ShiftShown, "startsAt" | "endsAt"> & {
  startsAt: Date | string;
  endsAt: Date | string;
};

/** Shifts with who is on each, whether it stands, and why not. */
export function ShiftTable({
  label,
  unitId,
  rows,
  mayWrite,
}: {
  label: string;
  unitId: string;
  rows: readonly ShiftRow[];
  mayWrite: boolean;
}) {
  const t = useText(shiftsText);
  const columns: Column<ShiftRow>[] = [
    {
      key: "time",
      head: t.time,
      heads: true,
      cell: (row) => <span className="num">{t.span(shortInstant(row.startsAt), endOf(row))}</span>,
    },
    {
      key: "place",
      head: t.place,
      cell: (row) => (
        <>
          {row.place}
          <Sub>{t.acts[row.act]}</Sub>
        </>
      ),
    },
    { key: "people", head: t.people, cell: (row) => <People row={row} /> },
    { key: "standing", head: t.standing, cell: (row) => <Standing row={row} /> },
  ];
  if (mayWrite)
    columns.push({
      key: "act",
      head: t.man,
      acts: true,
      cell: (row) =>
        row.stands !== null && (
          <LinkButton kind="text" href={`/units/${unitId}/shifts/${row.shiftId}/duties`}>
            {t.man}
          </LinkButton>
        ),
    });
  return <Table label={label} columns={columns} rows={rows} keyOf={(row) => row.shiftId} />;
}

function endOf({ startsAt, endsAt }: ShiftRow): string {
  const [from, to] = [shortInstant(startsAt), shortInstant(endsAt)];
  return from.slice(0, 10) === to.slice(0, 10) ? clockTime(endsAt) : to;
}

function People({ row }: { row: ShiftRow }) {
  const t = useText(shiftsText);
  const locale = useLocale();
  if (row.people.length === 0) return <span className="quiet">{t.nobody}</span>;
  return row.people.map(({ dutyId, personId, name, refusals }) => (
    <span key={dutyId} className="block">
      <a href={`/people/${personId}`}>{name}</a>
      {refusals.map((one) => (
        <Sub key={one.code}>{refusalIn(locale, one).sentence}</Sub>
      ))}
    </span>
  ));
}

function Standing({ row }: { row: ShiftRow }) {
  const t = useText(shiftsText);
  const locale = useLocale();
  if (row.stands === null) return <Status tone="off">{t.over}</Status>;
  if (row.stands) return <Status tone="ok">{t.stands}</Status>;
  return (
    <>
      <Status tone="stop">{t.broken}</Status>
      {row.team.map((one) => (
        <Sub key={one.code}>{refusalIn(locale, one).sentence}</Sub>
      ))}
    </>
  );
}
