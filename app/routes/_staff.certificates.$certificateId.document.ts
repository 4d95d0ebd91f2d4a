import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/access/session.server";
import { attachment } from "~/attachment";
import { layoutFrom, notMade, takeDocument } from "~/certification/document.server";
import { certificateOf } from "~/certification/register.server";
import { inTransaction } from "~/db.server";
import { completeIssuance } from "~/jobs.server";
import { localeFrom } from "~/text/text";

/** The frozen document. One that is still on its way is finished first: the reader need not come back. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "certificate:read");
  const layout = layoutFrom(request);
  if (!layout) throw new Response(null, { status: 404 });
  const now = new Date();
  const { certificateId } = await certificateOf(params, actor, "certificate:read", now);
  const made = await completeIssuance(certificateId, now);
  if (!made.ok) throw notMade(made.refusals, localeFrom(request));
  const kept = await inTransaction((tx) => takeDocument(tx, { certificateId, layout }, actor.accountId, now));
  if (!kept) throw new Response(null, { status: 404 });
  return attachment(kept.bytes, kept);
}
