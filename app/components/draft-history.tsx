import type { DraftAct } from "~/questions/draft";
import { dateOfInstant } from "~/text/dates";
import { authoringText } from "~/text/question-authoring";
import { useText } from "~/text/text";
import { Section } from "./section";
import { Timeline } from "./timeline";

export type StepShown = {
  number: number;
  act: DraftAct;
  who: string | null;
  reason: string | null;
  at: string;
};

/** What happened to a draft, newest first. */
export function DraftHistory({ steps }: { steps: readonly StepShown[] }) {
  const t = useText(authoringText);
  const tone = (act: DraftAct) =>
    act === "published"
      ? ("ok" as const)
      : act === "returned" || act === "discarded"
        ? ("stop" as const)
        : undefined;
  return (
    <Section title={t.question.history}>
      <Timeline
        events={[...steps].reverse().map(({ number, act, who, reason, at }) => ({
          key: String(number),
          on: dateOfInstant(at),
          ...(tone(act) ? { tone: tone(act) } : {}),
          text: `${t.stepActs[act]}　${who ?? t.question.system}`,
          detail: reason,
        }))}
      />
    </Section>
  );
}
