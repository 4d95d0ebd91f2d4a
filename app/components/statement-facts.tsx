import type { StatementFacts as Beside } from "~/study/statement";
import { lawStatementsText } from "~/text/law-statements";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import { Facts } from "./facts";

/** What the system says beside a statement on law. */
export function StatementFacts({ facts }: { facts: Beside }) {
  const t = useText(lawStatementsText);
  const { amounts, quotas: names, minutes } = useText(studyText);
  const { exams, mustKnow } = facts;
  return (
    <Facts
      layout="ruled"
      items={[
        ...facts.quotas.map(({ quotaId, unit, credited, required }) => ({
          term: names[quotaId] ?? quotaId,
          value: `${credited} / ${amounts[unit](required)}`,
        })),
        {
          term: t.laws,
          value:
            facts.laws.length === 0
              ? t.noLaws
              : facts.laws.map(({ law, times }) => t.times(law, times)).join("　"),
        },
        { term: t.attendances, value: `${t.attendancesOf(facts.attendances)}　${minutes(facts.minutes)}` },
        ...(exams.required > 0
          ? [{ term: t.exams, value: t.examsOf(exams.passed, exams.required, exams.absent) }]
          : []),
        ...(mustKnow.laws > 0
          ? [{ term: t.mustKnow, value: t.mustKnowOf(mustKnow.covered, mustKnow.laws) }]
          : []),
      ]}
    />
  );
}
