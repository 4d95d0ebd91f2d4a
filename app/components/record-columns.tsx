import { clockTime, dateOfInstant, shortDate } from "~/text/dates";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import { RecordStatusMark } from "./record-status";
import { type Column, Sub } from "./table";

type Listed = { startAt: Date; endAt: Date; minutes: number } & Parameters<typeof RecordStatusMark>[0];

/** When an entry's study was, how long it took, and how far it has come: the same in one's own list and in the office's. */
export function useRecordColumns(): Record<"when" | "minutes" | "status", Column<Listed>> {
  const t = useText(studyText).list;
  return {
    when: {
      key: "when",
      head: t.when,
      cell: ({ startAt, endAt }) => (
        <span className="num">
          {shortDate(dateOfInstant(startAt))}
          <Sub>
            {clockTime(startAt)}–{clockTime(endAt)}
          </Sub>
        </span>
      ),
    },
    minutes: { key: "minutes", head: t.minutes, align: "right", cell: ({ minutes }) => minutes },
    status: { key: "status", head: t.status, cell: ({ status }) => <RecordStatusMark status={status} /> },
  };
}
