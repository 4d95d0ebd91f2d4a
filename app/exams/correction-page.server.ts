import { z } from "zod";
import type { Actor } from "~/access/permissions";
import { prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { type CorrectionFacts, findCorrection } from "./correction-list.server";
import { requireHolder } from "./exam-page.server";
import { type QuestionToCorrect, questionToCorrect } from "./exam-questions.server";
import type { ExamListed } from "./exams.server";
import { type Proposal, WISHES } from "./key-correction";

type Params = { examId?: string; correctionId?: string; questionVersionId?: string };
type AtExam = { actor: Actor; exam: ExamListed };

/** A correction of an exam, for who may correct keys where it is held; 404 where there is none. */
export async function requireCorrection(
  request: Request,
  params: Params,
): Promise<AtExam & { correction: CorrectionFacts }> {
  const { actor, exam } = await requireHolder(request, params, "exam:correct");
  const { correctionId } = params;
  const correction = isUuid(correctionId)
    ? await findCorrection(prisma, { examId: exam.id, correctionId })
    : null;
  if (!correction) throw new Response(null, { status: 404 });
  return { actor, exam, correction };
}

/** A question on the papers of an exam, with its key. */
export async function requireQuestion(
  request: Request,
  params: Params,
): Promise<AtExam & { question: QuestionToCorrect }> {
  const { actor, exam } = await requireHolder(request, params, "exam:correct");
  const { questionVersionId } = params;
  const question = isUuid(questionVersionId)
    ? await questionToCorrect(prisma, { examId: exam.id, questionVersionId })
    : null;
  if (!question) throw new Response(null, { status: 404 });
  return { actor, exam, question };
}

const LONGEST_GROUND = 1_000;

export function proposalFrom(form: FormData): Proposal {
  const ground = z.string().safeParse(form.get("ground")).data ?? "";
  return {
    wish: WISHES.find((one) => one === form.get("wish")) ?? null,
    key: form.getAll("key").flatMap((id) => (typeof id === "string" ? [id] : [])),
    ground: [...ground.trim()].slice(0, LONGEST_GROUND).join(""),
  };
}
