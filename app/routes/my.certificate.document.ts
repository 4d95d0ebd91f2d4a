import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePerson } from "~/access/session.server";
import { attachment } from "~/attachment";
import { layoutFrom, notMade, takeDocument } from "~/certification/document.server";
import { latestCertificateId } from "~/certification/own.server";
import { inTransaction, prisma } from "~/db.server";
import { completeIssuance } from "~/jobs.server";
import { localeFrom } from "~/text/text";

/** The document of one's own newest certificate. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePerson(request);
  const layout = layoutFrom(request);
  if (!layout) throw new Response(null, { status: 404 });
  const now = new Date();
  const certificateId = await latestCertificateId(prisma, actor.personId);
  if (!certificateId) throw new Response(null, { status: 404 });
  const made = await completeIssuance(certificateId, now);
  if (!made.ok) throw notMade(made.refusals, localeFrom(request));
  const kept = await inTransaction((tx) => takeDocument(tx, { certificateId, layout }, actor.accountId, now));
  if (!kept) throw new Response(null, { status: 404 });
  return attachment(kept.bytes, kept);
}
