import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/access/session.server";
import { attachment } from "~/attachment";
import { notMade } from "~/certification/document.server";
import { takeTraining } from "~/certification/training-documents.server";
import { trainingFile } from "~/certification/training-register.server";
import { inTransaction } from "~/db.server";
import { completeTraining } from "~/jobs.server";
import { localeFrom } from "~/text/text";

/** The frozen document; made now where the job has not come to it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "training:read");
  const now = new Date();
  const { id } = await trainingFile(params, actor, "training:read", now);
  const made = await completeTraining(id, now);
  if (!made.ok) throw notMade(made.refusals, localeFrom(request));
  const kept = await inTransaction((tx) => takeTraining(tx, id, actor.accountId, now));
  if (!kept) throw new Response(null, { status: 404 });
  return attachment(kept.bytes, kept);
}
