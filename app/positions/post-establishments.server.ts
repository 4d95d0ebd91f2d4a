/** How many a unit may have on posts of each kind: set from a day, and read beside who is in post. */
import { record } from "~/audit/audit.server";
import { type DateOn, toDbDate } from "~/calendar";
import { lockUnitToChange, rowsOf, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { inForceOn, knownBy, rangeOf, touching } from "~/organisation/history";
import { believed, holding } from "~/organisation/history.server";
import { Prisma } from "../../prisma/generated/client";
import { POSITION_FAMILIES, type PositionFamily } from "./position";
import type { KindOfPost } from "./post-establishment";

/** From that day on this is the number, whatever was set for later days; null: none is set any more. */
export async function setPostEstablishment(
  tx: Tx,
  said: { unitId: string; family: PositionFamily; number: number | null; fromOn: DateOn },
  actorId: string,
  now: Date,
): Promise<void> {
  const { unitId, family, number, fromOn } = said;
  await lockUnitToChange(tx, unitId);
  const rows = await tx.postEstablishment.findMany({
    where: { unitId, family, ...knownBy(), ...touching({ fromOn, toOn: null }) },
  });
  const [only] = rows;
  const isSaidAlready =
    number === null
      ? rows.length === 0
      : rows.length === 1 && only?.number === number && only.toOn === null && rangeOf(only).fromOn <= fromOn;
  if (isSaidAlready) return;
  const stamp = { recordedAt: now, recordedById: actorId, supersededAt: null };
  for (const row of rows) {
    await tx.postEstablishment.update({ where: { id: row.id }, data: { supersededAt: now } });
    if (rangeOf(row).fromOn < fromOn)
      await tx.postEstablishment.create({
        data: { ...row, ...stamp, id: newId(), toOn: toDbDate(fromOn) },
      });
  }
  if (number !== null)
    await tx.postEstablishment.create({
      data: { ...stamp, id: newId(), unitId, family, number, fromOn: toDbDate(fromOn) },
    });
  await record(tx, {
    ...{ type: "post-establishment.set", at: now, actorId, unitId },
    data: { family, number, fromOn },
  });
}

/** Each kind of which a number is set or that somebody sits on: people, once however many posts of the kind they hold. */
export async function kindsOfPosts(tx: Tx, unitId: string, on: DateOn): Promise<KindOfPost[]> {
  const allowed = await tx.postEstablishment.findMany({ where: { unitId, ...knownBy(), ...inForceOn(on) } });
  const seated = await rowsOf<{ family: string; people: number }>(
    tx,
    Prisma.sql`
    SELECT p.family, count(DISTINCT a.person_id)::int AS people FROM position p JOIN assignment a ON a.position_id = p.id
    WHERE p.unit_id = ${unitId}::uuid AND ${believed("a")} AND ${holding("a", on)} GROUP BY p.family`,
  );
  return POSITION_FAMILIES.flatMap((family) => {
    const set = allowed.find((one) => one.family === family);
    const people = seated.find((one) => one.family === family)?.people ?? 0;
    return set || people > 0 ? [{ family, allowed: set?.number ?? null, inPost: people }] : [];
  });
}
