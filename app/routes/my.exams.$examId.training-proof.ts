import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { requirePerson } from "~/access/session.server";
import { trainingOnExam } from "~/certification/training-register.server";
import { prisma } from "~/db.server";
import { examIdFrom } from "~/exams/attempt-page.server";

/** To the certificate that was issued on one's own pass; without one there is nothing to take. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { personId } = await requirePerson(request);
  const id = await trainingOnExam(prisma, { personId, examId: examIdFrom(params) });
  if (!id) throw new Response(null, { status: 404 });
  throw redirect(`/my/training-certificates/${id}/document`);
}
