import type { MeetingShiftWord } from "~/rulebook/words";
import type { Slot } from "~/study/series";
import { fullDate, longMonth } from "~/text/dates";
import { citation } from "~/text/refusals";
import { studySessionsText } from "~/text/study-sessions";
import { useLocale, useText } from "~/text/text";
import type { Source } from "~/verdict";
import { Section } from "./section";
import { Status } from "./status";
import { type Column, Sub, Table } from "./table";

/** The dates of a monthly meeting before any is planned, and why one is another than the day named. */
export function SeriesDates({
  slots,
  shift,
  source,
}: {
  slots: readonly Slot[];
  shift: MeetingShiftWord;
  source: Source | null;
}) {
  const t = useText(studySessionsText);
  const locale = useLocale();
  const columns: Column<Slot>[] = [
    {
      key: "month",
      head: t.months.month,
      heads: true,
      cell: ({ slotOn }) => longMonth(slotOn, locale),
    },
    {
      key: "named",
      head: t.months.named,
      cell: ({ slotOn, kind }) => (
        <>
          <span className="num">{fullDate(slotOn, locale)}</span>
          <Sub>{t.months.kinds[kind]}</Sub>
        </>
      ),
    },
    {
      key: "held",
      head: t.months.held,
      cell: ({ heldOn }) => <span className="num">{fullDate(heldOn, locale)}</span>,
    },
    {
      key: "why",
      head: t.months.why,
      cell: ({ why, slotOn, heldOn, isProvisional }) => (
        <>
          {slotOn === heldOn ? t.months.whys[why] : <Status tone="warn">{t.months.whys[why]}</Status>}
          {isProvisional && <Sub>{t.months.provisional}</Sub>}
        </>
      ),
    },
  ];
  return (
    <Section title={t.months.dates} meta={t.months.rule(t.shifts[shift])}>
      <Table label={t.months.datesLabel} columns={columns} rows={slots} keyOf={({ slotOn }) => slotOn} />
      {source && (
        <p className="hint">
          {t.months.by} {citation(locale, source)}
        </p>
      )}
    </Section>
  );
}
