import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { requirePerson } from "~/access/session.server";
import { inTransaction, prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { pageOf } from "~/notices/notice";
import { findNotice } from "~/notices/notice-list.server";
import { markRead } from "~/notices/notices.server";

/** Reached by address alone: the list of notices offers it. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requirePerson(request);
  return redirect("/my/notices");
}

/** Read from now on; leads to what the notice is about, or with `stay` back to the list. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { personId } = await requirePerson(request);
  const { noticeId } = params;
  const notice = isUuid(noticeId) ? await findNotice(prisma, { personId, noticeId }) : null;
  if (!notice || !noticeId) throw new Response(null, { status: 404 });
  await inTransaction((tx) => markRead(tx, { personId, noticeId }, new Date()));
  const stays = (await request.formData()).get("stay") !== null;
  throw redirect(stays ? "/my/notices" : pageOf(notice), { status: 303 });
}

/** Never drawn: with it, what this address refuses has the page of refusals around it instead of nothing. */
export default function NoPage() {
  return null;
}
