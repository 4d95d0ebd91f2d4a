import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { withdrawView } from "~/access/saved-views.server";
import { requireStaff } from "~/access/session.server";
import { inTransaction } from "~/db.server";

export async function loader({ request }: LoaderFunctionArgs) {
  await requireStaff(request);
  throw redirect("/desk");
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request);
  const view = await inTransaction((tx) =>
    withdrawView(tx, { accountId: actor.accountId, id: params.viewId ?? "" }, new Date()),
  );
  if (!view) throw new Response(null, { status: 404 });
  throw redirect(`/${view.list}?${view.query}`, 303);
}

/** Never drawn: with it, what this address refuses has the page of refusals around it instead of nothing. */
export default function NoPage() {
  return null;
}
