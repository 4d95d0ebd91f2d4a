import type { LoaderFunctionArgs } from "@remix-run/node";
import { attachment } from "~/attachment";
import { inTransaction } from "~/db.server";
import { isUuid } from "~/ids";
import { lookAtSessionFile } from "~/study/session-files.server";
import { requireSession } from "~/study/session-page.server";

/** For the unit, legal affairs and who audits them; each look is an event. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, session } = await requireSession(request, params, "study:evidence", now);
  const { fileId } = params;
  const file = isUuid(fileId)
    ? await inTransaction((tx) => lookAtSessionFile(tx, session, fileId, actor.accountId, now))
    : null;
  if (!file) throw new Response(null, { status: 404 });
  return attachment(file.bytes, file);
}
