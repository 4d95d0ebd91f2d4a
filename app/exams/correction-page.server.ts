import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import type { Actor } from "~/access/permissions";
import { inTransaction, prisma } from "~/db.server";
import { textIn } from "~/form-text";
import { isUuid } from "~/ids";
import { requirePosted } from "~/posted.server";
import { type CorrectionFacts, findCorrection } from "./correction-list.server";
import { requireHolder } from "./exam-page.server";
import { type QuestionToCorrect, questionToCorrect } from "./exam-questions.server";
import type { ExamListed } from "./exams.server";
import { type Proposal, WISHES } from "./key-correction";
import { decideCorrection } from "./key-corrections.server";

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

/** Both decisions on a correction: the page of the correction offers them. */
export async function correctionDecisionPage({ request, params }: LoaderFunctionArgs) {
  const { exam, correction } = await requireCorrection(request, params);
  const back = `/exams/${exam.id}/corrections/${correction.correctionId}`;
  requirePosted(request, back);
  return { back };
}

/** By the second of two people, on the dry run the form names; the verb refuses the first, and a run that is not the last. */
export async function decideCorrectionFrom(
  { request, params }: ActionFunctionArgs,
  decision: "approved" | "refused",
) {
  const now = new Date();
  const { actor, exam, correction } = await requireCorrection(request, params);
  const { correctionId } = correction;
  const digest = String((await request.formData()).get("digest") ?? "");
  const decided = { examId: exam.id, correctionId, decision, digest };
  const answer = await inTransaction((tx) => decideCorrection(tx, decided, actor, now));
  if (answer.ok)
    throw redirect(`/exams/${exam.id}/corrections/${correctionId}?done=${decision}`, { status: 303 });
  return data({ refusals: answer.refusals }, { status: 422 });
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
  return {
    wish: WISHES.find((one) => one === form.get("wish")) ?? null,
    key: form.getAll("key").flatMap((id) => (typeof id === "string" ? [id] : [])),
    ground: textIn(form, "ground", LONGEST_GROUND),
  };
}
