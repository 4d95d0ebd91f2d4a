/**
 * One candidate's exam, answer by answer, as the examination room would send it: someone who knows a share of the
 * answers, and guesses the rest. Each candidate has a source of chance of their own, whatever order they are seated in.
 */
import { inTransaction, prisma } from "~/db.server";
import { saveAnswer } from "~/exams/answer.server";
import { startAttempt } from "~/exams/attempt.server";
import type { Paper, PaperSlot } from "~/exams/paper";
import { finishIfOverdue, submitAttempt } from "~/exams/submission.server";
import { below, type Random, randomFrom } from "~/questions/random";
import type { Person } from "./cast.ts";
import { granted } from "./chronicle.ts";

export type Sat = {
  examId: string;
  /** Names the exam to chance: the same every time the district is told. */
  code: string;
  person: Person;
  startAt: Date;
  /** Per cent of the answers that this person knows. */
  ability: number;
  minutes: number;
  /** Goes away after so many per cent of the questions, and does not hand in. */
  leavesAfter?: number;
  /** So many more answers arrive after the deadline: the network had gone. */
  sentLate?: number;
};

/** Answers the id of the attempt. */
export async function sit(sat: Sat): Promise<string> {
  const { examId, code, person, startAt, ability, minutes, leavesAfter, sentLate = 0 } = sat;
  const seed = `${code}/${person.number}`;
  const random = randomFrom(seed);
  const personId = person.id;
  const device = `demo-device-${person.number}`;
  const begun = await inTransaction((tx) =>
    startAttempt(tx, { examId, personId, device, seed }, null, startAt),
  );
  const { attemptId } = granted(begun, "beginning");
  const slots = await slotsOf(attemptId);
  const keys = await keysOf(slots);
  const step = (minutes * 60_000) / (slots.length + 2);
  const after = (steps: number) => new Date(startAt.getTime() + Math.round(steps * step));
  const answered = leavesAfter === undefined ? slots.length : Math.floor((slots.length * leavesAfter) / 100);
  let seq = 0;
  for (const slot of slots.slice(0, answered)) {
    if (below(100, random) < 2) continue;
    const answer = below(100, random) < ability ? keys.get(slot.number)! : guess(slot, random);
    seq += 1;
    const save = { attemptId, personId, device, epoch: 1, seq, slot: slot.number, change: { answer } };
    const saved = await saveAnswer(prisma, save, after(slot.number));
    if (!saved?.ok) throw new Error("An answer was not saved");
  }
  const { deadlineAt } = await prisma.attempt.findUniqueOrThrow({ where: { id: attemptId } });
  const tooLate = new Date(deadlineAt.getTime() + 180_000);
  for (const slot of slots.slice(answered, answered + sentLate)) {
    seq += 1;
    const change = { answer: keys.get(slot.number)! };
    await saveAnswer(
      prisma,
      { attemptId, personId, device, epoch: 1, seq, slot: slot.number, change },
      tooLate,
    );
  }
  if (sentLate > 0) await inTransaction((tx) => finishIfOverdue(tx, attemptId, tooLate));
  if (leavesAfter === undefined)
    await inTransaction((tx) => submitAttempt(tx, { attemptId, personId }, null, after(slots.length + 1)));
  return attemptId;
}

async function slotsOf(attemptId: string): Promise<PaperSlot[]> {
  const row = await prisma.paper.findUniqueOrThrow({ where: { attemptId }, select: { slots: true } });
  return (row.slots as unknown as Paper).slots;
}

// Read once: versions of questions never change.
let known: Map<string, string[]> | undefined;

/** The right labels of each slot, as only the office can know them. */
async function keysOf(slots: readonly PaperSlot[]): Promise<Map<number, string[]>> {
  if (!known || slots.some(({ questionVersionId }) => !known?.has(questionVersionId))) {
    const rows = await prisma.questionKey.findMany({ select: { questionVersionId: true, key: true } });
    known = new Map(rows.map(({ questionVersionId, key }) => [questionVersionId, key]));
  }
  const keyOf = known;
  return new Map(slots.map((slot) => [slot.number, labelsOf(slot, keyOf.get(slot.questionVersionId)!)]));
}

/**
 * Any answer of the right form; it may happen to be right. Chosen as written in the bank: the order in which a paper
 * shows its options hangs on ids, which are new each time the district is told.
 */
function guess(slot: PaperSlot, random: Random): string[] {
  const written = [...slot.optionOrder].sort();
  if (slot.type !== "multiple-choice") return labelsOf(slot, [written[below(written.length, random)]!]);
  const chosen = written.filter(() => below(2, random) === 1);
  return labelsOf(slot, chosen.length >= 2 ? chosen : written.slice(0, 2));
}

const labelsOf = (
  { options, optionOrder }: Pick<PaperSlot, "options" | "optionOrder">,
  ids: readonly string[],
) => ids.map((id) => options[optionOrder.indexOf(id)]!.label).sort();
