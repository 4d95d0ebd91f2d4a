import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { inTransaction } from "~/db.server";
import { requireHolder } from "~/exams/exam-page.server";
import { withdrawInvigilator } from "~/exams/room-invigilators.server";
import { isUuid } from "~/ids";

/** Reached by address alone: the rooms offer it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { exam } = await requireHolder(request, params, "exam:arrange");
  throw redirect(`/exams/${exam.id}/rooms`);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, exam } = await requireHolder(request, params, "exam:arrange");
  const now = new Date();
  const assignmentId = (await request.formData()).get("assignmentId");
  if (!isUuid(assignmentId)) throw new Response(null, { status: 404 });
  const assignment = { examId: exam.id, assignmentId: String(assignmentId) };
  await inTransaction((tx) => withdrawInvigilator(tx, assignment, actor.accountId, now));
  throw redirect(`/exams/${exam.id}/rooms?done=unassigned`, { status: 303 });
}

/** Never drawn: with it, what this address refuses has the page of refusals around it instead of nothing. */
export default function NoPage() {
  return null;
}
