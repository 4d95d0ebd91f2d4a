/** 任职: puts people on posts and takes them off. The gate is decided here, inside the transaction that writes. */
import { record } from "~/audit/audit.server";
import { type DateOn, toDbDate } from "~/calendar";
import { lockPeople, lockUnitToRead, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { dbRange, knownBy, rangeOf, touching } from "~/organisation/history";
import { packFor } from "~/rulebook/packs.server";
import { type Refusal, refusal } from "~/verdict";
import { assignmentReasons } from "./assignment-reasons.server";
import type { Position } from "./position";
import { findPosition } from "./positions.server";
import { askNoLonger } from "./post-exams.server";

export type NewAssignment = {
  personId: string;
  positionId: string;
  /** First day on the post (calendar date). */
  fromOn: DateOn;
  /** First day off it again; null: no planned end. */
  toOn: DateOn | null;
};
export type Assigned =
  | { ok: true; factId: string; warnings: Refusal[] }
  | { ok: false; refusals: Refusal[]; warnings: Refusal[] };

const OWN_RULE = { title: "本平台默认设置" };

/**
 * Assigns a person to a post, or refuses with all reasons: those of `assignmentReasons`, assignment.position-unknown.
 * Takes the unit's and the person's lock. A refusal is logged; nothing else is written.
 */
export async function assignPerson(
  tx: Tx,
  asked: NewAssignment,
  actorId: string | null,
  now: Date,
): Promise<Assigned> {
  const position = await findPosition(tx, asked.positionId);
  if (!position)
    return { ok: false, refusals: [refusal("assignment.position-unknown", {}, OWN_RULE)], warnings: [] };
  await lockUnitToRead(tx, position.unitId);
  await lockPeople(tx, asked.personId);
  const { refusals, warnings } = await assignmentReasons(tx, position, asked, now);
  if (refusals.length > 0) {
    await record(tx, {
      type: "assignment.refused",
      at: now,
      actorId,
      personId: asked.personId,
      unitId: position.unitId,
      subjectId: position.positionId,
      data: { positionId: position.positionId, codes: refusals.map(({ code }) => code) },
    });
    return { ok: false, refusals, warnings };
  }
  const factId = await write(tx, position, { ...asked, inherited: false }, actorId, now);
  return { ok: true, factId, warnings };
}

/**
 * Records someone who was found on an enforcement post when the unit came aboard. It never counts as eligible: it is a
 * case to clear, kept so that nobody can say it was not known. Recording it twice is harmless. Answers the fact id.
 */
export async function recordInheritedAssignment(
  tx: Tx,
  found: NewAssignment,
  actorId: string | null,
  now: Date,
): Promise<string> {
  const position = await findPosition(tx, found.positionId);
  if (!position) throw new RangeError("No such position");
  await lockPeople(tx, found.personId);
  const known = await tx.assignment.findFirst({
    where: { personId: found.personId, positionId: found.positionId, ...knownBy(), ...touching(found) },
  });
  return known?.factId ?? write(tx, position, { ...found, inherited: true }, actorId, now);
}

async function write(
  tx: Tx,
  position: Position,
  assignment: NewAssignment & { inherited: boolean },
  actorId: string | null,
  now: Date,
): Promise<string> {
  const factId = newId();
  const { personId, inherited, fromOn, toOn } = assignment;
  const { versionId } = await packFor(tx, position.unitId, fromOn);
  await tx.assignment.create({
    data: {
      id: newId(),
      factId,
      positionId: position.positionId,
      personId,
      inherited,
      decision: { decidedAt: now.toISOString(), inherited },
      packVersionId: versionId,
      ...dbRange({ fromOn, toOn }),
      recordedAt: now,
      recordedById: actorId,
    },
  });
  await record(tx, {
    type: "assignment.made",
    at: now,
    actorId,
    personId,
    unitId: position.unitId,
    subjectId: position.positionId,
    data: { assignmentId: factId, positionId: position.positionId, inherited, fromOn, toOn },
  });
  return factId;
}

/**
 * Ends an assignment: `toOn` is the first day off the post. The version that stood is superseded by a shorter one (by
 * none, when it ends before it began), and exams that the post required are owed no longer. Ending twice on the same day is
 * harmless. Answers false for an unknown one.
 */
export async function endAssignment(
  tx: Tx,
  ending: { factId: string; positionId: string; toOn: DateOn; reason: string },
  actorId: string | null,
  now: Date,
): Promise<boolean> {
  const current = await tx.assignment.findFirst({
    where: { factId: ending.factId, positionId: ending.positionId, ...knownBy() },
    include: { position: { select: { unitId: true } } },
  });
  if (!current) return false;
  await lockPeople(tx, current.personId);
  const range = rangeOf(current);
  if (range.toOn !== null && range.toOn <= ending.toOn) return true;
  const { count } = await tx.assignment.updateMany({
    where: { id: current.id, supersededAt: null },
    data: { supersededAt: now },
  });
  if (count === 0) return true;
  const { position, ...row } = current;
  if (range.fromOn < ending.toOn) {
    await tx.assignment.create({
      data: {
        ...row,
        id: newId(),
        decision: row.decision as object,
        toOn: toDbDate(ending.toOn),
        endReason: ending.reason,
        recordedAt: now,
        recordedById: actorId,
      },
    });
  }
  await record(tx, {
    type: "assignment.ended",
    at: now,
    actorId,
    personId: row.personId,
    unitId: position.unitId,
    subjectId: row.positionId,
    data: { assignmentId: row.factId, positionId: row.positionId, toOn: ending.toOn },
  });
  await askNoLonger(tx, { ...row, toOn: ending.toOn }, actorId, now);
  return true;
}
