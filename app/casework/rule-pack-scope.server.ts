/** Whom a pack binds, and so who may draft or approve it: only someone whose role reaches every unit it is assigned to. */
import { type Actor, can, type Permission } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, type DateOn } from "~/calendar";
import { prisma, type Tx } from "~/db.server";
import { isUuid } from "~/ids";
import { unitsById, unitsUnder } from "~/organisation/units.server";
import { type Draft, findDraft } from "~/rulebook/draft-steps.server";
import { nationalPack } from "~/rulebook/packs/national";

/**
 * Paths of the units that the pack is assigned to, now or from a later day. The national default binds wherever nothing
 * is assigned, and so the whole tree.
 */
export async function reachOf(tx: Tx, code: string, today: DateOn): Promise<string[]> {
  if (code === nationalPack.id)
    return (await unitsUnder(tx, ["/"], today)).flatMap(({ parentId, path }) =>
      parentId === null ? [path] : [],
    );
  const rows = await tx.unitRulePack.findMany({
    where: { pack: { code }, supersededAt: null },
    select: { unitId: true, toOn: true },
  });
  const ids = rows.flatMap(({ unitId, toOn }) => (toOn === null || toOn > new Date(today) ? [unitId] : []));
  return [...(await unitsById(tx, ids, today)).values()].map(({ path }) => path);
}

/** Whether the actor may do this to the pack: in every unit it reaches. One that reaches none is anyone's who may at all. */
export async function canOnPack(
  tx: Tx,
  actor: Actor,
  permission: Permission,
  code: string,
  today: DateOn,
): Promise<boolean> {
  if (!can(actor, permission)) return false;
  return (await reachOf(tx, code, today)).every((path) => can(actor, permission, { path }));
}

/** The caller with that permission over the whole pack, or 403. */
export async function requireOnPack(
  request: Request,
  permission: Permission,
  code: string,
  now: Date,
): Promise<Actor> {
  const actor = await requirePermission(request, permission);
  if (await canOnPack(prisma, actor, permission, code, chinaDateOf(now))) return actor;
  throw new Response(null, { status: 403 });
}

/** The draft an address names, or 404, and the caller with that permission over its pack, or 403. */
export async function requireDraft(
  request: Request,
  draftId: string | undefined,
  permission: Permission,
  now: Date,
): Promise<{ actor: Actor; draft: Draft }> {
  await requirePermission(request, permission);
  const draft = isUuid(draftId) ? await findDraft(prisma, draftId) : null;
  if (!draft) throw new Response(null, { status: 404 });
  if (permission === "rule-pack:read") return { actor: await requirePermission(request, permission), draft };
  return { actor: await requireOnPack(request, permission, draft.code, now), draft };
}
