import { randomUUID } from "node:crypto";
import { inTransaction, prisma } from "~/db.server";
import { type MarkingPolicy, markPaper } from "~/exams/marking";
import type { Paper, PaperSlot } from "~/exams/paper";
import { newId } from "~/ids";
import { changeBank } from "~/questions/bank-versions.server";
import { type NewVersion, storeVersions } from "~/questions/question-versions.server";
import { EARLY, type Hall, OPENS, planExam } from "./exam-hall";

/** Questions, and papers on them as they are after marking, laid down as rows: whatever a table of figures needs. */

export type MadeQuestion = {
  versionId: string;
  questionId: string;
  type: "single-choice" | "multiple-choice" | "true-false";
  optionIds: string[];
  key: string[];
  marks: number;
};

export async function madeBank(): Promise<string> {
  const id = newId();
  await prisma.questionBank.create({
    data: {
      id,
      code: `made-${id.slice(-8)}`,
      title: { "zh-CN": "自编题库", en: "Made bank" },
      kind: "general",
      origin: "own",
    },
  });
  return id;
}

type Wanted = Pick<MadeQuestion, "type" | "key" | "marks"> & {
  optionIds?: string[];
  code?: string;
  /** The case whose part it is. */
  caseOf?: { versionId: string; position: number };
  /** The version before, which leaves the bank. */
  before?: MadeQuestion;
  law?: string;
};

export async function madeQuestion(bankId: string, wanted: Wanted): Promise<MadeQuestion> {
  const { type, key, marks, before } = wanted;
  const optionIds = wanted.optionIds ?? (type === "true-false" ? ["T", "F"] : ["A", "B", "C", "D"]);
  const id = newId();
  const questionId = before?.questionId ?? newId();
  const number = before ? 2 : 1;
  await store(bankId, {
    ...{ id, questionId, number, type, optionIds, key, law: wanted.law ?? "行政处罚法" },
    code: before ? null : (wanted.code ?? `q-${id.slice(-10)}`),
    groupId: wanted.caseOf?.versionId ?? null,
    position: wanted.caseOf?.position ?? 0,
    leave: before ? [before.versionId] : [],
  });
  return { versionId: id, questionId, type, optionIds, key, marks };
}

export async function madeCase(bankId: string): Promise<{ versionId: string; questionId: string }> {
  const id = newId();
  const questionId = newId();
  await store(bankId, {
    ...{ id, questionId, number: 1, type: "case-group", optionIds: [], key: null, law: "行政处罚法" },
    ...{ code: `case-${id.slice(-10)}`, groupId: null, position: 0, leave: [] },
  });
  return { versionId: id, questionId };
}

type Stored = Pick<
  NewVersion,
  "id" | "questionId" | "number" | "type" | "law" | "code" | "groupId" | "position"
> & {
  optionIds: string[];
  key: string[] | null;
  leave: string[];
};

async function store(bankId: string, { optionIds, key, leave, ...version }: Stored): Promise<void> {
  await inTransaction(async (tx) => {
    await storeVersions(
      tx,
      bankId,
      [
        {
          ...version,
          contentHash: randomUUID(),
          stem: `=题干 ${version.number}`,
          options: optionIds.map((id) => ({ id, text: version.type === "true-false" ? "" : `选项${id}` })),
          citations: [],
          article: 1,
          topic: "",
          difficulty: 3,
          enemies: [],
          key: key && { key, explanation: "" },
          draftId: null,
        },
      ],
      EARLY,
    );
    await changeBank(tx, bankId, { enter: [version.id], leave }, EARLY);
  });
}

/** One paper. `chosen`: written option ids; `order`: as this candidate saw them. */
export type Answered = {
  question: MadeQuestion;
  order: string[];
  chosen: string[];
};
export type Step = { kind: "answer" | "flag" | "take-over" | "late"; slot: number | null; afterMs: number };
export type Sat = {
  personId: string;
  startedMs: number;
  answers: Answered[];
  steps: Step[];
};

const LABELS = ["A", "B", "C", "D", "E", "F"];

/** An exam with these papers handed in and marked. */
export async function heldExam(
  hall: Hall,
  sat: readonly Sat[],
  { policy = "all-or-nothing" as MarkingPolicy, acts = ["released"] } = {},
): Promise<{ examId: string; marks: number[] }> {
  const examId = await planExam(hall);
  const { blueprintVersionId, packVersionId, unitId } = await prisma.exam.findUniqueOrThrow({
    where: { id: examId },
  });
  for (const act of acts) await prisma.examAct.create({ data: { id: newId(), examId, act, at: EARLY } });
  const rows = sat.map((one) => ({
    ...one,
    attemptId: newId(),
    registrationId: newId(),
    ...marked(one, policy),
  }));
  const at = (ms: number) => new Date(OPENS.getTime() + ms);
  const people = [...new Set(rows.map((row) => row.personId))];
  const known = await prisma.person.findMany({ where: { id: { in: people } }, select: { id: true } });
  await prisma.person.createMany({
    data: people.filter((id) => !known.some((one) => one.id === id)).map((id) => ({ id, createdAt: EARLY })),
  });
  const registrationOf = new Map(people.map((personId) => [personId, newId()]));
  await prisma.registration.createMany({
    data: [...registrationOf].map(([personId, id]) => ({
      ...{ id, examId, personId, unitId, packVersionId },
      registeredAt: EARLY,
    })),
  });
  await prisma.attempt.createMany({
    data: rows.map(({ attemptId, personId, startedMs }, index) => ({
      ...{ id: attemptId, registrationId: registrationOf.get(personId)!, personId, number: index + 1 },
      ...{
        startedAt: at(startedMs),
        deadlineAt: at(startedMs + 5_400_000),
        graceSeconds: 5,
        state: "submitted",
      },
      ...{
        epoch: 1,
        lastSeq: 0,
        lastHash: Buffer.alloc(32),
        answers: {},
        flags: {},
        deviceHash: Buffer.alloc(32),
      },
      ...{ submittedAt: at(startedMs + 5_000_000), submittedBy: "candidate", receiptNumber: attemptId },
    })),
  });
  await prisma.paper.createMany({
    data: rows.map(({ attemptId, paper }) => ({
      ...{ attemptId, blueprintVersionId, seed: "", exposure: {}, contentHash: "" },
      slots: paper as object,
    })),
  });
  await prisma.marking.createMany({
    data: rows.map(({ attemptId, marking }) => ({
      ...{ id: newId(), attemptId, mark: marking.mark, fullMark: marking.fullMark, passed: true },
      ...{ slots: marking.slots as object[], policy, packVersionId, markedAt: EARLY },
    })),
  });
  await prisma.answerStep.createMany({
    data: rows.flatMap(({ attemptId, startedMs, steps }) => {
      let passed = startedMs;
      const started = { kind: "started", slot: null, receivedAt: at(startedMs) };
      const later = steps.map(({ kind, slot, afterMs }) => {
        passed += afterMs;
        return { kind, slot, receivedAt: at(passed) };
      });
      return [started, ...later].map((step, seq) => ({
        ...{ attemptId, epoch: 1, seq, hash: Buffer.alloc(32) },
        ...step,
      }));
    }),
  });
  return { examId, marks: rows.map(({ marking }) => marking.mark) };
}

function marked({ answers }: Sat, policy: MarkingPolicy) {
  const labelled = answers.map(({ question, order, chosen }, index) => {
    const labels = question.type === "true-false" ? question.optionIds : LABELS;
    const optionOrder = question.type === "true-false" ? question.optionIds : order;
    const slot: PaperSlot = {
      ...{ number: index + 1, type: question.type, stem: "", marks: question.marks, group: null },
      options: optionOrder.map((_, place) => ({ label: labels[place]!, text: "" })),
      questionVersionId: question.versionId,
      optionOrder,
    };
    return { slot, given: chosen.map((id) => labels[optionOrder.indexOf(id)]!).sort() };
  });
  const slots = labelled.map(({ slot }) => slot);
  const keys = Object.fromEntries(answers.map(({ question }) => [question.versionId, question.key]));
  const given = Object.fromEntries(labelled.map(({ slot, given }) => [String(slot.number), given]));
  const marking = markPaper(slots, keys, given, policy);
  const paper: Paper = { sections: [], slots, fullMark: marking.fullMark };
  return { paper, marking };
}
