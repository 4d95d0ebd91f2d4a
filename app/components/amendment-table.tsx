import { rangesOf } from "~/questions/article-list";
import { longDate, shortInstant } from "~/text/dates";
import { lawsText, touchedWords } from "~/text/laws";
import { useLocale, useText } from "~/text/text";
import { Status } from "./status";
import { type Column, Sub, Table } from "./table";

/** As a loader sends it. */
export type AmendmentShown = {
  amendmentId: string;
  kind: "amended" | "abolished";
  effectiveOn: string;
  whole: boolean;
  articles: number[];
  note: string | null;
  recordedById: string | null;
  recordedAt: string | Date;
  withdrawn: object | null;
};

/** What was recorded of one law, the latest day first. */
export function AmendmentTable({
  amendments,
  names,
  today,
}: {
  amendments: readonly AmendmentShown[];
  /** Of officers, by account. */
  names: Record<string, string>;
  today: string;
}) {
  const t = useText(lawsText);
  const locale = useLocale();
  const columns: Column<AmendmentShown>[] = [
    {
      key: "effective",
      head: t.effective,
      heads: true,
      cell: (row) => (
        <a href={`/laws/amendments/${row.amendmentId}`}>
          {`${longDate(row.effectiveOn, locale)} ${t.kinds[row.kind]}`}
        </a>
      ),
    },
    { key: "state", head: t.state, cell: (row) => <AmendmentState amendment={row} today={today} /> },
    {
      key: "touched",
      head: t.touched,
      cell: (row) => (
        <>
          {touchedWords(locale, { whole: row.whole, ranges: rangesOf(row.articles) })}
          {row.note && <Sub>{row.note}</Sub>}
        </>
      ),
    },
    {
      key: "recorded",
      head: t.recorded,
      cell: (row) => (
        <>
          {names[row.recordedById ?? ""] ?? t.unknownOfficer}
          <Sub>{shortInstant(row.recordedAt)}</Sub>
        </>
      ),
    },
  ];
  return (
    <Table
      label={t.amendments}
      columns={columns}
      rows={[...amendments].reverse()}
      keyOf={(row) => row.amendmentId}
    />
  );
}

export function AmendmentState({
  amendment: { withdrawn, effectiveOn },
  today,
  fill = false,
}: {
  amendment: Pick<AmendmentShown, "withdrawn" | "effectiveOn">;
  today: string;
  fill?: boolean;
}) {
  const t = useText(lawsText);
  if (withdrawn)
    return (
      <Status tone="off" fill={fill}>
        {t.withdrawn}
      </Status>
    );
  const isLive = effectiveOn <= today;
  return (
    <Status tone={isLive ? "ok" : "info"} fill={fill}>
      {isLive ? t.live : t.coming}
    </Status>
  );
}
