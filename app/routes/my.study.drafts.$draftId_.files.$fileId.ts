import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePerson } from "~/access/session.server";
import { attachment } from "~/attachment";
import { requireDraft } from "~/components/own-study-form.server";
import { prisma } from "~/db.server";
import { readFile } from "~/files.server";
import { namesOf } from "~/study/record-files.server";

/** A file of one's own draft, which nobody else sees. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const draft = await requireDraft(prisma, params.draftId, await requirePerson(request));
  const file = draft.kept.find(({ id }) => id === params.fileId);
  if (!file) throw new Response(null, { status: 404 });
  const { bytes, mediaType } = await readFile(prisma, file.hash);
  return attachment(bytes, namesOf(file.id, mediaType, file.name));
}
