/** After results are out: two candidates object, the office answers one and proposes to correct a key. */
import { questionToCorrect } from "~/exams/exam-questions.server";
import { proposeCorrection } from "~/exams/key-corrections.server";
import { answerObjection, objectTo } from "~/exams/objections.server";
import type { Person } from "./cast.ts";
import { granted } from "./chronicle.ts";
import { actor, type District } from "./district.ts";

/** `people`: who sat; the first objects to a question, the second to the result. */
export function tellObjections(
  district: District,
  exam: { id: string },
  people: readonly Person[],
  { madeAt, answeredAt }: { madeAt: Date; answeredAt: Date },
): void {
  const { chronicle } = district;
  const [first, second] = people;
  if (!first || !second) return;
  const made = { objectionId: "" };
  chronicle.on(madeAt, async (tx, now) => {
    for (const [person, slot, reason] of [
      [first, 3, "题干引用的条文已经修改，两个选项都符合现行规定，请复核参考答案。"],
      [second, null, "对总分有疑问，请核对各题得分是否全部计入。"],
    ] as const) {
      const attempt = await tx.attempt.findFirstOrThrow({
        where: { personId: person.id, registration: { examId: exam.id } },
        select: { id: true },
      });
      const asked = { attemptId: attempt.id, personId: person.id, slot, reason };
      const { objectionId } = granted(await objectTo(tx, asked, null, now), "objecting");
      made.objectionId = objectionId;
    }
  });
  chronicle.on(answeredAt, async (tx, now) => {
    const by = { accountId: actor(district, "personnel"), personId: null };
    const reply = "已逐题核对答卷和评分记录，各题得分均已计入，总分无误。";
    const answer = { objectionId: made.objectionId, outcome: "dismissed" as const, reply };
    granted(await answerObjection(tx, answer, by, now), "answering an objection");
    const marking = await tx.marking.findFirstOrThrow({
      where: { supersededAt: null, attempt: { personId: first.id, registration: { examId: exam.id } } },
      select: { slots: true },
    });
    const slots = marking.slots as { number: number; questionVersionId: string }[];
    const { questionVersionId } = slots[2]!;
    const item = (await questionToCorrect(tx, { examId: exam.id, questionVersionId }))!;
    const ground = "考生对第 3 题提出异议，经核对，题干引用的条文修改后有两个选项符合规定。";
    const proposal = { wish: "void" as const, key: [], ground };
    const asked = { examId: exam.id, questionVersionId, proposal, item };
    const proposer = { accountId: actor(district, "legal"), personId: null };
    granted(await proposeCorrection(tx, asked, proposer, now), "proposing a correction");
  });
}
