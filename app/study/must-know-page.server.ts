/** A must-know list that an address names, and its acts. Throws responses. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { type Actor, can, type Permission } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { inTransaction, prisma, type Tx } from "~/db.server";
import { isUuid } from "~/ids";
import type { UnitFacts } from "~/organisation/unit";
import { findUnit } from "~/organisation/units.server";
import { requirePosted } from "~/posted.server";
import type { Verdict } from "~/verdict";
import { type MustKnowList, mustKnowLists } from "./must-know.server";

export type AtList = { actor: Actor; list: MustKnowList; unit: UnitFacts };

/** Of the reader's subtrees; a list of the district concerns its bureaus, which read it too. */
export async function requireList(
  request: Request,
  { listId }: { listId?: string },
  permission: Permission,
): Promise<AtList> {
  const actor = await requirePermission(request, permission);
  const [list] = isUuid(listId) ? await mustKnowLists(prisma, { listId }) : [];
  const unit = list && (await findUnit(prisma, list.unitId, chinaDateOf(new Date())));
  if (!list || !unit || !reaches(actor, permission, unit.path)) throw new Response(null, { status: 404 });
  return { actor, list, unit };
}

function reaches(actor: Actor, permission: Permission, path: string): boolean {
  if (can(actor, permission, { path })) return true;
  return permission === "must-know:read" && actor.grants.some((grant) => grant.path.startsWith(path));
}

/** The loader of an act that is a form without fields. */
export async function listActPage({ request, params }: LoaderFunctionArgs) {
  const { list } = await requireList(request, params, "must-know:write");
  const back = `/must-know/${list.listId}`;
  requirePosted(request, back);
  return { back };
}

export async function listActFrom(
  { request, params }: ActionFunctionArgs,
  done: string,
  act: (tx: Tx, named: { listId: string }, actorId: string, now: Date) => Promise<Verdict>,
) {
  const { actor, list } = await requireList(request, params, "must-know:write");
  const { listId } = list;
  const verdict = await inTransaction((tx) => act(tx, { listId }, actor.accountId, new Date()));
  if (verdict.ok) throw redirect(`/must-know/${listId}?done=${done}`, { status: 303 });
  return data({ refusals: verdict.refusals }, { status: 422 });
}
