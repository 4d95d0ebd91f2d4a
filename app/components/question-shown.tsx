import type { ReactNode } from "react";
import type { CandidateSlot } from "~/exams/paper";
import { examRoomText } from "~/text/exam-room";
import { useText } from "~/text/text";

const LETTERS = ["A", "B", "C", "D", "E", "F"];

/** Type and marks, beside the question's number. */
export function QuestionKind({ slot }: { slot: Pick<CandidateSlot, "type" | "marks"> }) {
  const t = useText(examRoomText);
  return (
    <>
      <span className="q-kind">{t.types[slot.type]}</span>
      <span className="q-mark">{t.marks(slot.marks)}</span>
    </>
  );
}

/** The case that a question and its neighbours share. */
export function SharedCase({ slot, groupEnd }: { slot: CandidateSlot; groupEnd: number }) {
  const t = useText(examRoomText);
  if (!slot.group) return null;
  const words = t.sharedCase(slot.group.firstNumber, groupEnd);
  return (
    <section className="q-case" aria-label={words}>
      <p className="q-rule">{words}</p>
      <p className="stem">{slot.group.stem}</p>
    </section>
  );
}

/** Stem and options as a candidate is shown them. Without `onAnswer` nothing can be chosen. */
export function QuestionOptions({
  slot,
  answer = [],
  disabled = false,
  onAnswer,
}: {
  slot: CandidateSlot;
  answer?: readonly string[];
  disabled?: boolean;
  onAnswer?: (label: string) => void;
}): ReactNode {
  const t = useText(examRoomText);
  return (
    <fieldset disabled={disabled || onAnswer === undefined}>
      <legend className="stem">{slot.stem}</legend>
      <p className="q-rule">{t.rules[slot.type]}</p>
      {slot.options.map(({ label, text }, index) => (
        <label className="option" key={label}>
          <input
            type={slot.type === "multiple-choice" ? "checkbox" : "radio"}
            name={`q${slot.number}`}
            value={label}
            checked={answer.includes(label)}
            onChange={() => onAnswer?.(label)}
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

/** The last question that shares the case of this one; 0: it stands by itself. */
export function lastOfCase(slots: readonly CandidateSlot[], { group }: CandidateSlot): number {
  if (!group) return 0;
  return slots.filter((slot) => slot.group?.firstNumber === group.firstNumber).at(-1)?.number ?? 0;
}
