/** Applications: submitted with every refusal at once, reviewed by the route the pack set, returned, refused, withdrawn. */
import { noteDenial } from "~/access/denials.server";
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import { lockPeople, lockUnitToRead, type Tx, violates } from "~/db.server";
import { newId } from "~/ids";
import { notifyAll, peopleBehind } from "~/notices/notices.server";
import { issuingRoute } from "~/rulebook/pack";
import { combine, type Refusal, refusal, refusalsOf, type Verdict, verdictOf } from "~/verdict";
import { type ApplicationKind, mayReview, mayStep } from "./application";
import { decideApplication, TYPE, type Wanted } from "./application-decision.server";
import { defectsOf, nameDefects } from "./application-defects.server";
import {
  type ApplicationFacts,
  addStep,
  applicationLocked,
  close,
  eventOf,
  reviewerFrom,
} from "./application-steps.server";
import { type Defect, defectRefusals, mayHandInAgain } from "./defect";

export type Submitted = { ok: true; applicationId: string } | { ok: false; refusals: Refusal[] };

/** T1, T2. The route of reviews is stored with it: a pack that changes later does not move it. */
export async function submitApplication(
  tx: Tx,
  wanted: Wanted,
  actorId: string,
  now: Date,
): Promise<Submitted> {
  await lockUnitToRead(tx, wanted.unitId);
  await lockPeople(tx, wanted.personId);
  const decision = await decideApplication(tx, wanted, now);
  const { personId, unitId, kind, field } = wanted;
  const event = { at: now, actorId, personId, unitId };
  if (!decision.ok) {
    const codes = decision.refusals.map(({ code }) => code);
    await record(tx, { ...event, type: "application.refused-at-draft", data: { codes } });
    return decision;
  }
  const id = newId();
  await tx.application.create({
    data: {
      id,
      personId,
      unitId,
      kind,
      certificateType: TYPE,
      field,
      reviews: issuingRoute(decision.rules.pack).value,
      packVersionId: decision.rules.versionId,
      createdById: actorId,
      createdAt: now,
    },
  });
  await addStep(tx, id, { step: "submitted", round: 1, review: null, byId: actorId, at: now });
  await record(tx, {
    ...event,
    type: "application.submitted",
    subjectId: id,
    data: { applicationId: id, kind },
  });
  return { ok: true, applicationId: id };
}

/** Two submissions that meet: the database keeps one. Wrap the edge's transaction with this to answer the other as a refusal. */
export function isSecondLiveApplication(error: unknown): boolean {
  return violates(error, "application_live");
}

/**
 * After a return: decided again with every refusal, then back to the review that returned it. Refusal beside those of
 * `decideApplication`: application.defects-open.
 */
export async function resubmitApplication(
  tx: Tx,
  { applicationId, opinion }: { applicationId: string; opinion?: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const application = await applicationLocked(tx, applicationId);
  const possible = mayStep(application.standing.state, "submitted");
  if (!possible.ok) return possible;
  const wanted = { ...application, kind: application.kind as ApplicationKind };
  const decision = await decideApplication(tx, wanted, now, applicationId);
  const last = application.standing.round;
  const named = (await defectsOf(tx, applicationId)).filter((defect) => defect.round === last);
  const ready = combine(mayHandInAgain(named), verdictOf(refusalsOf(decision)));
  if (!ready.ok) return ready;
  const round = last + 1;
  await addStep(tx, applicationId, {
    step: "submitted",
    round,
    review: null,
    byId: actorId,
    at: now,
    opinion,
  });
  await record(tx, {
    ...eventOf(application, actorId, now),
    type: "application.submitted",
    data: { applicationId, kind: application.kind },
  });
  return { ok: true };
}

/** T3, T4: one approval of the review whose turn it is. Refusals of `mayReview` and application.step-impossible. */
export async function approveReview(
  tx: Tx,
  { applicationId, opinion }: { applicationId: string; opinion?: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  return reviewStep(tx, applicationId, "approved", { opinion }, actorId, now);
}

/** T5: every defect at once. Refusals beside the others: those of `defectRefusals`. */
export async function returnApplication(
  tx: Tx,
  { applicationId, defects, opinion }: { applicationId: string; defects: Defect[]; opinion?: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const refusals = defectRefusals(defects);
  if (refusals.length > 0) return { ok: false, refusals };
  const codes = defects.map(({ code }) => code);
  return reviewStep(tx, applicationId, "returned", { opinion, refusals: codes, defects }, actorId, now);
}

/** T6: not eligible, with the rule it rests on. Refusal beside the others: application.citation-missing. */
export async function refuseApplication(
  tx: Tx,
  { applicationId, opinion, citation }: { applicationId: string; opinion: string; citation: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  if (citation.trim() === "" || opinion.trim() === "")
    return { ok: false, refusals: [refusal("application.citation-missing")] };
  return reviewStep(tx, applicationId, "refused", { opinion, refusals: [citation] }, actorId, now);
}

/** T7: by the unit, while no one has finished approving it. */
export async function withdrawApplication(
  tx: Tx,
  { applicationId, reason }: { applicationId: string; reason: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const application = await applicationLocked(tx, applicationId);
  const { state, round } = application.standing;
  const verdict = mayStep(state, "withdrawn");
  if (!verdict.ok) return verdict;
  await addStep(tx, applicationId, {
    step: "withdrawn",
    round,
    review: null,
    byId: actorId,
    at: now,
    opinion: reason,
  });
  await close(tx, applicationId, now);
  await record(tx, {
    ...eventOf(application, actorId, now),
    type: "application.withdrawn",
    data: { applicationId },
  });
  return { ok: true };
}

type ReviewResult = "approved" | "returned" | "refused";

async function reviewStep(
  tx: Tx,
  applicationId: string,
  step: ReviewResult,
  { defects, ...words }: { opinion?: string; refusals?: string[]; defects?: Defect[] },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const application = await applicationLocked(tx, applicationId);
  const { standing } = application;
  const reviewer = await reviewerFrom(tx, actorId, application.unitId, chinaDateOf(now));
  const verdict = combine(mayStep(standing.state, step), mayReview(application, reviewer));
  const attempt = { ...eventOf(application, actorId, now), permission: "application:review" } as const;
  if (!verdict.ok) return noteDenial(tx, verdict, attempt);
  const review = standing.position;
  await addStep(tx, applicationId, { step, round: standing.round, review, byId: actorId, at: now, ...words });
  if (step === "refused") await close(tx, applicationId, now);
  if (defects) await nameDefects(tx, { applicationId, round: standing.round, defects }, actorId, now);
  await record(tx, {
    ...eventOf(application, actorId, now),
    type: `application.${step}`,
    data: { applicationId, review },
  });
  if (step !== "approved") await tellOfReview(tx, application, step, now);
  return { ok: true };
}

/** Whose certificate it would be, and who handed it in for them. */
async function tellOfReview(
  tx: Tx,
  { id: applicationId, personId, steps, standing }: ApplicationFacts,
  step: "returned" | "refused",
  now: Date,
): Promise<void> {
  const code = `certificate.application-${step}` as const;
  const happening = `${applicationId}.${standing.round}.${standing.position}`;
  await notifyAll(tx, [personId], { code, happening, facts: { applicationId, own: true } }, now);
  const handedIn = steps.findLast((one) => one.step === "submitted")?.byId ?? null;
  const submitters = (await peopleBehind(tx, [handedIn])).filter((one) => one !== personId);
  await notifyAll(tx, submitters, { code, happening, facts: { applicationId, own: false } }, now);
}
