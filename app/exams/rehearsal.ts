/**
 * 演练: the exam room tried out before the day. It runs through the same ledger as an exam, belongs to none and leads to
 * nothing; whoever wants repeats it.
 * In: practice questions in the candidate's language, an instant. Out: a paper like any other, and its end.
 */
import type { AnswerType, Paper, PaperSection, PaperSlot, SectionType } from "./paper";

const REHEARSAL_MINUTES = 20;
/** No pack rules it: a rehearsal belongs to no unit. */
export const REHEARSAL_GRACE_SECONDS = 10;

/** Without options it is to be judged true or false. */
export type PracticeQuestion = { type: AnswerType; stem: string; options: readonly string[] };
export type PracticePaper = {
  questions: readonly PracticeQuestion[];
  /** A case with its questions, last of all. */
  shared: { stem: string; questions: readonly PracticeQuestion[] };
};

export function rehearsalDeadline(startedAt: Date): Date {
  return new Date(startedAt.getTime() + REHEARSAL_MINUTES * 60_000);
}

/** In the order given, which is by type: a rehearsal is the same each time, so that one can be helped through it. */
export function practicePaper({ questions, shared }: PracticePaper): Paper {
  const group = { firstNumber: questions.length + 1, stem: shared.stem };
  const slots = [
    ...questions.map((question, index) => slotFrom(question, index + 1, null)),
    ...shared.questions.map((question, index) => slotFrom(question, group.firstNumber + index, group)),
  ];
  const typeOf = (slot: PaperSlot): SectionType => (slot.group ? "case-group" : slot.type);
  const types = [...new Set(slots.map(typeOf))];
  const sections = types.map((type) =>
    sectionFrom(
      type,
      slots.filter((slot) => typeOf(slot) === type),
    ),
  );
  return { sections, slots, fullMark: slots.length };
}

const LABELS = ["A", "B", "C", "D", "E", "F"];
const TRUTH = ["T", "F"];

/** A question counts one mark, which nobody gives. No version of any bank's question stands behind it. */
function slotFrom(
  { type, stem, options }: PracticeQuestion,
  number: number,
  group: PaperSlot["group"],
): PaperSlot {
  const labelled =
    type === "true-false"
      ? TRUTH.map((label) => ({ label, text: "" }))
      : options.map((text, index) => ({ label: LABELS[index]!, text }));
  const optionOrder = labelled.map(({ label }) => label);
  const questionVersionId = `practice-${number}`;
  return { number, type, stem, options: labelled, marks: 1, group, questionVersionId, optionOrder };
}

function sectionFrom(type: SectionType, slots: readonly PaperSlot[]): PaperSection {
  const [firstNumber, lastNumber] = [slots[0]!.number, slots.at(-1)!.number];
  return {
    ...{ type, firstNumber, lastNumber, marks: slots.length },
    questions: type === "case-group" ? 1 : slots.length,
  };
}
