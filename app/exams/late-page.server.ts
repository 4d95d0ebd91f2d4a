import type { Actor } from "~/access/permissions";
import { prisma } from "~/db.server";
import { attemptIdFrom } from "./attempt-page.server";
import { requireHolder } from "./exam-page.server";
import type { ExamListed } from "./exams.server";
import { type LateLine, lateLines } from "./late-answers.server";

/** One attempt's late answers, for who may decide where the exam is held; 404 where there are none. */
export async function requireLate(
  request: Request,
  params: { examId?: string; attemptId?: string },
): Promise<{ actor: Actor; exam: ExamListed; line: LateLine }> {
  const { actor, exam } = await requireHolder(request, params, "exam:accept-late");
  const [line] = await lateLines(prisma, { examId: exam.id, attemptId: attemptIdFrom(params) });
  if (!line) throw new Response(null, { status: 404 });
  return { actor, exam, line };
}
