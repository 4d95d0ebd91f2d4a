import type { LoaderFunctionArgs } from "@remix-run/node";
import { attachment } from "~/attachment";
import { readNotice } from "~/casework/supervision-letters.server";
import { inTransaction } from "~/db.server";
import { requireNotice } from "~/study/audit-page.server";

/** The paper as it was issued. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, notice } = await requireNotice(request, params, "supervision:read", now);
  const paper = await inTransaction((tx) => readNotice(tx, notice, actor.accountId, now));
  if (!paper) throw new Response(null, { status: 404 });
  const { bytes, mediaType, name } = paper;
  return attachment(bytes, { mediaType, name, plainName: `notice-${notice.noticeId}.pdf` });
}
