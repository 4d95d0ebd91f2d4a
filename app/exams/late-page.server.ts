import type { Actor } from "~/access/permissions";
import { prisma } from "~/db.server";
import { attemptIdFrom } from "./attempt-page.server";
import { requireHolder } from "./exam-page.server";
import type { ExamListed } from "./exams.server";
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
