/**
 * Acts on employment and legal duty that rooms on the right of personnel have a say in: who ends a probation passed the law subject
 * of initial training (K18); the last full-time legal officer does not leave the unit unnoticed (K09); who first reviews holds
 * the qualification (K20), also where no post stands for it. All refusals at once,
 * and nothing is written when one of these rules refuses.
 */
import type { DateOn } from "~/calendar";
import { endsProbation, newcomerReasons } from "~/certification/initial-training";
import { newcomerFactsOf } from "~/certification/newcomer.server";
import { lockPeople, lockUnitToChange, rollBackTo, type Tx } from "~/db.server";
import { knownBy, type Recorded } from "~/organisation/history";
import { lockUnitsOfDuties } from "~/personnel/death.server";
import type { LegalDutyKind } from "~/personnel/duty";
import { endLegalDuty, recordLegalDuty } from "~/personnel/duty.server";
import { changeEmployment, endEmployment, recordEmployment } from "~/personnel/employment.server";
import { personnelFacts } from "~/personnel/facts.server";
import { type EmploymentStatus, hasLeft } from "~/personnel/identity";
import { recordLeave } from "~/personnel/leave.server";
import { recordSecondment, transferEmployment } from "~/personnel/transfer.server";
import { firstReviewReasons } from "~/positions/legal-posts.server";
import { everyLegalLeaving } from "~/positions/legal-staff.server";
import { packFor } from "~/rulebook/packs.server";
import { type Refusal, refusalsOf } from "~/verdict";

type Verb<Asked> = (tx: Tx, asked: Asked, actorId: string | null, now: Date) => Promise<Recorded>;
type Step = {
  /** What becomes of the employment at home. */
  status: EmploymentStatus | undefined;
  fromOn: DateOn;
  /** It moves to another unit. */
  moves?: boolean;
};

/** Nobody refuses a death, a retirement, an illness; whoever is left short is told (`reminders/legal-staff`). */
const REFUSABLE: readonly EmploymentStatus[] = [
  "transferred-out",
  "resigned",
  "seconded-out",
  "study-leave",
  "posted-away",
];

/** Refusals: those of `changeEmployment`, training.initial-missing (K18), legal-duty.below-minimum (K09). */
export const changeEmploymentAsked = asked(changeEmployment, ({ relation, status, fromOn }) => ({
  ...{ fromOn, status: relation === "home" ? status : undefined },
}));
/** Refusals: those of `recordEmployment`, K18, K09. */
export const recordEmploymentAsked = asked(recordEmployment, ({ relation, status, fromOn }) => ({
  ...{ fromOn, status: relation === "home" ? status : undefined },
}));
/** Refusals: those of `transferEmployment`, K18, K09. Legal duties at the unit that was left end with it. */
export const transferEmploymentAsked = asked(transferEmployment, ({ status = "in-post", fromOn }) => ({
  ...{ status, fromOn, moves: true },
}));
/** Refusals: those of `endEmployment`, K09. Legal duties end with it. */
export const endEmploymentAsked = asked(endEmployment, ({ relation, status, toOn }) => ({
  ...{ fromOn: toOn, status: relation === "home" ? status : undefined },
}));
/** Refusals: those of `recordSecondment`, K09. */
export const recordSecondmentAsked = asked(recordSecondment, ({ fromOn }) => ({
  ...{ status: "seconded-out" as const, fromOn },
}));
/** Refusals: those of `recordLeave`, K09 for leave that is granted and not owed. */
export const recordLeaveAsked = asked(recordLeave, ({ kind, fromOn }) => ({ status: kind, fromOn }));

function asked<Asked extends { personId: string }>(
  verb: Verb<Asked>,
  stepOf: (wanted: Asked) => Step,
): Verb<Asked> {
  return async (tx, wanted, actorId, now) => {
    const { personId } = wanted;
    const { status, fromOn, moves = false } = stepOf(wanted);
    if (!status) return verb(tx, wanted, actorId, now);
    await lockUnitsOfDuties(tx, personId);
    await lockPeople(tx, personId);
    const refusals = [
      ...(endsProbation(status) ? (await probationReasons(tx, personId, fromOn, "ending")).refusals : []),
      ...(moves || REFUSABLE.includes(status)
        ? (await everyLegalLeaving(tx, { personId, leavingOn: fromOn })).refusals
        : []),
    ];
    const answer = await refusingAll(tx, refusals, () => verb(tx, wanted, actorId, now));
    if (answer.ok && status !== "deceased" && (moves || hasLeft(status)))
      await endDuties(tx, personId, fromOn, actorId, now);
    return answer;
  };
}

/** Refusals: those of `recordLegalDuty`, assignment.no-legal-qualification (K20). */
export const recordLegalDutyAsked: Verb<Parameters<typeof recordLegalDuty>[1]> = async (
  tx,
  duty,
  actorId,
  now,
) => {
  const { personId, unitId, kind, fromOn } = duty;
  await lockUnitToChange(tx, unitId);
  await lockPeople(tx, personId);
  const refusals = await firstReviewReasons(tx, personId, kind, fromOn);
  return refusingAll(tx, refusals, () => recordLegalDuty(tx, duty, actorId, now));
};

/** Refusals: those of `endLegalDuty`, legal-duty.below-minimum (K09). */
export const endLegalDutyAsked: Verb<{
  personId: string;
  unitId: string;
  kind: LegalDutyKind;
  toOn: DateOn;
}> = async (tx, ending, actorId, now) => {
  const { personId, unitId, toOn } = ending;
  await lockUnitToChange(tx, unitId);
  await lockPeople(tx, personId);
  const { refusals } = await everyLegalLeaving(tx, { personId, unitId, leavingOn: toOn });
  return refusingAll(tx, refusals, () => endLegalDuty(tx, ending, actorId, now));
};

/** What the verb says against it is told with the rest; what it would have written is not. */
async function refusingAll(
  tx: Tx,
  refusals: readonly Refusal[],
  act: () => Promise<Recorded>,
): Promise<Recorded> {
  if (refusals.length === 0) return act();
  await tx.$executeRaw`SAVEPOINT asking`;
  const answer = await act();
  await rollBackTo(tx, "asking");
  return { ok: false, refusals: [...refusals, ...refusalsOf(answer)] };
}

/** Who has left a unit does nothing for it any more; where somebody still works, on loan say, the duty goes on. */
async function endDuties(
  tx: Tx,
  personId: string,
  toOn: DateOn,
  actorId: string | null,
  now: Date,
): Promise<void> {
  const jobs = (await personnelFacts(tx, [personId], { trueOn: toOn })).get(personId)?.employments ?? [];
  const still = jobs.filter(({ status }) => !hasLeft(status)).map(({ unitId }) => unitId);
  const duties = await tx.legalDuty.findMany({
    where: { personId, unitId: { notIn: still }, ...knownBy() },
    orderBy: { unitId: "asc" },
    select: { unitId: true, kind: true },
  });
  for (const { unitId, kind } of duties)
    await endLegalDuty(tx, { personId, unitId, kind: kind as LegalDutyKind, toOn }, actorId, now);
}

/** What K18 says of somebody on a day, by the pack of the unit they belong to; nothing of who is not on probation. */
export async function probationReasons(
  tx: Tx,
  personId: string,
  on: DateOn,
  step: "ending" | "meanwhile",
): Promise<{ refusals: Refusal[]; warnings: Refusal[] }> {
  const facts = await newcomerFactsOf(tx, personId, on);
  const home = facts.employments.findLast(({ relation, fromOn }) => relation === "home" && fromOn <= on);
  if (facts.isTrained || !home) return { refusals: [], warnings: [] };
  const { pack } = await packFor(tx, home.unitId, on);
  return newcomerReasons(facts, step, on, pack);
}
