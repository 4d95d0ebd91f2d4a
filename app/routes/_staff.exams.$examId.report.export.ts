import type { LoaderFunctionArgs } from "@remix-run/node";
import { listDownload } from "~/casework/list-download.server";
import { reportNotes, standingIn } from "~/components/report-standing";
import type { Tx } from "~/db.server";
import { addedSums, meanShare, REPORT_GROUPS, ratesOf, type Sums, treeLines } from "~/exams/exam-report";
import { reportSums } from "~/exams/exam-report.server";
import { type Report, requireOpenReport } from "~/exams/report-page.server";
import { type ReportFilter, reportPeopleMatching } from "~/exams/report-people.server";
import type { Sheet } from "~/spreadsheet.server";
import { longDate } from "~/text/dates";
import { examReportsText, rateShown } from "~/text/exam-reports";
import type { Locale } from "~/text/text";
import { violationsText } from "~/text/violations";

/** The report as a workbook: its figures, its units and its people, without any identity number. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const report = await requireOpenReport(request, params, new Date());
  const { actor, exam, chosen, scope, filter, on } = report;
  return listDownload(
    request,
    "exam-report",
    async (tx, { locale }) => {
      const t = examReportsText[locale];
      const { group, code } = filter;
      const direct = (await reportSums(tx, [exam.id], scope)).get(exam.id)!;
      const words: [string, string][] = [
        [t.exam, exam.title],
        [t.unit, chosen?.name ?? ""],
        [t.standing, group ? t.groups[group] : ""],
        [t.code, code ? violationsText[locale].codes[code] : ""],
      ];
      return {
        sheets: [summaryOf(report, addedSums([...direct.values()]), locale), unitsOf(report, direct, locale)],
        columns: [t.name, t.unit, t.standing, t.mark, t.note],
        rows: rowsOf(tx, filter, on, locale),
        words: words.filter(([, value]) => value !== ""),
        filters: [
          `exam:${exam.id}`,
          ...(chosen ? [`unit:${chosen.unitId}`] : []),
          ...(group ? [`group:${group}`] : []),
          ...(code ? [`code:${code}`] : []),
        ],
      };
    },
    actor.accountId,
  );
}

function summaryOf({ exam, on, holder, chosen, isReleased }: Report, sums: Sums, locale: Locale): Sheet {
  const t = examReportsText[locale];
  return {
    name: t.sheets.summary,
    widths: [30, 40],
    rows: [
      [t.measure, t.value],
      [t.exam, exam.title],
      [t.heldBy, holder],
      [t.heldOn, longDate(on, locale)],
      [t.state, isReleased ? t.released : t.notReleased],
      [t.scope, chosen?.name ?? t.wholeScope],
      ...REPORT_GROUPS.map((group) => [t.groups[group], String(sums[group])]),
      ...ratesIn(sums).map(({ name, value }) => [t[name], value]),
      ...sums.histogram.map((count, bar) => [
        `${t.distribution} ${t.stepOf(bar * 10, bar * 10 + 10)}`,
        String(count),
      ]),
    ],
  };
}

function unitsOf({ shown }: Report, direct: ReadonlyMap<string, Sums>, locale: Locale): Sheet {
  const t = examReportsText[locale];
  const lines = treeLines(shown, direct);
  return {
    name: t.sheets.units,
    widths: [36, ...REPORT_GROUPS.map(() => 10), 14, 18, 18, 14],
    rows: [
      [t.unit, ...REPORT_GROUPS.map((group) => t.groups[group]), ...RATES.map((name) => t[name])],
      ...lines.map(({ name, depth, sums }) => [
        `${"\u3000".repeat(depth)}${name}`,
        ...REPORT_GROUPS.map((group) => String(sums[group])),
        ...ratesIn(sums).map(({ value }) => value),
      ]),
    ],
  };
}

const RATES = ["attendance", "passedOfShould", "passedOfSat", "mean"] as const;

function ratesIn(sums: Sums) {
  const rates = { ...ratesOf(sums), mean: meanShare(sums) };
  return RATES.map((name) => ({ name, value: rateShown(rates[name]) }));
}

async function* rowsOf(tx: Tx, filter: ReportFilter, on: Report["on"], locale: Locale) {
  const t = examReportsText[locale];
  for await (const person of reportPeopleMatching(tx, filter, on)) {
    const { name, unit, mark, fullMark } = person;
    yield [
      name,
      unit,
      t.groups[standingIn(person)],
      mark === null || fullMark === null ? "" : t.markOf(mark, fullMark),
      reportNotes(locale, person).join("; "),
    ];
  }
}
