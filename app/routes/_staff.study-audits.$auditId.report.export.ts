import type { LoaderFunctionArgs } from "@remix-run/node";
import { listDownload } from "~/casework/list-download.server";
import type { Tx } from "~/db.server";
import { unitsById } from "~/organisation/units.server";
import { type AuditFigures, figuresByUnit, figuresOf } from "~/study/audit-figures";
import { requireAudit } from "~/study/audit-page.server";
import { type SampledRecord, sampleOf } from "~/study/audit-sample.server";
import { FINDING_KINDS } from "~/study/audit-verdict";
import { shortInstant } from "~/text/dates";
import { studyText } from "~/text/study";
import { studyAuditText } from "~/text/study-audit";
import { type Locale, textFor } from "~/text/text";

/** The report as a workbook: figures by unit, then the sample row by row. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, audit, today } = await requireAudit(request, params, "study-audit:read", new Date());
  return listDownload(
    request,
    "study-audit",
    async (tx, { locale }) => {
      const t = textFor(studyAuditText, locale);
      const sample = await sampleOf(tx, audit.auditId, today);
      const names = await unitNames(tx, sample, today);
      const line = (name: string, figures: AuditFigures) => [
        name,
        ...[figures.sampled, figures.byState["in-order"], figures.byState.finding].map(String),
        t.percent(figures.findingPercent),
        ...FINDING_KINDS.map((kind) => String(figures.byKind[kind])),
        ...[
          figures.reversed,
          figures.reversedMinutes,
          figures.misconduct,
          figures.rectified,
          figures.late,
        ].map(String),
      ];
      const byUnit = figuresByUnit(sample, today);
      return {
        sheets: [
          {
            name: t.byUnit,
            rows: [
              [
                ...[t.unit, t.sampled, t.sampleStates["in-order"], t.sampleStates.finding, t.rate],
                ...FINDING_KINDS.map((kind) => t.kinds[kind]),
                ...[t.reversedCount, t.reversedMinutes, t.misconduct, t.rectification, t.lateCount],
              ],
              ...byUnit.map(({ unitId, figures }) => line(names.get(unitId) ?? "", figures)),
              line(t.figures, figuresOf(sample, today)),
            ],
          },
        ],
        columns: Object.values(t.columns),
        rows: rowsOf(sample, names, locale),
        words: [[t.number, audit.noticeNumber]],
        filters: [`audit:${audit.auditId}`],
      };
    },
    actor.accountId,
  );
}

async function unitNames(tx: Tx, sample: readonly SampledRecord[], today: Parameters<typeof unitsById>[2]) {
  const units = await unitsById(
    tx,
    sample.map(({ unitId }) => unitId),
    today,
  );
  return new Map([...units].map(([unitId, unit]) => [unitId, unit.name]));
}

async function* rowsOf(sample: readonly SampledRecord[], names: ReadonlyMap<string, string>, locale: Locale) {
  const t = textFor(studyAuditText, locale);
  const { modes } = textFor(studyText, locale);
  for (const row of sample)
    yield [
      ...[String(row.place), row.name, names.get(row.unitId) ?? "", row.title, modes[row.mode]],
      ...[shortInstant(row.startAt), String(row.minutes), String(row.weight)],
      row.signals.map((signal) => t.signals[signal]).join("；"),
      ...[t.sampleStates[row.state], row.kind ? t.kinds[row.kind] : "", row.facts],
      row.rectificationStep ? t.steps[row.rectificationStep] : "",
      row.isReversed ? t.yes : "",
      row.misconduct === "confirmed" ? t.yes : "",
    ];
}
