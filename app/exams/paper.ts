/**
 * 试卷: the drawn questions as this one candidate is shown them, frozen when the attempt begins.
 * In: drawn questions with their texts, a seed. Out: numbered slots in sections, options in an order of their own.
 * No key passes through here: `marking.ts` gets keys by question version, and a candidate's slot has no place for one.
 */
import type { PoolQuestion } from "~/questions/blueprint";
import type { Drawn } from "~/questions/filling";
import { randomFrom, shuffled } from "~/questions/random";
import { type Refusal, refusal } from "~/verdict";

export type AnswerType = "single-choice" | "multiple-choice" | "true-false";

/** Option ids as written in the bank; for true-false "T" and "F" with empty texts, worded by the interface. */
export type PaperOption = { id: string; text: string };
export type PaperPart = { id: string; type: AnswerType; stem: string; options: readonly PaperOption[] };
/** A pool entry with its texts: options if it is answered itself, parts if it is a case group. */
export type PaperQuestion = Omit<PoolQuestion, "parts"> & {
  stem: string;
  options: readonly PaperOption[];
  parts?: readonly PaperPart[];
};

export type CandidateOption = { label: string; text: string };
/** Everything a candidate may see of a question, and nothing else: no id, code, law, difficulty or key. */
export type CandidateSlot = {
  /** From 1, in the order shown. */
  number: number;
  type: AnswerType;
  stem: string;
  options: CandidateOption[];
  marks: number;
  /** The case that this question and its neighbours share: its first slot's number and its text. */
  group: { firstNumber: number; stem: string } | null;
};
/** What is stored: the candidate's slot, the question version behind it, and which written option each label stands for. */
export type PaperSlot = CandidateSlot & { questionVersionId: string; optionOrder: string[] };

export type SectionType = AnswerType | "case-group";
/** Slots `firstNumber` to `lastNumber`, both counted. */
export type PaperSection = {
  type: SectionType;
  firstNumber: number;
  lastNumber: number;
  questions: number;
  marks: number;
};
export type Paper = { sections: PaperSection[]; slots: PaperSlot[]; fullMark: number };
export type CandidatePaper = { sections: PaperSection[]; slots: CandidateSlot[]; fullMark: number };

/** True-false first, then single and multiple choice, cases last: easy to read in, and no section split in two. */
const SECTION_ORDER: readonly SectionType[] = [
  "true-false",
  "single-choice",
  "multiple-choice",
  "case-group",
];
const LABELS = ["A", "B", "C", "D", "E", "F"];

/** Sections by type; questions in random order within one; options in random order but for true-false. Same seed, same paper. */
export function paperFrom(drawn: readonly Drawn<PaperQuestion>[], seed: string): Paper {
  const slots: PaperSlot[] = [];
  const sections: PaperSection[] = [];
  for (const type of SECTION_ORDER) {
    const ofType = drawn.filter(({ question }) => question.type === type);
    const firstNumber = slots.length + 1;
    for (const entry of shuffled(ofType, randomFrom(`${seed}/order/${type}`)))
      slots.push(...slotsOf(entry, slots.length + 1, seed));
    const added = slots.slice(firstNumber - 1);
    if (added.length > 0)
      sections.push({
        type,
        firstNumber,
        lastNumber: slots.length,
        questions: added.length,
        marks: total(added),
      });
  }
  return { sections, slots, fullMark: total(slots) };
}

/** The paper as it may leave the server before results are released. Fields are named one by one, so that a new one stays in. */
export function candidateView(paper: Paper): CandidatePaper {
  const slots = paper.slots.map(({ number, type, stem, options, marks, group }) => ({
    number,
    type,
    stem,
    options: options.map(({ label, text }) => ({ label, text })),
    marks,
    group: group && { firstNumber: group.firstNumber, stem: group.stem },
  }));
  return { sections: paper.sections, slots, fullMark: paper.fullMark };
}

export type AnswerReading = { ok: true; answer: string[] } | { ok: false; refusals: Refusal[] };

/**
 * Reads an answer to one slot: labels, sorted and without repeats; empty takes the answer back.
 * Refusals: answer.no-such-option { slot }, answer.too-many { slot }.
 */
export function answerFrom(slot: CandidateSlot, labels: readonly string[]): AnswerReading {
  const answer = [...new Set(labels)].sort();
  const known = new Set(slot.options.map(({ label }) => label));
  if (!answer.every((label) => known.has(label)))
    return { ok: false, refusals: [refusal("answer.no-such-option", { slot: slot.number })] };
  if (slot.type !== "multiple-choice" && answer.length > 1)
    return { ok: false, refusals: [refusal("answer.too-many", { slot: slot.number })] };
  return { ok: true, answer };
}

function slotsOf(
  { question, marksEach }: Drawn<PaperQuestion>,
  firstNumber: number,
  seed: string,
): PaperSlot[] {
  if (question.type !== "case-group") {
    const { id, type, stem, options } = question;
    return [slotOf({ id, type, stem, options }, firstNumber, marksEach, null, seed)];
  }
  const group = { firstNumber, stem: question.stem };
  return (question.parts ?? []).map((part, index) =>
    slotOf(part, firstNumber + index, marksEach, group, seed),
  );
}

function slotOf(
  { id, type, stem, options }: PaperPart,
  number: number,
  marks: number,
  group: CandidateSlot["group"],
  seed: string,
): PaperSlot {
  const fixed = type === "true-false";
  const order = fixed ? [...options] : shuffled(options, randomFrom(`${seed}/options/${id}`));
  const shown = order.map((option, index) => ({
    label: fixed ? option.id : (LABELS[index] ?? String(index + 1)),
    text: option.text,
  }));
  const optionOrder = order.map((option) => option.id);
  return { number, type, stem, options: shown, marks, group, questionVersionId: id, optionOrder };
}

function total(slots: readonly CandidateSlot[]): number {
  return slots.reduce((sum, slot) => sum + slot.marks, 0);
}
