import type { SerializeFrom } from "@remix-run/node";
import { type MonthCell, MonthGrid } from "~/components/month-grid";
import { Section } from "~/components/section";
import { Status } from "~/components/status";
import { common } from "~/text/common";
import { myText } from "~/text/my";
import { useText } from "~/text/text";
import type { loader } from "./route";

type Month = SerializeFrom<typeof loader>["months"][number];

/** 每月一法、每法一考: the person's own twelve months. */
export function Months({ months, today }: { months: readonly Month[]; today: string }) {
  const t = useText(myText).months;
  const { monthOfYear } = useText(common);
  const thisMonth = `${today.slice(0, 7)}-01`;
  const done = months.filter(({ result }) => isDone(result.outcome)).length;
  const missing = months.filter(({ result }) => result.outcome === "absent" || result.outcome === "failed");
  return (
    <Section
      title={t.title}
      meta={t.meta(done, months.length, t.list(missing.map(({ month }) => monthOfYear(month))))}
    >
      <MonthGrid
        months={months.map((month) => ({
          month: month.month,
          law: month.law || t.noLaw,
          status: <Outcome month={month} thisMonth={thisMonth} />,
          state: stateOf(month, thisMonth),
        }))}
      />
    </Section>
  );
}

const isDone = (outcome: Month["result"]["outcome"]) => outcome === "passed" || outcome === "exempt";

function stateOf({ result, monthOn }: Month, thisMonth: string): MonthCell["state"] {
  if (isDone(result.outcome)) return "done";
  if (result.outcome === "absent" || result.outcome === "failed") return "missed";
  return monthOn === thisMonth ? "now" : "ahead";
}

function Outcome({ month: { result, monthOn }, thisMonth }: { month: Month; thisMonth: string }) {
  const t = useText(myText).months;
  switch (result.outcome) {
    case "passed":
      return <Status tone="ok">{t.passed(result.mark)}</Status>;
    case "exempt":
      return <Status tone="ok">{t.exempt}</Status>;
    case "failed":
      return <Status tone="stop">{t.failed(result.mark)}</Status>;
    case "absent":
      return (
        <Status tone="stop" icon="stopfill">
          {t.absent}
        </Status>
      );
    default:
      if (monthOn === thisMonth) return <Status tone="info">{t.now}</Status>;
      return (
        <Status tone="off" icon="draft">
          {monthOn < thisMonth ? t.pending : t.ahead}
        </Status>
      );
  }
}
