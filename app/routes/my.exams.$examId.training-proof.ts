import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePerson } from "~/access/session.server";
import { attachment } from "~/attachment";
import { trainingProof } from "~/casework/training-proof.server";
import { prisma } from "~/db.server";
import { examIdFrom } from "~/exams/attempt-page.server";

/** One's own, and only after a pass that was released. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { personId } = await requirePerson(request);
  const examId = examIdFrom(params);
  const proof = await trainingProof(prisma, { examId, personId });
  if (!proof?.ok) throw new Response(null, { status: 404 });
  const { bytes, name } = proof;
  return attachment(bytes, { mediaType: "application/pdf", name, plainName: `training-${examId}.pdf` });
}
