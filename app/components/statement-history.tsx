import type { StatementStep } from "~/study/statement";
import { dateOfInstant } from "~/text/dates";
import { lawStatementsText } from "~/text/law-statements";
import { useText } from "~/text/text";
import { Section } from "./section";
import { Timeline } from "./timeline";

type Step = {
  step: StatementStep;
  by: string;
  at: Date | string;
  score: number | null;
  comment: string | null;
};

/** What was done with a statement, the newest first. */
export function StatementHistory({ steps }: { steps: readonly Step[] }) {
  const t = useText(lawStatementsText);
  if (steps.length === 0) return null;
  return (
    <Section title={t.history}>
      <Timeline
        events={steps
          .map(({ step, by, at, score, comment }, index) => ({
            key: String(index),
            on: dateOfInstant(at),
            text: [t.steps[step], by, ...(score === null ? [] : [t.scoreOf(score)])].join("　"),
            detail: comment,
          }))
          .reverse()}
      />
    </Section>
  );
}
