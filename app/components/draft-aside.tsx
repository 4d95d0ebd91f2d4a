import { REVIEW_ITEMS } from "~/questions/draft";
import { authoringText } from "~/text/question-authoring";
import { refusalIn } from "~/text/refusals";
import { useLocale, useText } from "~/text/text";
import type { Refusal } from "~/verdict";
import { DraftHistory, type StepShown } from "./draft-history";
import { Section } from "./section";
import { Status } from "./status";

/** Beside a draft: what it lacks, what a reviewer will check, what happened to it. */
export function DraftAside({
  faults,
  returned,
  steps,
  isOpen,
}: {
  faults: readonly Refusal[];
  returned: string | null;
  steps: readonly StepShown[];
  isOpen: boolean;
}) {
  const t = useText(authoringText);
  return (
    <aside className="stack-lg">
      {returned && (
        <div className="said">
          <p>
            <b>{t.draft.returnedTitle}</b>
          </p>
          <p>{returned}</p>
        </div>
      )}
      <Checks faults={faults} />
      {isOpen && (
        <Section title={t.draft.review4} meta={t.draft.review4Lede}>
          <ul className="review">
            {REVIEW_ITEMS.map((item) => (
              <li key={item}>
                <span className="choice">{t.items[item]}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <DraftHistory steps={steps} />
    </aside>
  );
}

/** Every reason why it could not be submitted or published now. */
export function Checks({ faults }: { faults: readonly Refusal[] }) {
  const t = useText(authoringText).draft;
  const locale = useLocale();
  return (
    <Section title={t.checks}>
      {faults.length === 0 ? (
        <Status tone="ok">{t.checksPassed}</Status>
      ) : (
        <>
          <Status tone="stop">{t.checksFound(faults.length)}</Status>
          <ul className="task-list sm">
            {faults.map((fault, index) => {
              const { sentence, cure } = refusalIn(locale, fault);
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: two parts may lack the same
                <li key={index}>
                  <span className="t">{sentence}</span>
                  {cure && <span className="d">{cure}</span>}
                </li>
              );
            })}
          </ul>
        </>
      )}
    </Section>
  );
}
