import type { LoaderFunctionArgs } from "@remix-run/node";
import { attachment } from "~/attachment";
import { inTransaction } from "~/db.server";
import { isUuid } from "~/ids";
import { requireNotice } from "~/study/audit-page.server";
import { lookAtReplyFile } from "~/study/notice-list.server";

/** A file of an answer; each look is an event. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, notice } = await requireNotice(request, params, "supervision:read", now);
  const { noticeId, unitId } = notice;
  const { fileId } = params;
  const file = isUuid(fileId)
    ? await inTransaction((tx) => lookAtReplyFile(tx, { noticeId, unitId, fileId }, actor.accountId, now))
    : null;
  if (!file) throw new Response(null, { status: 404 });
  return attachment(file.bytes, file);
}
