import type { LoaderFunctionArgs } from "@remix-run/node";
import { prisma } from "~/db.server";
import { eventStream } from "~/event-stream.server";
import { requireInvigilation } from "~/exams/invigilation-page.server";
import { watchExam } from "~/exams/watch.server";

/** To an open board: that something about the exam changed. The board asks for itself again. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { exam } = await requireInvigilation(request, params, new Date());
  return eventStream((tell) => watchExam(prisma, exam.id, tell));
}
