/** The steps of a supervision notice, each a form of its own. Throws responses. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import type { Permission } from "~/access/permissions";
import { inTransaction, type Tx } from "~/db.server";
import { textIn } from "~/form-text";
import type { Verdict } from "~/verdict";
import { requireNotice } from "./audit-page.server";

const LONGEST = 2000;

export async function noticeActPage({ request, params }: LoaderFunctionArgs, permission: Permission) {
  const { notice } = await requireNotice(request, params, permission, new Date());
  return { noticeId: notice.noticeId, number: notice.number };
}

export const saidIn = (form: FormData) => ({
  statement: textIn(form, "statement", LONGEST),
  reference: textIn(form, "reference", 200),
});

export async function noticeActFrom<Typed extends object>(
  { request, params }: ActionFunctionArgs,
  {
    permission,
    done,
    read,
  }: { permission: Permission; done: string; read: (request: Request) => Promise<Typed> },
  act: (tx: Tx, named: { noticeId: string } & Typed, actorId: string, now: Date) => Promise<Verdict>,
) {
  const now = new Date();
  const { actor, notice } = await requireNotice(request, params, permission, now);
  const typed = await read(request);
  const { noticeId } = notice;
  const verdict = await inTransaction((tx) => act(tx, { noticeId, ...typed }, actor.accountId, now));
  if (verdict.ok) throw redirect(`/supervision-notices/${noticeId}?done=${done}`, { status: 303 });
  return data({ refusals: verdict.refusals, typed }, { status: 422 });
}
