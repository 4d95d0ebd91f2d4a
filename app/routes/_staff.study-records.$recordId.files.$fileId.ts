import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/access/session.server";
import { attachment } from "~/attachment";
import { inTransaction } from "~/db.server";
import { isUuid } from "~/ids";
import { lookAtFile } from "~/study/record-files.server";
import { recordFrom } from "~/study/record-page.server";

/** For the unit, legal affairs and who audits them; each look is an event. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "study:evidence");
  const { fileId } = params;
  const now = new Date();
  const file = await inTransaction(async (tx) => {
    const { record } = await recordFrom(tx, params.recordId, actor, ["study:evidence"], now);
    if (!isUuid(fileId)) return null;
    const { id, personId, unitId } = record;
    return lookAtFile(tx, { recordId: id, personId, unitId }, fileId, actor.accountId, now);
  });
  if (!file) throw new Response(null, { status: 404 });
  return attachment(file.bytes, file);
}
