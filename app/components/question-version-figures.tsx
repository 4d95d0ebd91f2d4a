import type { VersionFigures } from "~/exams/item-figures.server";
import { type Finding, FLAGS, type Flag, THRESHOLDS } from "~/exams/item-flags";
import { type ByThird, type Figures, ratio } from "~/exams/item-statistics";
import { coefficient, itemStatisticsText, percent } from "~/text/item-statistics";
import { questionsText } from "~/text/questions";
import { useText } from "~/text/text";
import { TooFew } from "./item-table";
import { Section } from "./section";
import { type Stat, Stats } from "./stats";
import { Status } from "./status";
import { type Column, Table } from "./table";
import { TraceLines } from "./trace-lines";

/** One version of a question: its figures, what was found, and its options as a table and as lines. */
export function QuestionVersionFigures({ version }: { version: VersionFigures }) {
  const t = useText(itemStatisticsText);
  const words = useText(questionsText);
  const meta = [words.types[version.type], t.exams(version.exams), version.standsNow ? t.standsNow : ""];
  return (
    <Section title={t.version(version.number)} meta={meta.filter(Boolean).join(" · ")}>
      <div className="stack-lg">
        <p className="prose">{version.stem}</p>
        <WholeFigures figures={version.figures} />
        <Options version={version} />
        <FindingsTable version={version} />
      </div>
    </Section>
  );
}

export function WholeFigures({ figures }: { figures: Figures }) {
  const t = useText(itemStatisticsText);
  const { upper, lower, seconds, guess } = figures;
  const items: Stat[] = [
    { key: "attempts", label: t.attempts, value: figures.attempts },
    {
      key: "facility",
      label: t.facility,
      value: percent(figures.facility),
      detail: guess === null ? undefined : `${t.guess} ${percent(guess)}`,
    },
    {
      key: "discrimination",
      label: t.discrimination,
      value: coefficient(figures.discrimination),
      detail: figures.discrimination === null ? t.notComputable : undefined,
    },
    {
      key: "difference",
      label: t.difference,
      value: upper === null || lower === null ? "—" : coefficient(upper - lower),
      detail: `${t.upper} ${percent(upper)} · ${t.lower} ${percent(lower)}`,
    },
    {
      key: "seconds",
      label: t.seconds,
      value: seconds ? t.duration(seconds.median) : "—",
      detail: seconds ? `${t.secondsMean} ${t.duration(seconds.mean)}` : undefined,
    },
  ];
  return <Stats items={items} />;
}

type OptionRow = { id: string; text: string; isKey: boolean; chosen: ByThird };
const NOBODY: ByThird = [0, 0, 0];
const sum = ([best, middle, weakest]: ByThird) => best + middle + weakest;

function Options({ version: { options, key, figures, type } }: { version: VersionFigures }) {
  const t = useText(itemStatisticsText);
  const nameOf = useNames(type);
  const rows: OptionRow[] = [
    ...options.map(({ id, text }) => ({
      id: nameOf(id),
      text,
      isKey: key.includes(id),
      chosen: figures.options[id] ?? NOBODY,
    })),
    { id: t.unanswered, text: "", isKey: false, chosen: figures.unanswered },
  ];
  const share = (row: OptionRow, third: 0 | 1 | 2) => ratio(row.chosen[third], figures.papers[third]);
  const third = (at: 0 | 1 | 2, head: string): Column<OptionRow> => ({
    key: head,
    head,
    align: "right",
    cell: (row) => percent(share(row, at)),
  });
  const columns: Column<OptionRow>[] = [
    {
      key: "option",
      head: t.option,
      heads: true,
      cell: (row) => (
        <>
          <b>{row.id}</b>
          {row.isKey && (
            <>
              {" "}
              <Status tone="ok">{t.isKey}</Status>
            </>
          )}
          {row.text && ` ${row.text}`}
        </>
      ),
    },
    {
      key: "all",
      head: t.all,
      align: "right",
      cell: (row) => `${sum(row.chosen)} (${percent(ratio(sum(row.chosen), figures.attempts))})`,
    },
    third(2, t.weakest),
    third(1, t.middle),
    third(0, t.best),
  ];
  const traces = rows.map((row) => ({
    name: row.isKey ? `${row.id} ${t.isKey}` : row.id,
    isKey: row.isKey,
    shares: [share(row, 2), share(row, 1), share(row, 0)],
  }));
  const told = traces.map(({ name, shares: [weakest, middle, best] }) =>
    t.plotLine(name, percent(weakest ?? null), percent(middle ?? null), percent(best ?? null)),
  );
  return (
    <div className="stack">
      <h3>{t.optionsHead}</h3>
      <figure>
        <TraceLines label={t.told(t.plotLabel, told)} groups={t.plotGroups} traces={traces} />
        <figcaption className="quiet">{t.plotNote}</figcaption>
      </figure>
      <Table label={t.optionsHead} columns={columns} rows={rows} keyOf={(row) => row.id} compact />
    </div>
  );
}

/** True and false have words, other options the letters they were written with. */
function useNames(type: VersionFigures["type"]): (id: string) => string {
  const truth: Record<string, string> = useText(questionsText).truth;
  return (id) => (type === "true-false" ? (truth[id] ?? id) : id);
}

function FindingsTable({ version: { findings, type } }: { version: VersionFigures }) {
  const t = useText(itemStatisticsText);
  const nameOf = useNames(type);
  const columns: Column<Flag>[] = [
    { key: "finding", head: t.finding, heads: true, cell: (flag) => t.flags[flag] },
    { key: "state", head: t.state, cell: (flag) => <State finding={findings[flag]} nameOf={nameOf} /> },
    {
      key: "meaning",
      head: t.meaning,
      cell: (flag) => t.reasons[flag](THRESHOLDS[flag].from, limitOf(flag)),
    },
  ];
  return (
    <div className="stack">
      <h3>{t.findings}</h3>
      <Table label={t.findings} columns={columns} rows={FLAGS} keyOf={(flag) => flag} compact />
    </div>
  );
}

function limitOf(flag: Flag): string {
  const { limit } = THRESHOLDS[flag];
  if (flag === "low-discrimination") return coefficient(limit);
  return flag === "guess-level" ? String(limit * 100) : percent(limit);
}

function State({ finding, nameOf }: { finding: Finding; nameOf: (id: string) => string }) {
  const t = useText(itemStatisticsText);
  if (finding.state === "too-few") return <TooFew {...finding} />;
  if (finding.state === "not-asked") return <Status tone="off">{t.notAsked}</Status>;
  if (finding.state === "clear") return <Status tone="ok">{t.clear}</Status>;
  const { options } = finding;
  return (
    <Status tone="warn">{options.length > 0 ? t.optionsNamed(options.map(nameOf)) : t.readAgain}</Status>
  );
}
