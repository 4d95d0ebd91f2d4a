import { useEffect, useRef } from "react";
import { Button } from "~/components/button";
import { Icon } from "~/components/icon";
import { examRoomText } from "~/text/exam-room";
import { useText } from "~/text/text";
import type { SlotState } from "./answer-sheet";

type Numbered = SlotState & { number: number };

/** In place of the question while answers have not arrived: what is missing, asked once, as the server's page asks it. */
export function HandInLater({
  states,
  onConfirm,
  onGoOn,
  onLook,
}: {
  states: readonly Numbered[];
  onConfirm: () => void;
  onGoOn: () => void;
  onLook: (number: number) => void;
}) {
  const { submission: t, legend, handInLater, handIn } = useText(examRoomText);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const blank = states.filter((state) => !state.answered);
  const flagged = states.filter((state) => state.flagged);
  const unsent = states.filter((state) => state.unsent);
  return (
    <main className="narrow submit-page" id="q" aria-labelledby="q-title">
      <h1 id="q-title" ref={heading} tabIndex={-1} className="focus-visible:shadow-none">
        {blank.length > 0 ? t.unanswered(blank.length) : t.allAnswered}
      </h1>
      <p className="lead">{handInLater.lead(unsent.length)}</p>
      <dl className="tally">
        <Figure term={legend.blank} n={blank.length} />
        <Figure term={legend.flagged} n={flagged.length} />
        <Figure term={legend.unsent} n={unsent.length} />
      </dl>
      <Numbers title={t.unansweredHead} of={blank} onLook={onLook} />
      <Numbers title={t.flaggedHead} of={flagged.filter((state) => state.answered)} onLook={onLook} />
      <section className="confirm" aria-labelledby="confirm">
        <h2 id="confirm">{t.confirm}</h2>
        <p>{handInLater.receipt}</p>
        <p className="acts acts-lg">
          <Button kind="primary" type="button" onClick={onConfirm}>
            {blank.length > 0 ? handInLater.submitWith(blank.length) : handIn}
          </Button>
          <Button type="button" onClick={onGoOn}>
            {t.back}
          </Button>
        </p>
      </section>
    </main>
  );
}

function Figure({ term, n }: { term: string; n: number }) {
  return (
    <div className={n > 0 ? "is-warn" : undefined}>
      <dt>{term}</dt>
      <dd>{n}</dd>
    </div>
  );
}

function Numbers({
  title,
  of,
  onLook,
}: {
  title: string;
  of: readonly Numbered[];
  onLook: (number: number) => void;
}) {
  const t = useText(examRoomText);
  if (of.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul className="flex list-none flex-wrap gap-2 p-0">
        {of.map(({ number }) => (
          <li key={number}>
            <Button type="button" onClick={() => onLook(number)}>
              {t.question(number)}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The paper is not handed in before the server says so. */
export function HandInNoted({ onGoOn }: { onGoOn: () => void }) {
  const t = useText(examRoomText);
  return (
    <div className="net-banner" role="status">
      <div className="net-in">
        <Icon name="wait" />
        <div>
          <p className="net-title">{t.handInLater.noted}</p>
          <p>{t.handInLater.receipt}</p>
        </div>
        <Button type="button" onClick={onGoOn}>
          {t.handInLater.goOn}
        </Button>
      </div>
    </div>
  );
}
