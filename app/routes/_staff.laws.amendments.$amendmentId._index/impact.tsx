import type { SerializeFrom } from "@remix-run/node";
import type { InSight, LawImpact } from "~/casework/law-impact.server";
import { Status } from "~/components/status";
import { type Column, Sub, Table } from "~/components/table";
import { phaseTone } from "~/exams/exam";
import { longDate, longInstant } from "~/text/dates";
import { examsText } from "~/text/exams";
import { lawsText } from "~/text/laws";
import { refusalIn } from "~/text/refusals";
import { useLocale, useText } from "~/text/text";
import type { Refusal } from "~/verdict";

type Impact = SerializeFrom<LawImpact>;

export function Banks({ banks, amendmentId }: { banks: Impact["banks"]; amendmentId: string }) {
  const t = useText(lawsText).impact;
  const locale = useLocale();
  if (banks.length === 0) return <p className="quiet">{t.questionsNone}</p>;
  const columns: Column<Impact["banks"][number]>[] = [
    {
      key: "bank",
      head: t.bank,
      heads: true,
      cell: (row) => <a href={`/banks/${row.bankId}`}>{row.title[locale]}</a>,
    },
    { key: "flagged", head: t.flagged, align: "right", cell: (row) => row.flagged },
    {
      key: "unread",
      head: t.unread,
      align: "right",
      cell: (row) =>
        row.unread === 0 ? (
          0
        ) : (
          <a href={`/rereadings?amendment=${amendmentId}&bank=${row.bankId}`}>{row.unread}</a>
        ),
    },
  ];
  return <Table label={t.questions} columns={columns} rows={banks} keyOf={(row) => row.bankId} />;
}

export function Blueprints({ blueprints }: { blueprints: Impact["blueprints"] }) {
  const t = useText(lawsText).impact;
  const locale = useLocale();
  if (blueprints.length === 0) return <p className="quiet">{t.blueprintsNone}</p>;
  const columns: Column<Impact["blueprints"][number]>[] = [
    { key: "blueprint", head: t.blueprint, heads: true, cell: (row) => row.title[locale] },
    { key: "paper", head: t.paper, cell: (row) => <Fillable refusals={row.refusals} /> },
  ];
  return <Table label={t.blueprints} columns={columns} rows={blueprints} keyOf={(row) => row.versionId} />;
}

export function Exams({ exams }: { exams: Impact["exams"] }) {
  const t = useText(lawsText).impact;
  const words = useText(examsText);
  const locale = useLocale();
  const columns: Column<Impact["exams"]["shown"][number]>[] = [
    {
      key: "exam",
      head: t.exam,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/exams/${row.examId}`}>{row.title}</a>
          <Sub>{row.unitName}</Sub>
        </>
      ),
    },
    {
      key: "time",
      head: t.time,
      cell: (row) => (
        <>
          {longInstant(row.opensAt, locale)}
          <Sub>
            <Status tone={phaseTone(row.phase)}>{words.phase[row.phase]}</Status>
          </Sub>
        </>
      ),
    },
    { key: "paper", head: t.paper, cell: (row) => <Fillable refusals={row.refusals} /> },
  ];
  return (
    <>
      {exams.shown.length === 0 && exams.elsewhere === 0 && <p className="quiet">{t.examsNone}</p>}
      {exams.shown.length > 0 && (
        <Table label={t.exams} columns={columns} rows={exams.shown} keyOf={(row) => row.examId} />
      )}
      <Others of={exams} />
    </>
  );
}

export function Items({ items }: { items: Impact["items"] }) {
  const t = useText(lawsText).impact;
  const locale = useLocale();
  const columns: Column<Impact["items"]["shown"][number]>[] = [
    {
      key: "item",
      head: t.item,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/plans/${row.planId}`}>{row.planTitle}</a>
          <Sub>{row.unitName}</Sub>
        </>
      ),
    },
    {
      key: "month",
      head: t.month,
      cell: (row) => (
        <>
          {t.monthOf(row.year, row.month)}
          {row.heldOn && <Sub>{longDate(row.heldOn, locale)}</Sub>}
        </>
      ),
    },
  ];
  return (
    <>
      {items.shown.length === 0 && items.elsewhere === 0 && <p className="quiet">{t.itemsNone}</p>}
      {items.shown.length > 0 && (
        <Table label={t.items} columns={columns} rows={items.shown} keyOf={(row) => row.itemId} />
      )}
      <Others of={items} />
    </>
  );
}

/** What there is beside the rows shown. */
function Others({ of: { more, elsewhere } }: { of: Omit<InSight<unknown>, "shown"> }) {
  const t = useText(lawsText).impact;
  return (
    <>
      {more > 0 && <p className="hint">{t.more(more)}</p>}
      {elsewhere > 0 && <p className="hint">{t.elsewhere(elsewhere)}</p>}
    </>
  );
}

/** Whether a paper can be made, and if not, which cell lacks how many. */
function Fillable({ refusals }: { refusals: readonly Refusal[] }) {
  const t = useText(lawsText).impact;
  const locale = useLocale();
  if (refusals.length === 0) return <Status tone="ok">{t.fillable}</Status>;
  return (
    <>
      <Status tone="stop">{t.short}</Status>
      {refusals.map((refusal) => {
        const { sentence } = refusalIn(locale, refusal);
        return <Sub key={sentence}>{sentence}</Sub>;
      })}
    </>
  );
}
