import type { LoaderFunctionArgs } from "@remix-run/node";
import { attachment } from "~/attachment";
import { prisma } from "~/db.server";
import { evidenceEndingOf } from "~/exams/evidence-form.server";
import { evidenceOf } from "~/exams/violation-list.server";
import { requireViolation } from "~/exams/violation-page.server";
import { readFile } from "~/files.server";

/** The evidence as it was given: a file to keep, never a page of ours. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { exam, violation } = await requireViolation(request, params, "violation:read", new Date());
  const hash = await evidenceOf(prisma, { examId: exam.id, violationId: violation.violationId });
  if (!hash) throw new Response(null, { status: 404 });
  const { bytes, mediaType } = await readFile(prisma, hash);
  const name = `evidence-${violation.violationId}.${evidenceEndingOf(mediaType)}`;
  return attachment(bytes, { mediaType, name, plainName: name });
}
