import type { PowerKind } from "~/positions/power";
import { lastDayBefore, shortDate } from "~/text/dates";
import { powersText } from "~/text/powers";
import { useText } from "~/text/text";
import { type Column, Sub } from "./table";

type Named = { name: string; basis: string; kind: PowerKind };

/** What every list of powers says first of each: its name with the law it rests on, and its kind. */
export function usePowerColumns<Row extends Named>(head: string): Column<Row>[] {
  const t = useText(powersText);
  return [
    {
      key: "name",
      head,
      heads: true,
      cell: (row) => (
        <>
          {row.name}
          <Sub>{row.basis}</Sub>
        </>
      ),
    },
    { key: "kind", head: t.kind, cell: (row) => t.kinds[row.kind] },
  ];
}

/** Days in words: from one to the last, or since one. */
export function usePowerDays(): (days: { fromOn: string; toOn: string | null }) => string {
  const t = useText(powersText);
  return ({ fromOn, toOn }) =>
    toOn ? t.span(shortDate(fromOn), shortDate(lastDayBefore(toOn))) : t.since(shortDate(fromOn));
}
