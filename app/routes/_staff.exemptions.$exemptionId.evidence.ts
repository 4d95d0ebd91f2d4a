import type { LoaderFunctionArgs } from "@remix-run/node";
import { attachment } from "~/attachment";
import { prisma } from "~/db.server";
import { evidenceEndingOf } from "~/exams/evidence-form.server";
import { requireExemption } from "~/exams/requirement-page.server";
import { readFile } from "~/files.server";

/** The evidence as it was given: a file to keep, never a page of ours. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { exemptionId } = await requireExemption(request, params, "requirement:read", new Date());
  const { evidenceHash } = await prisma.examExemption.findUniqueOrThrow({
    where: { id: exemptionId },
    select: { evidenceHash: true },
  });
  const { bytes, mediaType } = await readFile(prisma, evidenceHash);
  const name = `exemption-${exemptionId}.${evidenceEndingOf(mediaType)}`;
  return attachment(bytes, { mediaType, name, plainName: name });
}
