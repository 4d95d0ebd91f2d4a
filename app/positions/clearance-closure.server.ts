/** 办结清理: proposed by the unit with the order it rests on, confirmed or returned by another person of the authority. */
import { type Attempt, noteDenial } from "~/access/denials.server";
import { record } from "~/audit/audit.server";
import { chinaDateOf, fromDbDate, toDbDate } from "~/calendar";
import { lockClearance, lockPeople, lockUnitToRead, rollBackTo, type Tx } from "~/db.server";
import { plainFileName, storeFile } from "~/files.server";
import { newId } from "~/ids";
import { holdersAt, notifyAll } from "~/notices/notices.server";
import { inForceOn, knownBy, rangeOf } from "~/organisation/history";
import { type EvidenceFile, evidenceFileFrom } from "~/study/evidence-file";
import { refusalsOf, type Verdict, verdictOf } from "~/verdict";
import { assignPerson, endAssignment } from "./assignments.server";
import {
  type Asking,
  type ClearanceMeasure,
  type ClearanceState,
  endsAssignment,
  mayConfirmClosure,
  mayProposeClosure,
  mayReturnClosure,
  type Proposal,
} from "./clearance";
import { decideAtPositions } from "./gate.server";
import type { PositionFamily } from "./position";

export type ProposedClosure = Proposal & {
  caseId: string;
  statement: string;
  uploads: readonly { name: string; bytes: Buffer }[];
};

/** Refusals: those of `mayProposeClosure`, and of `evidenceFileFrom` for each file that is not usable: nothing is kept then. */
export async function proposeClosure(
  tx: Tx,
  proposal: ProposedClosure,
  actor: Asking,
  now: Date,
): Promise<Verdict> {
  const { caseId, measure, orderNumber, orderOn, movedOn, statement, uploads } = proposal;
  const { row, standing, assignment } = await lockedCase(tx, caseId, now);
  const read = uploads.map(({ name, bytes }) => ({ name, file: evidenceFileFrom(bytes) }));
  const unusable = read.flatMap(({ file }) => ("code" in file ? [file] : []));
  const about = { fromOn: assignment && rangeOf(assignment).fromOn, files: read.length };
  const may = mayProposeClosure(standing, proposal, { ...about, today: chinaDateOf(now) }, actor);
  const verdict = verdictOf([...refusalsOf(may), ...unusable]);
  if (!verdict.ok) return noteDenial(tx, verdict, attempt("clearance:propose", row, actor, now));
  const { id: stepId } = await tx.clearanceStep.create({
    data: {
      ...{ caseId, step: "proposed", byId: actor.accountId, at: now, measure, orderNumber },
      ...{ orderOn: toDbDate(orderOn!), statement: statement || null },
      movedOn: endsAssignment(measure) ? toDbDate(movedOn!) : null,
    },
  });
  for (const { name, file } of read) {
    const { bytes, mediaType } = file as EvidenceFile;
    const fileHash = await storeFile(tx, { bytes, mediaType, purpose: "evidence", now });
    const about = { id: newId(), stepId, fileHash, mediaType, bytes: bytes.length };
    await tx.clearanceFile.createMany({
      data: [{ ...about, name: plainFileName(name, "evidence") }],
      skipDuplicates: true,
    });
  }
  await tx.clearanceCase.update({ where: { id: caseId }, data: { state: "proposed" } });
  await record(tx, { ...event(row, actor, now), type: "clearance.proposed", data: { caseId, measure } });
  return verdict;
}

/** Refusals: those of `mayReturnClosure`. The unit's officers are told. */
export async function returnClosure(
  tx: Tx,
  { caseId, reason }: { caseId: string; reason: string },
  actor: Asking,
  now: Date,
): Promise<Verdict> {
  const { row, standing, proposedBy } = await lockedCase(tx, caseId, now);
  const verdict = mayReturnClosure(standing, { asking: actor, proposedBy }, reason);
  if (!verdict.ok) return noteDenial(tx, verdict, attempt("clearance:confirm", row, actor, now));
  const { id } = await tx.clearanceStep.create({
    data: { caseId, step: "returned", byId: actor.accountId, at: now, statement: reason },
  });
  await tx.clearanceCase.update({ where: { id: caseId }, data: { state: "returned" } });
  await record(tx, { ...event(row, actor, now), type: "clearance.returned", data: { caseId } });
  const officers = await holdersAt(tx, { unitId: row.unitId, role: "unit-personnel-officer" }, now);
  const told = { code: "clearance.returned" as const, happening: String(id), facts: { caseId } };
  await notifyAll(tx, officers, told, now);
  return verdict;
}

/**
 * Closes it: who is moved off is taken off the post in the same transaction; who was found at onboarding and is in order now
 * is assigned anew, through the gate. Refusals: those of `mayConfirmClosure` and of `assignPerson`; then nothing is changed.
 */
export async function confirmClosure(
  tx: Tx,
  { caseId }: { caseId: string },
  actor: Asking,
  now: Date,
): Promise<Verdict> {
  const { row, standing, assignment, proposedBy, proposed } = await lockedCase(tx, caseId, now);
  const measure = (proposed?.measure ?? "moved-off") as ClearanceMeasure;
  const anew = assignment?.inherited === true && !endsAssignment(measure);
  const gate = assignment ? await gateOf(tx, assignment, now) : [];
  const verdict = mayConfirmClosure(standing, { asking: actor, proposedBy }, measure, gate);
  if (!verdict.ok) return noteDenial(tx, verdict, attempt("clearance:confirm", row, actor, now));
  await tx.$executeRaw`SAVEPOINT clearance`;
  if (assignment && (anew || endsAssignment(measure))) {
    const toOn = anew ? chinaDateOf(now) : fromDbDate(proposed!.movedOn!);
    const { factId, positionId } = row;
    const ending = { factId, positionId, toOn, reason: proposed!.orderNumber! };
    await endAssignment(tx, ending, actor.accountId, now);
  }
  if (anew) {
    const again = {
      personId: row.personId,
      positionId: row.positionId,
      fromOn: chinaDateOf(now),
      toOn: null,
    };
    const assigned = await assignPerson(tx, again, actor.accountId, now);
    if (!assigned.ok) {
      await rollBackTo(tx, "clearance");
      return { ok: false, refusals: assigned.refusals };
    }
  }
  await tx.clearanceStep.create({ data: { caseId, step: "closed", byId: actor.accountId, at: now } });
  await tx.clearanceCase.update({ where: { id: caseId }, data: { state: "closed" } });
  await record(tx, { ...event(row, actor, now), type: "clearance.closed", data: { caseId, measure } });
  return verdict;
}

type Row = { id: string; personId: string; unitId: string };

const event = ({ id, personId, unitId }: Row, { accountId }: Asking, now: Date) => ({
  ...{ at: now, actorId: accountId, personId, unitId, subjectId: id },
});
const attempt = (permission: Attempt["permission"], row: Row, actor: Asking, now: Date): Attempt => ({
  ...{ ...event(row, actor, now), permission },
});

/** Under the locks of unit, person and case, with the assignment, if it stands, and who proposed last. */
async function lockedCase(tx: Tx, caseId: string, now: Date) {
  const { personId, unitId } = await tx.clearanceCase.findUniqueOrThrow({ where: { id: caseId } });
  await lockUnitToRead(tx, unitId);
  await lockPeople(tx, personId);
  await lockClearance(tx, caseId);
  const row = await tx.clearanceCase.findUniqueOrThrow({ where: { id: caseId } });
  const assignment = await tx.assignment.findFirst({
    where: { factId: row.factId, ...knownBy(), ...inForceOn(chinaDateOf(now)) },
    include: { position: true },
  });
  const proposed = await tx.clearanceStep.findFirst({
    where: { caseId, step: "proposed" },
    orderBy: { id: "desc" },
  });
  const proposer = proposed && (await tx.account.findUnique({ where: { id: proposed.byId! } }));
  return {
    row,
    proposed,
    standing: { state: row.state as ClearanceState, personId },
    proposedBy: { accountId: proposed?.byId ?? "", personId: proposer?.personId ?? null },
    assignment,
  };
}

type Assigned = NonNullable<Awaited<ReturnType<typeof lockedCase>>["assignment"]>;

/** What stands against the person on that post now. Having been found there is cured by the assignment anew. */
async function gateOf(tx: Tx, assignment: Assigned, now: Date) {
  const { personId, position } = assignment;
  const at = { unitId: position.unitId, field: position.field, family: position.family as PositionFamily };
  const [answer] = await decideAtPositions(tx, [{ personId, position: at, inherited: false }], now);
  return refusalsOf(answer!);
}
