/** The register of powers: of a unit, with the posts that exercise them. */
import { record } from "~/audit/audit.server";
import { type DateOn, type DateRange, toDbDate } from "~/calendar";
import { lockUnitToChange, rowsOf, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { dbRange, knownBy, rangeOf, touching } from "~/organisation/history";
import { believed } from "~/organisation/history.server";
import { type Refusal, refusal } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";
import type { PowerKind } from "./power";

export type PowerFacts = { kind: PowerKind; name: string; field: string | null; basis: string };
export type Power = PowerFacts & DateRange & { powerId: string; posts: number };

const OWN_RULE = { title: "本平台默认设置" };

/** Adds a power to a unit and answers its id. */
export async function addPower(
  tx: Tx,
  { unitId, fromOn, toOn, ...said }: PowerFacts & DateRange & { unitId: string },
  actorId: string | null,
  now: Date,
): Promise<string> {
  const powerId = newId();
  await tx.power.create({
    data: {
      ...{ id: powerId, unitId, createdAt: now, createdById: actorId },
      versions: {
        create: {
          id: newId(),
          ...said,
          ...dbRange({ fromOn, toOn }),
          recordedAt: now,
          recordedById: actorId,
        },
      },
    },
  });
  await record(tx, {
    ...{ type: "power.added", at: now, actorId, unitId, subjectId: powerId },
    data: { powerId, kind: said.kind, fromOn, toOn },
  });
  return powerId;
}

/**
 * From that day the body has the power no longer: the version that stood is superseded by a shorter one. Who relies on it is
 * refused from then on. Ending it again on a later day changes nothing. False: no such power of this unit.
 */
export async function endPower(
  tx: Tx,
  { unitId, powerId, toOn }: { unitId: string; powerId: string; toOn: DateOn },
  actorId: string | null,
  now: Date,
): Promise<boolean> {
  await lockUnitToChange(tx, unitId);
  const rows = await tx.powerVersion.findMany({ where: { powerId, power: { unitId }, ...knownBy() } });
  if (rows.length === 0) return false;
  const reaching = rows.filter((row) => row.toOn === null || row.toOn > toDbDate(toOn));
  for (const row of reaching) {
    await tx.powerVersion.update({ where: { id: row.id }, data: { supersededAt: now } });
    // What had not begun leaves nothing behind.
    if (rangeOf(row).fromOn >= toOn) continue;
    const ended = { toOn: toDbDate(toOn), recordedAt: now, recordedById: actorId, supersededAt: null };
    await tx.powerVersion.create({ data: { ...row, ...ended, id: newId() } });
  }
  if (reaching.length === 0) return true;
  await record(tx, {
    ...{ type: "power.ended", at: now, actorId, unitId, subjectId: powerId },
    data: { powerId, toOn },
  });
  return true;
}

/** A post exercises a power of its unit. Refusals: position-power.{unknown,already}. */
export async function givePower(
  tx: Tx,
  { positionId, powerId, fromOn, toOn }: DateRange & { positionId: string; powerId: string },
  actorId: string | null,
  now: Date,
): Promise<{ ok: true; factId: string } | { ok: false; refusals: Refusal[] }> {
  const post = await tx.position.findUnique({ where: { id: positionId } });
  const power = await tx.power.findUnique({ where: { id: powerId } });
  if (!post || post.unitId !== power?.unitId)
    return { ok: false, refusals: [refusal("position-power.unknown", {}, OWN_RULE)] };
  await lockUnitToChange(tx, post.unitId);
  const same = await tx.positionPower.findFirst({
    where: { positionId, powerId, ...knownBy(), ...touching({ fromOn, toOn }) },
  });
  if (same) return { ok: false, refusals: [refusal("position-power.already", rangeOf(same), OWN_RULE)] };
  const factId = newId();
  await tx.positionPower.create({
    data: {
      ...{ id: newId(), factId, positionId, powerId, recordedAt: now, recordedById: actorId },
      ...dbRange({ fromOn, toOn }),
    },
  });
  await record(tx, {
    ...{ type: "position-power.given", at: now, actorId, unitId: post.unitId, subjectId: positionId },
    data: { positionId, powerId, fromOn, toOn },
  });
  return { ok: true, factId };
}

/** From that day the post no longer exercises it. Ending it again later changes nothing. False: no such fact of this post. */
export async function takePower(
  tx: Tx,
  { positionId, factId, toOn }: { positionId: string; factId: string; toOn: DateOn },
  actorId: string | null,
  now: Date,
): Promise<boolean> {
  const post = await tx.position.findUnique({ where: { id: positionId } });
  if (!post) return false;
  await lockUnitToChange(tx, post.unitId);
  const row = await tx.positionPower.findFirst({ where: { positionId, factId, ...knownBy() } });
  if (!row) return false;
  if (row.toOn !== null && row.toOn <= toDbDate(toOn)) return true;
  await tx.positionPower.update({ where: { id: row.id }, data: { supersededAt: now } });
  const last = rangeOf(row).fromOn < toOn ? toOn : rangeOf(row).fromOn;
  const ended = { toOn: toDbDate(last), recordedAt: now, recordedById: actorId, supersededAt: null };
  await tx.positionPower.create({ data: { ...row, ...ended, id: newId() } });
  await record(tx, {
    ...{ type: "position-power.taken", at: now, actorId, unitId: post.unitId, subjectId: positionId },
    data: { positionId, powerId: row.powerId, toOn: last },
  });
  return true;
}

/** Powers of a unit as known now, those that ended included, each with how many posts exercise it that day. */
export async function powersOfUnit(tx: Tx, unitId: string, on: DateOn): Promise<Power[]> {
  const rows = await tx.powerVersion.findMany({
    where: { power: { unitId }, ...knownBy() },
    include: { power: { include: { posts: { where: { ...knownBy() } } } } },
    orderBy: [{ kind: "asc" }, { name: "asc" }, { fromOn: "asc" }],
  });
  return rows.map(({ powerId, kind, name, field, basis, power, ...row }) => ({
    ...{ powerId, name, field, basis, kind: kind as PowerKind },
    ...rangeOf(row),
    posts: power.posts.filter((one) => one.fromOn <= toDbDate(on) && (!one.toOn || one.toOn > toDbDate(on)))
      .length,
  }));
}

export type PostPower = Power & { factId: string; given: DateRange };

/** What a post exercises or has exercised. */
export async function powersOfPost(tx: Tx, positionId: string): Promise<PostPower[]> {
  const rows = await tx.positionPower.findMany({
    where: { positionId, ...knownBy() },
    include: { power: { include: { versions: { where: { ...knownBy() }, orderBy: { fromOn: "desc" } } } } },
    orderBy: [{ fromOn: "asc" }, { id: "asc" }],
  });
  return rows.flatMap(({ factId, powerId, power, ...row }) => {
    const version = power.versions[0];
    if (!version) return [];
    const { kind, name, field, basis } = version;
    const said = { name, field, basis, kind: kind as PowerKind };
    return [{ powerId, factId, ...said, ...rangeOf(version), given: rangeOf(row), posts: 1 }];
  });
}

/** For the gate: the days for which these posts exercise a power that stands. A post nobody has said anything of is absent. */
export async function powerDaysOf(
  tx: Tx,
  positionIds: readonly string[],
  knownAt?: Date,
): Promise<Map<string, DateRange[]>> {
  if (positionIds.length === 0) return new Map();
  // Days of the post that are days of the power too; none where the power has no version or none that meets them.
  const rows = await rowsOf<{ positionId: string; fromOn: DateOn | null; toOn: DateOn | null }>(
    tx,
    Prisma.sql`
    /* prepared as powers-of-posts */
    SELECT p.position_id::text AS "positionId", least(p.to_on, v.to_on)::text AS "toOn",
      CASE WHEN v.id IS NOT NULL THEN greatest(p.from_on, v.from_on)::text END AS "fromOn"
    FROM position_power p
    LEFT JOIN power_version v ON v.power_id = p.power_id AND ${believed("v", knownAt)}
      AND (p.to_on IS NULL OR v.from_on < p.to_on) AND (v.to_on IS NULL OR p.from_on < v.to_on)
    WHERE p.position_id = ANY(${[...new Set(positionIds)]}::uuid[]) AND ${believed("p", knownAt)}
    ORDER BY p.position_id, v.from_on`,
  );
  const days = new Map<string, DateRange[]>(rows.map(({ positionId }) => [positionId, []]));
  for (const { positionId, fromOn, toOn } of rows) if (fromOn) days.get(positionId)!.push({ fromOn, toOn });
  return days;
}
