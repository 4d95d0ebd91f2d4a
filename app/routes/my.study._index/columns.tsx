import { useRecordColumns } from "~/components/record-columns";
import { type Column, Sub } from "~/components/table";
import { Tag } from "~/components/tag";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import type { loader } from "./route";

type Row = Awaited<ReturnType<typeof loader>>["records"][number];

export function useColumns(): Column<Row>[] {
  const t = useText(studyText);
  const { when, minutes, status } = useRecordColumns();
  return [
    {
      key: "session",
      head: t.list.session,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/my/study/${row.id}`}>{row.title}</a> {row.reversesId && <Tag>{t.list.reversal}</Tag>}
          <Sub>
            {t.modes[row.mode]}　{t.categories[row.category]}
          </Sub>
        </>
      ),
    },
    when,
    minutes,
    {
      key: "credited",
      head: t.mine.credited,
      align: "right",
      cell: (row) => (row.status === "accepted" && !row.reversesId ? <b>{row.credit?.minutes ?? 0}</b> : "—"),
    },
    status,
    { key: "why", head: t.mine.reason, cell: (row) => <Why row={row} /> },
  ];
}

/** Why not all of it counts: the rules that took something, or the step that is missing. */
function Why({ row }: { row: Row }) {
  const t = useText(studyText);
  const { status, credit, reason } = row;
  if (row.reversesId) return t.record.isReversal;
  return (
    <>
      {status !== "accepted" && <p>{t.statusReasons[status]}</p>}
      {reason && <p>{reason}</p>}
      {credit?.adjustments.map(({ rule, reason, minutes }) => (
        <p key={reason}>
          <span className="tag">{rule}</span> {t.reasons[reason]}
          {minutes < 0 && <span className="num"> −{-minutes}</span>}
        </p>
      ))}
      {status !== "accepted" && credit && credit.minutes > 0 && (
        <p className="quiet">{t.mine.wouldCount(credit.minutes)}</p>
      )}
      {status === "accepted" && credit?.adjustments.length === 0 && (
        <span className="quiet">{t.mine.full}</span>
      )}
    </>
  );
}
