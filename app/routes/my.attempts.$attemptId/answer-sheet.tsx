import { Icon } from "~/components/icon";
import type { CandidatePaper } from "~/exams/paper";
import { examRoomText } from "~/text/exam-room";
import { useText } from "~/text/text";

export type SlotState = { answered: boolean; unsent: boolean; flagged: boolean };

/** 答题卡: four states by shape, word and colour; each cell leads to its question. On a phone it opens over the question. */
export function AnswerSheet({
  paper,
  stateOf,
  current,
  onChoose,
  handIn,
}: {
  paper: CandidatePaper;
  stateOf: (number: number) => SlotState;
  current: number;
  onChoose: (number: number) => void;
  handIn: React.ReactNode;
}) {
  const t = useText(examRoomText);
  const states = paper.slots.map((slot) => stateOf(slot.number));
  const count = (of: (state: SlotState) => boolean) => states.filter(of).length;
  const answered = count((state) => state.answered && !state.unsent);
  const sum = t.answeredOf(answered, paper.slots.length);
  const legend = [
    { key: "saved" as const, className: "saved", n: answered },
    { key: "blank" as const, className: "blank", n: count((state) => !state.answered) },
    { key: "flagged" as const, className: "blank flagged", n: count((state) => state.flagged) },
    { key: "unsent" as const, className: "unsent", n: count((state) => state.unsent) },
  ];
  return (
    <aside className="sheet" id="sheet" aria-labelledby="sheet-title">
      <a className="btn sheet-close" href="#q">
        <Icon name="left" />
        {t.back(current)}
      </a>
      <div className="sheet-head">
        <h2 id="sheet-title">{t.sheet}</h2>
        <p>
          {sum.before}
          <b>{sum.n}</b>
          {sum.after}
        </p>
      </div>
      <dl className="sheet-legend">
        {legend.map(({ key, className, n }) => (
          <div key={key}>
            <dt>
              <span className={`qcell mini ${className}`} aria-hidden="true" />
              {t.legend[key]}
            </dt>
            <dd>{n}</dd>
          </div>
        ))}
      </dl>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="sheet-scroll" tabIndex={0} aria-labelledby="sheet-title">
        {paper.sections.map(({ type, firstNumber, lastNumber }) => (
          <div key={type}>
            <h3>
              {t.types[type]}
              <span>{t.range(firstNumber, lastNumber)}</span>
            </h3>
            <ol className="qcells">
              {paper.slots.slice(firstNumber - 1, lastNumber).map(({ number }) => (
                <li key={number}>
                  <Cell
                    number={number}
                    state={stateOf(number)}
                    current={number === current}
                    onChoose={onChoose}
                  />
                </li>
              ))}
            </ol>
          </div>
        ))}
      </section>
      <p className="sheet-submit">{handIn}</p>
    </aside>
  );
}

function Cell({
  number,
  state,
  current,
  onChoose,
}: {
  number: number;
  state: SlotState;
  current: boolean;
  onChoose: (number: number) => void;
}) {
  const t = useText(examRoomText);
  const kind = state.unsent ? "unsent" : state.answered ? "saved" : "blank";
  const words = [t.cellWords[kind], ...(state.flagged ? [t.cellWords.flagged] : [])];
  return (
    // biome-ignore lint/a11y/useValidAnchor: it leads to the question, and on a phone away from the sheet
    <a
      className={`qcell ${kind}${state.flagged ? " flagged" : ""}`}
      href="#q"
      aria-current={current ? "true" : undefined}
      aria-label={t.cellLabel(number, words.join(t.list))}
      onClick={() => onChoose(number)}
    >
      <b>{number}</b>
      <i>{t.cell[state.flagged && kind !== "unsent" ? "flagged" : kind]}</i>
    </a>
  );
}
