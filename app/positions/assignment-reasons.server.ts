/** What stands against giving somebody a post, and what to know of it: every rule that assigning asks, read and told at once. */
import { REVIEWING } from "~/access/permissions";
import { chinaDateOf, startOfDay } from "~/calendar";
import { newcomerReasons } from "~/certification/initial-training";
import { newcomerFactsOf } from "~/certification/newcomer.server";
import type { Tx } from "~/db.server";
import { appointmentRefusals } from "~/exams/appointment";
import { appointmentPasses } from "~/exams/proposals.server";
import { knownBy, rangeOf, touching } from "~/organisation/history";
import { K08 } from "~/personnel/duty";
import { packFor } from "~/rulebook/packs.server";
import { type Refusal, refusal, refusalsOf } from "~/verdict";
import type { NewAssignment } from "./assignments.server";
import { mayAssign } from "./eligibility";
import { enforcementFactsOf } from "./gate.server";
import { mayTakeLegalPost } from "./legal-post";
import { legalPostFactsOf } from "./legal-posts.server";
import { legalLeavingReasons } from "./legal-staff.server";
import { asEnforcementPosition, isEnforcement, isLegal, type Position, regimeOf } from "./position";
import { powerDaysOf } from "./powers.server";

const OWN_RULE = { title: "本平台默认设置" };

export type Reasons = { refusals: Refusal[]; warnings: Refusal[] };

/**
 * K01–K22 of `mayAssign` for an enforcement post, K08 and K20 for a legal one, K08 for who holds a reviewing role
 * (assignment.reviews), K17 and K18 for a leading one, K09 when the last full-time legal officer would go, and
 * assignment.{backdated,ends-before-start,already}. The caller holds the locks of the unit and the person.
 */
export async function assignmentReasons(
  tx: Tx,
  position: Position,
  asked: NewAssignment,
  now: Date,
): Promise<Reasons> {
  const { pack } = await packFor(tx, position.unitId, asked.fromOn);
  const refusals = await formalRefusals(tx, asked, now);
  const regime = regimeOf(position.family);
  // 任职: a leading post ends a probation; on another one the subject may still be passed before it ends.
  const newcomer = await newcomerFactsOf(tx, asked.personId, asked.fromOn);
  const ofNewcomer = newcomerReasons(newcomer, regime ? "ending" : "meanwhile", asked.fromOn, pack);
  refusals.push(...ofNewcomer.refusals);
  if (regime) {
    const passes = (await appointmentPasses(tx, [asked.personId])).get(asked.personId) ?? [];
    const { positionId } = position;
    refusals.push(...appointmentRefusals(passes, { regime, positionId, on: asked.fromOn }, pack));
  }
  if (isLegal(position.family)) {
    const facts = await legalPostFactsOf(tx, asked.personId);
    refusals.push(...refusalsOf(mayTakeLegalPost(facts, position.family, asked)));
  }
  if (!isEnforcement(position.family)) return { refusals, warnings: ofNewcomer.warnings };

  refusals.push(...(await reviewsAlready(tx, asked.personId)));
  // On the day itself what counts is this moment: a certificate collected at ten carries from ten.
  const fromAt = asked.fromOn === chinaDateOf(now) ? now : startOfDay(asked.fromOn);
  const [facts] = await enforcementFactsOf(tx, [{ personId: asked.personId, ...position }], fromAt);
  const powers = (await powerDaysOf(tx, [position.positionId])).get(position.positionId);
  const post = { ...asEnforcementPosition(position), powers };
  const verdict = mayAssign(facts!, post, fromAt, asked.toOn, pack);
  refusals.push(...refusalsOf(verdict));
  const warnings = [...ofNewcomer.warnings, ...verdict.warnings];
  for (const { unitId, fullTime, ...range } of facts!.legalDuties) {
    if (!fullTime || (range.toOn !== null && range.toOn <= asked.fromOn)) continue;
    const leaving = await legalLeavingReasons(
      tx,
      { personId: asked.personId, unitId, leavingOn: asked.fromOn },
      pack,
    );
    refusals.push(...leaving.refusals);
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
