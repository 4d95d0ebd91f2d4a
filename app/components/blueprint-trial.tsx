import type { Trial } from "~/exams/trial.server";
import type { BlueprintCell } from "~/questions/blueprint";
import { blueprintsText } from "~/text/blueprints";
import { longDate } from "~/text/dates";
import { questionsText } from "~/text/questions";
import { useLocale, useText } from "~/text/text";
import { Facts } from "./facts";
import { Notice } from "./notice";
import { reasonsFrom } from "./reasons";
import { Section } from "./section";
import { Status } from "./status";
import { type Column, Sub, Table } from "./table";

/** Whether a blueprint can be filled, row by row, and what a paper of it is made of. `live`: it was just asked for. */
export function BlueprintTrial({
  cells,
  trial,
  live = false,
}: {
  cells: readonly BlueprintCell[];
  trial: Trial;
  live?: boolean;
}) {
  const t = useText(blueprintsText);
  const locale = useLocale();
  const isOk = trial.refusals.length === 0;
  const reasons = reasonsFrom(locale, trial.refusals);
  return (
    <Section title={t.trial} meta={t.trialOn(longDate(trial.on, locale))} id="trial">
      <div className="stack">
        <Notice tone={isOk ? "ok" : "warn"} live={live} title={isOk ? t.trialOk : t.trialShort}>
          {!isOk && t.trialShortHint}
        </Notice>
        {!isOk && (
          <ul className="prose">
            {reasons.map(({ rule, cure }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: neither reordered nor kept
              <li key={index}>
                {rule}
                <Sub>{cure}</Sub>
              </li>
            ))}
          </ul>
        )}
        <CellTable cells={cells} trial={trial} />
        <Totals trial={trial} />
      </div>
    </Section>
  );
}

function Totals({ trial: { totals, fullMark } }: { trial: Trial }) {
  const t = useText(blueprintsText);
  const types = useText(questionsText).types;
  const share = ({ questions, marks }: { questions: number; marks: number }) =>
    `${t.questionsOf(questions)} · ${t.marks(marks)}`;
  return (
    <>
      <Facts
        items={[
          { term: t.fullMark, value: t.marks(fullMark) },
          { term: t.questions, value: t.questionsOf(totals.questions) },
          ...totals.byType.map((one) => ({ term: types[one.type], value: share(one) })),
        ]}
      />
      <h3>{t.byLaw}</h3>
      <Facts
        items={totals.byLaw.map((one) => ({ term: one.law ?? t.anyLawShare, value: share(one) }))}
        layout="rows"
      />
    </>
  );
}

type Row = BlueprintCell & { index: number };

/** The rows of a blueprint with what each has to draw from. */
function CellTable({ cells, trial }: { cells: readonly BlueprintCell[]; trial: Trial }) {
  const t = useText(blueprintsText);
  const types = useText(questionsText).types;
  const columns: Column<Row>[] = [
    {
      key: "row",
      head: t.rows,
      heads: true,
      cell: ({ index, law, type, difficulty, bank }) => (
        <>
          {`${index + 1}. ${law ?? t.anyLaw} · ${types[type]}`}
          <Sub>
            {[difficulty && t.difficultyOf(difficulty), bank ?? t.anyBank].filter(Boolean).join(" · ")}
          </Sub>
        </>
      ),
    },
    {
      key: "count",
      head: t.count,
      cell: ({ count, partsEach }) => (
        <>
          {t.questionsOf(count)}
          {partsEach && <Sub>{t.partsOf(partsEach)}</Sub>}
        </>
      ),
    },
    { key: "marks", head: t.marksEach, cell: ({ marksEach }) => t.marks(marksEach) },
    {
      key: "supply",
      head: t.supply,
      cell: ({ index }) => {
        const { exist, barred, overexposed } = trial.supplies[index]!;
        return (
          <>
            {t.supplyOf(exist - barred - overexposed)}
            <Sub>{t.supplyParts(exist, barred, overexposed)}</Sub>
          </>
        );
      },
    },
    {
      key: "filled",
      head: t.today,
      cell: ({ index }) => {
        const missing = trial.missing[index] ?? 0;
        return missing > 0 ? (
          <Status tone="stop">{t.short(missing)}</Status>
        ) : (
          <Status tone="ok">{t.filled}</Status>
        );
      },
    },
  ];
  if (cells.length === 0) return null;
  return (
    <Table
      label={t.rows}
      columns={columns}
      rows={cells.map((cell, index) => ({ ...cell, index }))}
      keyOf={({ index }) => String(index)}
      compact
    />
  );
}
