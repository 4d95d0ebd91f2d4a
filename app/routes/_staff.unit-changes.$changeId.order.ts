import type { LoaderFunctionArgs } from "@remix-run/node";
import { attachment } from "~/attachment";
import { requireChange } from "~/casework/unit-change-form.server";
import { lookAtOrder } from "~/casework/unit-change-results.server";
import { inTransaction } from "~/db.server";

/** The order behind a change; each look is an event. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, change } = await requireChange(request, params.changeId, "unit-change:read", now);
  const file = await inTransaction((tx) => lookAtOrder(tx, change, actor.accountId, now));
  return attachment(file.bytes, file);
}
