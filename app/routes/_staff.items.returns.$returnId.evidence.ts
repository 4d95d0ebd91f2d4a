import type { LoaderFunctionArgs } from "@remix-run/node";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { attachment } from "~/attachment";
import { lookAtReturn } from "~/certification/item-evidence.server";
import { inTransaction } from "~/db.server";
import { isUuid } from "~/ids";
import { unitsEver } from "~/organisation/past-units.server";

/** What shows a loss; each look is an event. */
export async function loader({ request, params: { returnId } }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "item:read");
  const now = new Date();
  const file = isUuid(returnId)
    ? await inTransaction(async (tx) => {
        const unitIds = await unitsEver(tx, pathsFor(actor, "item:read"));
        return lookAtReturn(tx, { returnId, unitIds }, actor.accountId, now);
      })
    : null;
  if (!file) throw new Response(null, { status: 404 });
  return attachment(file.bytes, file);
}
