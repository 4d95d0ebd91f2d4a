import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { requireActor } from "~/access/session.server";
import { endOwnSession } from "~/access/sessions.server";
import { inTransaction } from "~/db.server";
import { isUuid } from "~/ids";

export const loader = () => redirect("/account");

/** One of one's own, on another device: one's own session is left by signing out. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { accountId } = await requireActor(request);
  const { sessionId } = params;
  const ended =
    isUuid(sessionId) &&
    (await inTransaction((tx) => endOwnSession(tx, { accountId, sessionId }, new Date())));
  if (!ended) throw new Response(null, { status: 404 });
  throw redirect("/account?done=ended", { status: 303 });
}

/** Never drawn: with it, what this address refuses has the page of refusals around it instead of nothing. */
export default function NoPage() {
  return null;
}
