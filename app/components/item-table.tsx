import type { ItemRow } from "~/exams/item-figures.server";
import { LEAST_PAPERS } from "~/exams/item-flags";
import { coefficient, itemStatisticsText, percent } from "~/text/item-statistics";
import { questionsText } from "~/text/questions";
import { useText } from "~/text/text";
import { Status } from "./status";
import { type Column, Sub, Table } from "./table";

/** Questions with their figures and what should make their keeper read them again. */
export function ItemTable({ label, rows }: { label: string; rows: readonly ItemRow[] }) {
  const t = useText(itemStatisticsText);
  const words = useText(questionsText);
  const columns: Column<ItemRow>[] = [
    {
      key: "question",
      head: t.question,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/questions/${row.questionId}/statistics`}>{row.code}</a>
          <Sub>{row.stem}</Sub>
          <Sub>
            {[row.isPart ? t.part : "", words.types[row.type], row.law, t.version(row.number)]
              .filter(Boolean)
              .join(" · ")}
          </Sub>
        </>
      ),
    },
    { key: "attempts", head: t.attempts, align: "right", cell: (row) => row.attempts },
    {
      key: "facility",
      head: t.facilityShort,
      align: "right",
      cell: (row) => (
        <>
          {percent(row.facility)}
          {row.guess !== null && <Sub>{`${t.guess} ${percent(row.guess)}`}</Sub>}
        </>
      ),
    },
    {
      key: "discrimination",
      head: t.discrimination,
      align: "right",
      cell: (row) => coefficient(row.discrimination),
    },
    {
      key: "seconds",
      head: t.seconds,
      align: "right",
      className: "nb",
      cell: (row) => (row.medianSeconds === null ? "—" : t.duration(row.medianSeconds)),
    },
    { key: "flags", head: t.flagsHead, cell: (row) => <Flags row={row} /> },
  ];
  return <Table label={label} columns={columns} rows={rows} keyOf={(row) => row.versionId} />;
}

function Flags({ row: { flags, isJudged, attempts } }: { row: ItemRow }) {
  const t = useText(itemStatisticsText);
  if (!isJudged) return <TooFew have={attempts} need={LEAST_PAPERS} />;
  if (flags.length === 0) return <Status tone="ok">{t.noFlags}</Status>;
  return (
    <>
      {flags.map((flag) => (
        <p key={flag}>
          <Status tone="warn">{t.flags[flag]}</Status>
        </p>
      ))}
    </>
  );
}

/** No judgement, and from how many answers there will be one. */
export function TooFew({ have, need }: { have: number; need: number }) {
  const t = useText(itemStatisticsText);
  return (
    <>
      <Status tone="off">{t.tooFew}</Status>
      <Sub>{t.tooFewYet(have, need)}</Sub>
    </>
  );
}
