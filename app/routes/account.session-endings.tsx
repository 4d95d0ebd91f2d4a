import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { requireActor } from "~/access/session.server";
import { endSessionsOf } from "~/access/sessions.server";
import { inTransaction } from "~/db.server";

export const loader = () => redirect("/account");

/** Every session of one's own but the one that asks. */
export async function action({ request }: ActionFunctionArgs) {
  const { accountId, sessionId } = await requireActor(request);
  await inTransaction((tx) => endSessionsOf(tx, { accountId, keepId: sessionId }, accountId, new Date()));
  throw redirect("/account?done=others", { status: 303 });
}
