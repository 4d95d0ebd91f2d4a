/** Dissolving a unit: refused as long as people, posts, certificates, applications, roles or exams rest on it. */
import { type DateOn, startOfDay, toDbDate } from "~/calendar";
import { certificatesOf } from "~/certification/certificates.server";
import { isFinal, isHeld, stateAt } from "~/certification/status";
import { lockTree, lockUnitToChange, rollBackTo, type Tx } from "~/db.server";
import { knownBy, touching } from "~/organisation/history";
import { endEnforcementBody } from "~/organisation/organisation.server";
import { standingFor } from "~/organisation/succession.server";
import { endUnit } from "~/organisation/tree.server";
import { EMPLOYMENT_STATUSES, hasLeft } from "~/personnel/identity";
import { type Refusal, refusal, refusalsOf } from "~/verdict";

/**
 * The unit and its enforcement-body status stand until the day before `toOn` (a calendar date). Refusals, all at once:
 * unit.has-people, .has-posts, .has-certificates, .has-applications, .has-roles, .has-exams, each with how many, and those of
 * `endUnit`. Nothing is written when one holds.
 */
export async function closeUnit(
  tx: Tx,
  { unitId, toOn }: { unitId: string; toOn: DateOn },
  actorId: string,
  now: Date,
): Promise<{ ok: true } | { ok: false; refusals: Refusal[] }> {
  await lockTree(tx);
  await lockUnitToChange(tx, unitId);
  await tx.$executeRaw`SAVEPOINT closing`;
  const ended = await endUnit(tx, { unitId, toOn }, actorId, now);
  const refusals = [...refusalsOf(ended), ...(await restingOn(tx, unitId, toOn))];
  if (refusals.length > 0) {
    await rollBackTo(tx, "closing");
    return { ok: false, refusals };
  }
  await endEnforcementBody(tx, { unitId, toOn }, actorId, now);
  return { ok: true };
}

async function restingOn(tx: Tx, unitId: string, toOn: DateOn): Promise<Refusal[]> {
  // Also who came after that day, or is due to come: a unit may be dissolved from a day gone by.
  const people = await tx.employment.findMany({
    where: {
      ...{ unitId, ...knownBy(), ...touching({ fromOn: toOn, toOn: null }) },
      status: { notIn: EMPLOYMENT_STATUSES.filter(hasLeft) },
    },
    distinct: ["personId"],
    select: { personId: true },
  });
  const posts = await tx.position.count({
    where: { unitId, OR: [{ abolishedOn: null }, { abolishedOn: { gt: toDbDate(toOn) } }] },
  });
  const certificates = await unended(tx, unitId, toOn);
  const applications = await tx.application.count({ where: { unitId, closedAt: null } });
  const roles = await tx.roleGrant.count({ where: { unitId, withdrawnAt: null } });
  // Nobody could invigilate or release what a unit holds that is no more.
  const exams = await tx.exam.count({
    where: { unitId, acts: { none: { act: { in: ["released", "cancelled"] } } } },
  });
  const counts = { people: people.length, posts, certificates, applications, roles, exams };
  return Object.entries(counts).flatMap(([kind, count]) =>
    count > 0 ? [refusal(`unit.has-${kind}`, { [kind]: count })] : [],
  );
}

/**
 * Certificates of the unit that would still be alive on that day. One that is withheld outlives a unit which went into another:
 * the hold is remembered there.
 */
async function unended(tx: Tx, unitId: string, on: DateOn): Promise<number> {
  const isSucceeded = (await standingFor(tx, unitId, on)) !== unitId;
  const rows = await tx.certificate.findMany({ where: { unitId }, select: { personId: true } });
  const held = await certificatesOf(tx, [...new Set(rows.map(({ personId }) => personId))]);
  return [...held.values()]
    .flat()
    .filter((certificate) => certificate.unitId === unitId)
    .map((certificate) => stateAt(certificate, certificate.acts, startOfDay(on)))
    .filter((state) => !isFinal(state) && state !== "expired" && !(isSucceeded && isHeld(state))).length;
}
