import type { LoaderFunctionArgs } from "@remix-run/node";
import { attachment } from "~/attachment";
import { inTransaction } from "~/db.server";
import { isUuid } from "~/ids";
import { lookAtClearanceFile } from "~/positions/clearance-list.server";
import { requireCase } from "~/positions/clearance-page.server";

/** A file of a proposal; each look is an event. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, found } = await requireCase(request, params, "clearance:read", now);
  const { fileId } = params;
  const file = isUuid(fileId)
    ? await inTransaction((tx) => lookAtClearanceFile(tx, found, fileId, actor.accountId, now))
    : null;
  if (!file) throw new Response(null, { status: 404 });
  return attachment(file.bytes, file);
}
