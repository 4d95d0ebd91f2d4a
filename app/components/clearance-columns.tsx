import type { ListedCase } from "~/positions/clearance-list.server";
import { rulesCited } from "~/positions/rules-cited";
import { clearanceText } from "~/text/clearance";
import { dateOfInstant, longDate, shortDate } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { ClearanceMark } from "./clearance-mark";
import { type Column, Sub } from "./table";

export type CaseRow = Pick<
  ListedCase,
  "caseId" | "name" | "post" | "reasons" | "beganAt" | "dueOn" | "state" | "isLate"
> & { unitName: string };

export function useCaseColumns(): Column<CaseRow>[] {
  const t = useText(clearanceText);
  const locale = useLocale();
  return [
    {
      key: "person",
      head: t.person,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/clearance/${row.caseId}`}>{row.name}</a>
          <Sub>{row.unitName}</Sub>
        </>
      ),
    },
    {
      key: "post",
      head: t.post,
      cell: (row) => (
        <>
          {row.post}
          <Sub>{rulesCited(row.reasons).join(" ")}</Sub>
        </>
      ),
    },
    { key: "since", head: t.since, cell: (row) => longDate(dateOfInstant(row.beganAt), locale) },
    { key: "due", head: t.due, cell: (row) => <span className="num">{shortDate(row.dueOn)}</span> },
    {
      key: "state",
      head: t.state,
      cell: (row) => <ClearanceMark state={row.state} isLate={row.isLate} />,
    },
  ];
}
