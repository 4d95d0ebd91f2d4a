import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/access/session.server";
import { attachment } from "~/attachment";
import { lookAtApplicationFile } from "~/certification/application-files.server";
import { applicationOf } from "~/certification/application-page.server";
import { inTransaction } from "~/db.server";
import { isUuid } from "~/ids";

/** A file behind an application; each look is an event. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "application:read");
  const now = new Date();
  const { application } = await applicationOf(params, actor, "application:read", now);
  const { fileId } = params;
  const { id: applicationId } = application;
  const file = isUuid(fileId)
    ? await inTransaction((tx) => lookAtApplicationFile(tx, { applicationId, fileId }, actor.accountId, now))
    : null;
  if (!file) throw new Response(null, { status: 404 });
  return attachment(file.bytes, file);
}
