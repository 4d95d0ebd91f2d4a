import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/access/session.server";
import { archiveStream, prepareArchive, runOf } from "~/casework/issuance-run-results.server";
import { inTransaction, prisma } from "~/db.server";
import { certificationText } from "~/text/certification";
import { localeFrom, textFor } from "~/text/text";

/** Every document of a run as one archive with a list, as it is written; each download is an event. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "certificate:issue");
  const now = new Date();
  const run = await runOf(prisma, params.runId, actor.accountId);
  if (!run || run.printed === 0) throw new Response(null, { status: 404 });
  const documents = await inTransaction((tx) => prepareArchive(tx, run.runId, actor.accountId, now));
  const words = textFor(certificationText, localeFrom(request)).runs.file;
  const name = encodeURIComponent(words.name(run.decisionNumber));
  return new Response(createReadableStreamFromReadable(archiveStream(prisma, documents, words, now)), {
    headers: {
      "Content-Type": "application/zip",
      "Content-Disposition": `attachment; filename="certificates.zip"; filename*=UTF-8''${name}`,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
