import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import type { Actor } from "~/access/permissions";
import { inTransaction, prisma } from "~/db.server";
import { requirePosted } from "~/posted.server";
import { attemptIdFrom } from "./attempt-page.server";
import { requireHolder } from "./exam-page.server";
import type { ExamListed } from "./exams.server";
import { decideLate } from "./late-answers.server";
import { type LatePaper, latePaper } from "./late-list.server";

/** One paper's late answers, for who may decide where the exam is held; 404 where there are none. */
export async function requireLate(
  request: Request,
  params: { examId?: string; attemptId?: string },
): Promise<{ actor: Actor; exam: ExamListed; paper: LatePaper }> {
  const { actor, exam } = await requireHolder(request, params, "exam:accept-late");
  const paper = await latePaper(prisma, { examId: exam.id, attemptId: attemptIdFrom(params) });
  if (!paper) throw new Response(null, { status: 404 });
  return { actor, exam, paper };
}

/** Both decisions on late answers: the page of the late answers offers them. */
export async function lateDecisionPage({ request, params }: LoaderFunctionArgs) {
  const { exam, paper } = await requireLate(request, params);
  const back = `/exams/${exam.id}/late-answers/${paper.attemptId}`;
  requirePosted(request, back);
  return { back };
}

/** By the second of two people; the verb refuses the first. */
export async function decideLateFrom(
  { request, params }: ActionFunctionArgs,
  decision: "approved" | "refused",
) {
  const now = new Date();
  const { actor, exam, paper } = await requireLate(request, params);
  const decided = { examId: exam.id, attemptId: paper.attemptId, decision };
  const answer = await inTransaction((tx) => decideLate(tx, decided, actor, now));
  if (answer.ok) throw redirect(`/exams/${exam.id}/late-answers?done=${decision}`, { status: 303 });
  return data({ refusals: answer.refusals }, { status: 422 });
}
