import type { LoaderFunctionArgs } from "@remix-run/node";
import { roomPapers } from "~/casework/exam-papers.server";
import { idIn, paperResponse } from "~/casework/exam-papers-page.server";
import { requireHolder } from "~/exams/exam-page.server";

/** The sheets on which candidates and invigilators sign, room by room, or of one. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, exam } = await requireHolder(request, params, "exam:arrange");
  const now = new Date();
  const room = idIn(new URL(request.url).searchParams, "room");
  const asked = { examId: exam.id, room, kind: "sign" as const };
  return paperResponse((tx) => roomPapers(tx, asked, { actorId: actor.accountId, now }), {
    isNamed: room !== undefined,
    back: `/exams/${exam.id}/rooms`,
  });
}
