import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePerson } from "~/access/session.server";
import { attachment } from "~/attachment";
import { ownTicket } from "~/casework/exam-papers.server";
import { prisma } from "~/db.server";
import { examIdFrom } from "~/exams/attempt-page.server";

/** One's own admission ticket, and nobody else's. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { personId } = await requirePerson(request);
  const paper = await ownTicket(prisma, { examId: examIdFrom(params), personId }, new Date());
  if (!paper) throw new Response(null, { status: 404 });
  return attachment(paper.bytes, { mediaType: "application/pdf", ...paper });
}
