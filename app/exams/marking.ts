/**
 * 评分: marks for a paper's answers. Whole marks only, by a stated rule for incomplete answers.
 * In: slots as frozen, keys by question version, answers by slot number, the pack. Out: marks per slot, total, pass or not.
 */
import type { PaperSlot } from "~/exams/paper";
import type { RulePack } from "~/rulebook/schema";

/**
 * How a multiple-choice answer that leaves out a right option, and names no wrong one, is marked:
 * "all-or-nothing": 0; "half-when-incomplete" (少选得部分分): half the marks, rounded down. A wrong option always gives 0.
 */
export type MarkingPolicy = RulePack["exam"]["multipleChoice"]["value"];

export type SlotMark = {
  number: number;
  questionVersionId: string;
  /** Both as labels on this paper, so that review shows what the candidate saw. */
  given: string[];
  key: string[];
  marks: number;
  mark: number;
  outcome: "right" | "partial" | "wrong" | "unanswered" | "taken-out";
  /** The question was voided: what it gives says nothing of the candidate. */
  isVoid?: true;
};
export type Marking = { mark: number; fullMark: number; slots: SlotMark[] };

/**
 * What two people decided about a question after papers had been handed in: another key; or it is void, and everyone
 * gets its marks ("full-marks") or it counts on no paper ("taken-out").
 */
export type Correction =
  | { treatment: "new-key"; key: readonly string[] }
  | { treatment: "full-marks" | "taken-out" };

/**
 * Marks every slot; what was not answered gets 0 and counts in the full mark. `keys` holds written option ids by question
 * version; `answers` labels by slot number; `corrections` by question version. Throws when a key is missing: a paper must
 * not be marked without one.
 */
export function markPaper(
  slots: readonly PaperSlot[],
  keys: Readonly<Record<string, readonly string[]>>,
  answers: Readonly<Record<string, readonly string[]>>,
  policy: MarkingPolicy,
  corrections: Readonly<Record<string, Correction>> = {},
): Marking {
  const marked = slots.map((slot) => {
    const correction = corrections[slot.questionVersionId];
    const key = correction?.treatment === "new-key" ? correction.key : keys[slot.questionVersionId];
    if (!key || key.length === 0) throw new Error(`no key for slot ${slot.number}`);
    const own = markSlot(slot, key, answers[String(slot.number)] ?? [], policy);
    return correction ? corrected(own, correction) : own;
  });
  const sum = (of: (slot: SlotMark) => number) => marked.reduce((total, slot) => total + of(slot), 0);
  return { mark: sum((slot) => slot.mark), fullMark: sum((slot) => slot.marks), slots: marked };
}

/** The least mark that passes: the pack's percentage of the full mark, rounded up. */
export function passMarkFor(fullMark: number, pack: RulePack): number {
  return Math.ceil((fullMark * pack.exam.passPercent.value) / 100);
}

/**
 * The least mark that passes a paper from which questions were taken out: the same share of what is left, rounded up. On
 * a whole paper it is the exam's own.
 */
export function passMarkOn(exam: { passMark: number; fullMark: number }, fullMark: number): number {
  return Math.ceil((exam.passMark * fullMark) / exam.fullMark);
}

export function isPass(mark: number, passMark: number): boolean {
  return mark >= passMark;
}

function corrected(own: SlotMark, { treatment }: Correction): SlotMark {
  if (treatment === "new-key") return own;
  return treatment === "full-marks"
    ? { ...own, mark: own.marks, outcome: "right", isVoid: true }
    : { ...own, marks: 0, mark: 0, outcome: "taken-out", isVoid: true };
}

function markSlot(
  slot: PaperSlot,
  key: readonly string[],
  answer: readonly string[],
  policy: MarkingPolicy,
): SlotMark {
  const labelOf = (id: string) => slot.options[slot.optionOrder.indexOf(id)]?.label ?? id;
  const right = key.map(labelOf).sort();
  const given = [...new Set(answer)].sort();
  const hits = given.filter((label) => right.includes(label)).length;
  const common = {
    number: slot.number,
    questionVersionId: slot.questionVersionId,
    given,
    key: right,
    marks: slot.marks,
  };
  if (given.length === 0) return { ...common, mark: 0, outcome: "unanswered" };
  if (hits < given.length) return { ...common, mark: 0, outcome: "wrong" };
  if (hits === right.length) return { ...common, mark: slot.marks, outcome: "right" };
  return policy === "half-when-incomplete"
    ? { ...common, mark: Math.floor(slot.marks / 2), outcome: "partial" }
    : { ...common, mark: 0, outcome: "wrong" };
}
