import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/access/session.server";
import { attachment } from "~/attachment";
import { lookAtEvidence } from "~/certification/act-evidence.server";
import { certificateOf } from "~/certification/register.server";
import { inTransaction } from "~/db.server";
import { isUuid } from "~/ids";

/** A file that a decision rests on; each look is an event. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "certificate:evidence");
  const now = new Date();
  const { certificateId } = await certificateOf(params, actor, "certificate:evidence", now);
  const { fileId } = params;
  const file = isUuid(fileId)
    ? await inTransaction((tx) => lookAtEvidence(tx, { certificateId, fileId }, actor.accountId, now))
    : null;
  if (!file) throw new Response(null, { status: 404 });
  return attachment(file.bytes, file);
}
