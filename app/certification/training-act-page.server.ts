/** Acts on a proposed annulment and on a draft that are buttons without fields: what their routes share. Throws responses. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { requirePermission } from "~/access/session.server";
import { inTransaction, prisma, type Tx } from "~/db.server";
import { isUuid } from "~/ids";
import { requirePosted } from "~/posted.server";
import type { Refusal } from "~/verdict";
import { requireDraft, TRAININGS } from "./training-page.server";
import { trainingFile } from "./training-register.server";

type Answer = { ok: true } | { ok: false; refusals: Refusal[] };

async function annulmentOf({ request, params }: LoaderFunctionArgs, now: Date) {
  const actor = await requirePermission(request, "training:annul");
  const { id } = await trainingFile(params, actor, "training:annul", now);
  const { annulmentId } = params;
  const row = isUuid(annulmentId)
    ? await prisma.trainingAnnulment.findFirst({ where: { id: annulmentId, certificateId: id } })
    : null;
  if (!row) throw new Response(null, { status: 404 });
  return { actor, annulmentId: row.id, at: `${TRAININGS}/${id}` };
}

export async function annulmentActPage(args: LoaderFunctionArgs) {
  const { at } = await annulmentOf(args, new Date());
  requirePosted(args.request, at);
  return { at };
}

export async function annulmentAct(
  args: ActionFunctionArgs,
  done: string,
  act: (tx: Tx, named: { annulmentId: string }, actorId: string, now: Date) => Promise<Answer>,
) {
  const now = new Date();
  const { actor, annulmentId, at } = await annulmentOf(args, now);
  const answer = await inTransaction((tx) => act(tx, { annulmentId }, actor.accountId, now));
  if (answer.ok) throw redirect(`${at}?done=${done}`, { status: 303 });
  return data({ refusals: answer.refusals }, { status: 422 });
}

const DRAFTS = "/training-drafts";

export async function draftActPage({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "training:issue");
  await requireDraft(params, actor, "training:issue", new Date());
  requirePosted(request, DRAFTS);
  return { at: DRAFTS };
}

export async function draftAct(
  { request, params }: ActionFunctionArgs,
  done: string,
  act: (tx: Tx, named: { draftId: string }, actorId: string, now: Date) => Promise<Answer>,
) {
  const actor = await requirePermission(request, "training:issue");
  const now = new Date();
  const named = await requireDraft(params, actor, "training:issue", now);
  const answer = await inTransaction((tx) => act(tx, named, actor.accountId, now));
  if (answer.ok) throw redirect(`${DRAFTS}?done=${done}`, { status: 303 });
  return data({ refusals: answer.refusals }, { status: 422 });
}
