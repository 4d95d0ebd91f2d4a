/** 任职: puts people on posts and takes them off. The gate is decided here, inside the transaction that writes. */
import { REVIEWING } from "~/access/permissions";
import { record } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, startOfDay, toDbDate } from "~/calendar";
import { lockPeople, lockUnitToRead, type Tx } from "~/db.server";
import { appointmentRefusals } from "~/exams/appointment";
import { appointmentPasses } from "~/exams/proposals.server";
import { newId } from "~/ids";
import { dbRange, knownBy, rangeOf, touching } from "~/organisation/history";
import { K08 } from "~/personnel/duty";
import { packFor } from "~/rulebook/packs.server";
import { type Refusal, refusal, refusalsOf } from "~/verdict";
import { mayAssign, mayLeaveLegalDuty } from "./eligibility";
import { enforcementFactsOf } from "./gate.server";
import { asEnforcementPosition, isEnforcement, isLegal, type Position, regimeOf } from "./position";
import { findPosition } from "./positions.server";
import { powerDaysOf } from "./powers.server";

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
 * Assigns a person to a post, or refuses with all reasons: K01–K22 of `mayAssign` for an enforcement post, K08 for a
 * legal one and for who holds a reviewing role (assignment.reviews), K17 for a leading one, K09 when the last full-time legal officer would go, and assignment.{backdated,already,position-unknown}.
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
  const { refusals, warnings } = await decide(tx, position, asked, now);
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

async function decide(tx: Tx, position: Position, asked: NewAssignment, now: Date) {
  const { pack } = await packFor(tx, position.unitId, asked.fromOn);
  const refusals = await formalRefusals(tx, asked, now);
  const regime = regimeOf(position.family);
  if (regime) {
    const passes = (await appointmentPasses(tx, [asked.personId])).get(asked.personId) ?? [];
    const { positionId } = position;
    refusals.push(...appointmentRefusals(passes, { regime, positionId, on: asked.fromOn }, pack));
  }
  if (isLegal(position.family)) refusals.push(...(await enforcesAlready(tx, asked)));
  if (!isEnforcement(position.family)) return { refusals, warnings: [] };

  refusals.push(...(await reviewsAlready(tx, asked.personId)));
  // On the day itself what counts is this moment: a certificate collected at ten carries from ten.
  const fromAt = asked.fromOn === chinaDateOf(now) ? now : startOfDay(asked.fromOn);
  const [facts] = await enforcementFactsOf(tx, [{ personId: asked.personId, ...position }], fromAt);
  const powers = (await powerDaysOf(tx, [position.positionId])).get(position.positionId);
  const post = { ...asEnforcementPosition(position), powers };
  const verdict = mayAssign(facts!, post, fromAt, asked.toOn, pack);
  refusals.push(...refusalsOf(verdict));
  const warnings = [...verdict.warnings];
  for (const { unitId, fullTime, ...range } of facts!.legalDuties) {
    if (!fullTime || (range.toOn !== null && range.toOn <= asked.fromOn)) continue;
    const others = await tx.legalDuty.findMany({
      where: { unitId, personId: { not: asked.personId }, ...knownBy() },
    });
    const leaving = mayLeaveLegalDuty(
      others.map((duty) => ({ unitId, fullTime: duty.fullTime, ...rangeOf(duty) })),
      unitId,
      asked.fromOn,
      pack,
    );
    refusals.push(...refusalsOf(leaving));
    warnings.push(...leaving.warnings);
  }
  return { refusals, warnings };
}

/** Nothing about the gate: the dates make sense and the person does not sit there already. */
async function formalRefusals(tx: Tx, asked: NewAssignment, now: Date): Promise<Refusal[]> {
  const refusals: Refusal[] = [];
  const today = chinaDateOf(now);
  if (asked.fromOn < today)
    refusals.push(refusal("assignment.backdated", { fromOn: asked.fromOn, today }, OWN_RULE));
  if (asked.toOn !== null && asked.toOn <= asked.fromOn)
    refusals.push(
      refusal("assignment.ends-before-start", { fromOn: asked.fromOn, toOn: asked.toOn }, OWN_RULE),
    );
  const same = await tx.assignment.findFirst({
    where: { personId: asked.personId, positionId: asked.positionId, ...knownBy(), ...touching(asked) },
  });
  if (same) refusals.push(refusal("assignment.already", { ...rangeOf(same) }, OWN_RULE));
  return refusals;
}

/** K08 from the other side: who may review by role takes no enforcement post. A grant waits for the person's lock too. */
async function reviewsAlready(tx: Tx, personId: string): Promise<Refusal[]> {
  const held = await tx.roleGrant.findFirst({
    where: { role: { in: [...REVIEWING] }, withdrawnAt: null, account: { personId } },
    select: { id: true },
  });
  return held ? [refusal("assignment.reviews", {}, K08)] : [];
}

/** K08: someone on an enforcement post on these days does not take a legal one. */
async function enforcesAlready(tx: Tx, asked: NewAssignment): Promise<Refusal[]> {
  const posts = await tx.assignment.findMany({
    where: {
      personId: asked.personId,
      position: { family: { in: ["enforcement", "coercive-enforcement"] } },
      ...knownBy(),
      ...touching(asked),
    },
  });
  return posts.map((post) =>
    refusal("assignment.enforces", { ...rangeOf(post), cure: "end-assignment" }, K08),
  );
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
 * none, when it ends before it began). Ending twice on the same day is harmless. Answers false for an unknown one.
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
  return true;
}
