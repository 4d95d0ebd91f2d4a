import type { ReactNode } from "react";
import { common } from "~/text/common";
import { useText } from "~/text/text";

export type MonthCell = {
  /** 1 to 12 */
  month: number;
  law: ReactNode;
  status: ReactNode;
  /** `missed` stops the year's standing; `ahead` has not come yet. */
  state: "done" | "missed" | "now" | "ahead";
};

const classes: Record<MonthCell["state"], string> = {
  done: "m-ok",
  missed: "m-miss",
  now: "m-now",
  ahead: "m-no",
};

/** 每月一法: the twelve months of a leading cadre's year, a law and an exam each. */
export function MonthGrid({ months }: { months: readonly MonthCell[] }) {
  const t = useText(common);
  return (
    <ol className="months">
      {months.map(({ month, law, status, state }) => (
        <li key={month} className={classes[state]}>
          <b>{t.monthOfYear(month)}</b>
          <span className="law">{law}</span>
          {status}
        </li>
      ))}
    </ol>
  );
}
