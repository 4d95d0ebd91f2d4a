import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { bundleStream, prepareBundle } from "~/casework/audit-bundle.server";
import { inTransaction, prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { requireAudit } from "~/study/audit-page.server";
import { studyAuditText } from "~/text/study-audit";
import { localeFrom, textFor } from "~/text/text";

const LONGEST_MS = 5 * 60_000;

/** The bundle for who gave the reason, as it is written; each download is an event. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, audit, today } = await requireAudit(request, params, "study-audit:export", now);
  const { exportId } = params;
  if (!isUuid(exportId)) throw new Response(null, { status: 404 });
  const locale = localeFrom(request);
  const asked = { auditId: audit.auditId, exportId, locale };
  const bundle = await inTransaction(
    (tx) => prepareBundle(tx, asked, actor, today, now),
    undefined,
    LONGEST_MS,
  );
  if (!bundle) throw new Response(null, { status: 404 });
  const name = `${textFor(studyAuditText, locale).bundle.fileName(audit.noticeNumber)}.zip`;
  return new Response(createReadableStreamFromReadable(bundleStream(prisma, bundle)), {
    headers: {
      "Content-Type": "application/zip",
      "Content-Disposition": `attachment; filename="evidence-${exportId}.zip"; filename*=UTF-8''${encodeURIComponent(name)}`,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
