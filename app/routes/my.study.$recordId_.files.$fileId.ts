import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePerson } from "~/access/session.server";
import { attachment } from "~/attachment";
import { inTransaction } from "~/db.server";
import { isUuid } from "~/ids";
import { lookAtFile } from "~/study/record-files.server";
import { requireOwnRecord } from "~/study/record-page.server";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { personId, accountId } = await requirePerson(request);
  const { fileId } = params;
  const now = new Date();
  const file = await inTransaction(async (tx) => {
    const { id, unitId } = await requireOwnRecord(tx, params.recordId, personId);
    if (!isUuid(fileId)) return null;
    return lookAtFile(tx, { recordId: id, personId, unitId }, fileId, accountId, now);
  });
  if (!file) throw new Response(null, { status: 404 });
  return attachment(file.bytes, file);
}
