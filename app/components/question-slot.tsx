import type { Ref } from "react";
import type { CandidateSlot } from "~/exams/paper";
import { examRoomText } from "~/text/exam-room";
import { useText } from "~/text/text";

/** Over a question as a candidate sees it: its number, what it is worth, and the case it shares. */
export function SlotHead({
  slot,
  total,
  groupEnd,
  heading,
}: {
  slot: CandidateSlot;
  total: number;
  /** The last question that shares this one's case. */
  groupEnd: number;
  /** Of the exam room, where the question is the page. */
  heading?: Ref<HTMLHeadingElement>;
}) {
  const t = useText(examRoomText);
  const title = (
    <>
      {t.question(slot.number)}
      <span>{t.of(total)}</span>
    </>
  );
  return (
    <>
      <div className="q-meta">
        {heading ? (
          // It takes the focus so that a screen reader reads on from here; there is nothing to operate on it.
          <h1 id="q-title" ref={heading} tabIndex={-1} className="focus-visible:shadow-none">
            {title}
          </h1>
        ) : (
          <h2>{title}</h2>
        )}
        <span className="q-kind">{t.types[slot.type]}</span>
        <span className="q-mark">{t.marks(slot.marks)}</span>
      </div>
      {slot.group && (
        <section className="q-case" aria-label={t.sharedCase(slot.group.firstNumber, groupEnd)}>
          <p className="q-rule">{t.sharedCase(slot.group.firstNumber, groupEnd)}</p>
          <p className="stem">{slot.group.stem}</p>
        </section>
      )}
    </>
  );
}

/** The stem and the options. Without `answering` they can be tried, and nothing is kept. */
export function SlotOptions({
  slot,
  answering,
}: {
  slot: CandidateSlot;
  answering?: { answer: readonly string[]; disabled: boolean; onAnswer: (label: string) => void };
}) {
  const t = useText(examRoomText);
  const many = slot.type === "multiple-choice";
  return (
    <fieldset disabled={answering?.disabled}>
      <legend className="stem">{slot.stem}</legend>
      <p className="q-rule">{t.rules[slot.type]}</p>
      {slot.options.map(({ label, text }, index) => (
        <label className="option" key={label}>
          <input
            type={many ? "checkbox" : "radio"}
            name={`q${slot.number}`}
            value={label}
            {...(answering
              ? { checked: answering.answer.includes(label), onChange: () => answering.onAnswer(label) }
              : {})}
          />
          <span className="option-key" aria-hidden="true">
            {slot.type === "true-false" ? LETTERS[index] : label}
          </span>
          <span className="option-text">{text === "" ? (t.truth[label] ?? label) : text}</span>
        </label>
      ))}
    </fieldset>
  );
}

export const LETTERS = ["A", "B", "C", "D", "E", "F"];

/** The last question that shares the case of this one; 0: it stands by itself. */
export function lastOfCase(slots: readonly CandidateSlot[], { group }: CandidateSlot): number {
  if (!group) return 0;
  return slots.filter((slot) => slot.group?.firstNumber === group.firstNumber).at(-1)?.number ?? 0;
}
