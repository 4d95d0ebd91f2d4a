import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { requirePerson } from "~/access/session.server";
import { inTransaction } from "~/db.server";
import { textIn } from "~/form-text";
import { isUuid } from "~/ids";
import { markAllRead } from "~/notices/notices.server";

/** Reached by address alone: the list of notices offers it. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requirePerson(request);
  return redirect("/my/notices");
}

/** All that the page knew of; what came since stays unread. Without a notice to reach up to nothing is read. */
export async function action({ request }: ActionFunctionArgs) {
  const { personId } = await requirePerson(request);
  const upToId = textIn(await request.formData(), "upTo");
  if (isUuid(upToId)) await inTransaction((tx) => markAllRead(tx, { personId, upToId }, new Date()));
  throw redirect("/my/notices", { status: 303 });
}
