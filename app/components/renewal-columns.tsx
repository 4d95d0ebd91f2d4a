import type { RenewalStage } from "~/certification/renewal";
import type { RenewalRow } from "~/certification/renewals.server";
import { applicationsText } from "~/text/applications";
import { longDate } from "~/text/dates";
import { fieldName } from "~/text/fields";
import { refusalIn } from "~/text/refusals";
import { renewalsText } from "~/text/renewals";
import { type Locale, useLocale, useText } from "~/text/text";
import { Status, type Tone } from "./status";
import { type Column, Sub } from "./table";

const tones: Record<RenewalStage, Tone> = {
  "not-open": "off",
  "may-apply": "ok",
  lacking: "warn",
  applied: "info",
  "in-review": "info",
  refused: "stop",
  issued: "ok",
  overdue: "stop",
};

export type ShownRenewal = Omit<RenewalRow, "personId"> & { daysLeft: number };

/** What stands against it, what is only said, and what a new card would be without or would say otherwise. */
export function lacksIn(
  locale: Locale,
  row: Pick<RenewalRow, "refusals" | "warnings" | "hasPhoto" | "changed">,
): { bars: string[]; notes: string[] } {
  const t = renewalsText[locale];
  const { printed } = applicationsText[locale];
  const said = (reason: RenewalRow["refusals"][number]) => refusalIn(locale, reason).sentence;
  const changed = row.changed.map((datum) => printed[datum]).join(t.comma);
  return {
    bars: row.refusals.map(said),
    notes: [
      ...row.warnings.map(said),
      ...(row.hasPhoto ? [] : [t.noPhoto]),
      ...(changed ? [t.changed(changed)] : []),
    ],
  };
}

/** `choosing`: with a box for each that can be applied for. */
export function useRenewalColumns(choosing: boolean): Column<ShownRenewal>[] {
  const t = useText(renewalsText);
  const locale = useLocale();
  const named = (row: ShownRenewal) => (
    <>
      <a href={`/certificates/${row.certificateId}`}>{row.holderName}</a>
      <Sub>{row.unitName}</Sub>
    </>
  );
  return [
    {
      key: "holder",
      head: t.columns.holder,
      heads: true,
      cell: (row) =>
        choosing && row.mayApply ? (
          <div className="choice">
            <input
              type="checkbox"
              name="certificate"
              value={row.certificateId}
              aria-label={t.choose(row.holderName)}
            />
            <span>{named(row)}</span>
          </div>
        ) : (
          named(row)
        ),
    },
    {
      key: "number",
      head: t.columns.number,
      className: "num",
      cell: (row) => (
        <>
          {row.number}
          <Sub>{fieldName(locale, row.field)}</Sub>
        </>
      ),
    },
    {
      key: "valid",
      head: t.columns.validTo,
      className: "num",
      cell: (row) => (
        <>
          {longDate(row.validToOn, locale)}
          <Sub>{t.left(row.daysLeft)}</Sub>
        </>
      ),
    },
    { key: "opens", head: t.columns.opensOn, className: "num", cell: (row) => longDate(row.opensOn, locale) },
    {
      key: "stage",
      head: t.columns.stage,
      cell: ({ stage, applicationId }) => {
        const mark = <Status tone={tones[stage]}>{t.stages[stage]}</Status>;
        return applicationId ? <a href={`/applications/${applicationId}`}>{mark}</a> : mark;
      },
    },
    { key: "lacks", head: t.columns.lacks, cell: (row) => <Lacks row={row} /> },
  ];
}

function Lacks({ row }: { row: ShownRenewal }) {
  const locale = useLocale();
  const { bars, notes } = lacksIn(locale, row);
  if (bars.length + notes.length === 0) return null;
  return (
    <ul>
      {bars.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
      {notes.map((sentence) => (
        <li key={sentence} className="hint">
          {sentence}
        </li>
      ))}
    </ul>
  );
}
