import { forwardRef } from "react";
import { Icon } from "~/components/icon";
import { LETTERS, SlotHead, SlotOptions } from "~/components/question-slot";
import type { CandidateSlot } from "~/exams/paper";
import { examRoomText } from "~/text/exam-room";
import { useText } from "~/text/text";

export type SaveMark = "saved" | "saving" | "unsent" | "blank" | "refused";

/** One question. The letter beside an option is the key that chooses it. */
export const QuestionCard = forwardRef<
  HTMLHeadingElement,
  {
    slot: CandidateSlot;
    total: number;
    /** The last question that shares this one's case. */
    groupEnd: number;
    answer: readonly string[];
    flagged: boolean;
    mark: SaveMark;
    disabled: boolean;
    onAnswer: (label: string) => void;
    onFlag: () => void;
    onMove: (by: number) => void;
  }
>(function QuestionCard(
  { slot, total, groupEnd, answer, flagged, mark, disabled, onAnswer, onFlag, onMove },
  heading,
) {
  const t = useText(examRoomText);
  return (
    <main className="question" id="q" aria-labelledby="q-title">
      <SlotHead slot={slot} total={total} groupEnd={groupEnd} heading={heading} />
      <form onSubmit={(event) => event.preventDefault()}>
        <SlotOptions slot={slot} answering={{ answer, disabled, onAnswer }} />
        <SaveLine mark={mark} />
        <div className="q-nav">
          <button
            className="btn"
            type="button"
            rel="prev"
            disabled={slot.number === 1}
            onClick={() => onMove(-1)}
          >
            <Icon name="left" />
            {t.previous}
          </button>
          <button className="btn" type="button" aria-pressed={flagged} disabled={disabled} onClick={onFlag}>
            <Icon name="flag" />
            {flagged ? (
              <span>{t.unflag}</span>
            ) : (
              <span>
                {t.flag}
                <span className="wide">{t.flagThis}</span>
              </span>
            )}
          </button>
          {/* biome-ignore lint/a11y/useValidAnchor: it leads to the sheet, which the address's fragment opens */}
          <a className="btn sheet-open" href="#sheet" onClick={leaveFragment}>
            <Icon name="grid" />
            {t.sheet}
          </a>
          <button
            className="btn btn-primary"
            type="button"
            rel="next"
            disabled={slot.number === total}
            onClick={() => onMove(1)}
          >
            {t.next}
            <Icon name="right" />
          </button>
        </div>
      </form>
      <p className="keys">
        {t.keys.label}
        <kbd>A</kbd>
        {t.keys.to}
        <kbd>{LETTERS[slot.options.length - 1]}</kbd> {t.keys.choose}
        {t.keys.comma}
        <kbd>←</kbd> <kbd>→</kbd> {t.keys.move}
        {t.keys.comma}
        <kbd>M</kbd> {t.keys.flag}
      </p>
    </main>
  );
});

/**
 * The sheet of a phone opens and closes by the address's fragment. Without one to go back to, the back button would
 * ask the server for the page again, and lose it where there is no network.
 */
function leaveFragment() {
  if (location.hash === "")
    history.replaceState(history.state, "", `${location.pathname}${location.search}#q`);
}

function SaveLine({ mark }: { mark: SaveMark }) {
  const t = useText(examRoomText).state;
  const unsent = mark === "unsent" || mark === "refused";
  return (
    <p className={unsent ? "q-state is-unsent" : mark === "saved" ? "q-state" : "q-state is-blank"}>
      <Icon name={mark === "saved" ? "check" : unsent ? "upload" : "dash"} />
      {t[mark]}
    </p>
  );
}
