/** The questions on the papers of an exam that were handed in: to choose from, and one with the key that stands. */
import type { Tx } from "~/db.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { packVersion } from "~/rulebook/packs.server";
import type { RulePack } from "~/rulebook/schema";
import { Prisma } from "../../prisma/generated/client";
import type { Item } from "./key-correction";
import type { Correction } from "./marking";
import { keysFor } from "./marking.server";
import type { AnswerType } from "./paper";

export type QuestionOnPapers = {
  questionVersionId: string;
  code: string;
  stem: string;
  type: AnswerType;
  papers: number;
  /** Papers on which it got its full marks; of few, one looks at the key first. */
  right: number;
};

/** By code; `q`: within code or stem. */
export async function questionsOnPapers(
  tx: Tx,
  { examId, q }: { examId: string; q: string },
  asked: PageAsked,
): Promise<PageTurned & { questions: QuestionOnPapers[] }> {
  const words = `%${q.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const found = Prisma.sql`
    SELECT v.id::text AS "questionVersionId", o.code, v.stem, v.type, t.papers, t.right
    FROM (
      SELECT (s ->> 'questionVersionId')::uuid AS id, count(*)::int AS papers,
        (count(*) FILTER (WHERE s ->> 'outcome' = 'right'))::int AS right
      FROM registration r JOIN attempt a ON a.registration_id = r.id AND a.state = 'submitted'
      JOIN marking m ON m.attempt_id = a.id AND m.superseded_at IS NULL, jsonb_array_elements(m.slots) AS s
      WHERE r.exam_id = ${examId}::uuid GROUP BY 1
    ) t JOIN question_version v ON v.id = t.id JOIN question o ON o.id = v.question_id
    WHERE ${q} = '' OR o.code ILIKE ${words} OR v.stem ILIKE ${words}`;
  const { after, before } = asked;
  const placeOf = (id: string) => Prisma.sql`(SELECT c.code, x.id::text FROM question_version x
    JOIN question c ON c.id = x.question_id WHERE x.id = ${id}::uuid)`;
  const order = Prisma.sql`(f.code, f."questionVersionId")`;
  const place = before
    ? Prisma.sql`WHERE ${order} < ${placeOf(before)}`
    : after
      ? Prisma.sql`WHERE ${order} > ${placeOf(after)}`
      : Prisma.empty;
  const direction = Prisma.raw(before ? "DESC" : "ASC");
  const [counted] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (${found} LIMIT ${COUNTED + 1}) f`;
  const rows = await tx.$queryRaw<QuestionOnPapers[]>`
    SELECT * FROM (${found}) f ${place} ORDER BY f.code ${direction}, f."questionVersionId" ${direction}
    LIMIT ${PAGE_SIZE + 1}`;
  const { found: questions, page } = turned(rows, asked, counted?.total ?? 0);
  return { ...page, questions };
}

export type QuestionToCorrect = Item & {
  questionVersionId: string;
  questionId: string;
  code: string;
  stem: string;
  options: { id: string; text: string }[];
  standing: Correction | null;
  voidQuestion: RulePack["results"]["voidQuestion"];
};

/** A question with its key, for who may correct it; null: on no paper of this exam. */
export async function questionToCorrect(
  tx: Tx,
  { examId, questionVersionId }: { examId: string; questionVersionId: string },
): Promise<QuestionToCorrect | null> {
  const [onPaper] = await tx.$queryRaw<{ id: string }[]>`
    SELECT m.id FROM marking m JOIN attempt a ON a.id = m.attempt_id JOIN registration r ON r.id = a.registration_id
    WHERE r.exam_id = ${examId}::uuid AND m.slots @> ${JSON.stringify([{ questionVersionId }])}::jsonb LIMIT 1`;
  const version = await tx.questionVersion.findUnique({
    where: { id: questionVersionId },
    include: { key: true, question: { select: { code: true } } },
  });
  if (!onPaper || !version?.key) return null;
  const { packVersionId } = await tx.exam.findUniqueOrThrow({ where: { id: examId } });
  const options = version.options as { id: string; text: string }[];
  const { corrections } = await keysFor(tx, examId, [questionVersionId]);
  return {
    questionVersionId,
    questionId: version.questionId,
    code: version.question.code,
    type: version.type,
    stem: version.stem,
    options,
    optionIds: options.map(({ id }) => id),
    key: version.key.key,
    standing: corrections[questionVersionId] ?? null,
    voidQuestion: (await packVersion(tx, packVersionId)).pack.results.voidQuestion,
  };
}
