import type { LoaderFunctionArgs } from "@remix-run/node";
import { attachment } from "~/attachment";
import { requireCard } from "~/certification/ministry-card-page.server";
import { lookAtCard } from "~/certification/ministry-cards.server";
import { inTransaction } from "~/db.server";

/** The picture of a ministry card; each look is an event. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, card } = await requireCard(request, params, "ministry-card:read", now);
  const file = await inTransaction((tx) => lookAtCard(tx, card.id, actor.accountId, now));
  if (!file) throw new Response(null, { status: 404 });
  return attachment(file.bytes, file);
}
