/** 年审: a unit proposes for many certificates, the authority decides about many; each by itself, all refusals named. */
import { noteDenial } from "~/access/denials.server";
import { recordAll } from "~/audit/audit.server";
import { chinaDateOf, fromDbDate } from "~/calendar";
import { lockPeople, type Tx } from "~/db.server";
import { qualificationParts } from "~/exams/qualification.server";
import { newId } from "~/ids";
import { notify } from "~/notices/notices.server";
import { packsFor } from "~/rulebook/packs.server";
import { type Refusal, verdictOf } from "~/verdict";
import { actFact } from "./certificates.server";
import type { ReviewDecision, ReviewGround, ReviewResult } from "./periodic-review";
import { reviewHistories } from "./periodic-reviews.server";
import type { RegisterEntry } from "./register-entry";
import { type Asking, decisionRefusals, type Proposed, proposalRefusals } from "./review-proposal";
import { stateAt } from "./status";

export type ReviewsAnswered = {
  done: number;
  refused: { certificateId: string; holderName: string; refusals: Refusal[] }[];
};

/** For each of these certificates. Refusals: those of `proposalRefusals`. */
export async function proposeReviews(
  tx: Tx,
  certificateIds: readonly string[],
  proposed: Proposed,
  by: Asking,
  now: Date,
): Promise<ReviewsAnswered> {
  const certificates = await certificatesLocked(tx, certificateIds);
  const personIds = certificates.map(({ personId }) => personId);
  const on = chinaDateOf(now);
  const histories = await reviewHistories(tx, certificateIds);
  const packs = await packsFor(
    tx,
    certificates.map(({ unitId }) => unitId),
    on,
  );
  const parts = await qualificationParts(tx, personIds, { trueOn: on });
  const answered: ReviewsAnswered = { done: 0, refused: [] };
  const fit: typeof certificates = [];
  for (const certificate of certificates) {
    const dates = {
      validFromOn: fromDbDate(certificate.validFromOn),
      validToOn: fromDbDate(certificate.validToOn),
    };
    const facts = {
      ...dates,
      ...histories.get(certificate.id)!,
      personId: certificate.personId,
      state: stateAt(dates, certificate.acts.map(actFact), now),
      qualifications: parts.get(certificate.personId) ?? [],
    };
    const refusals = proposalRefusals(facts, proposed, by, now, packs.get(certificate.unitId)!.pack);
    if (refusals.length === 0) fit.push(certificate);
    else await refuse(tx, answered, certificate, refusals, "certificate-review:propose", by, now);
  }
  const rows = fit.map(({ id: certificateId, personId, unitId }) => ({
    ...{ certificateId, personId, unitId },
    id: newId(),
  }));
  const { year: reviewYear, result: outcome, ground } = proposed;
  await tx.certificateReview.createMany({
    data: rows.map(({ id, certificateId }) => ({
      ...{ id, certificateId, reviewYear, outcome, ground, proposedById: by.accountId, proposedAt: now },
    })),
  });
  await recordAll(
    tx,
    rows.map(({ id, certificateId, personId, unitId }) => ({
      ...{ type: "certificate-review.proposed" as const, at: now, actorId: by.accountId, personId, unitId },
      ...{ subjectId: certificateId, data: { certificateId, reviewId: id, year: reviewYear, outcome } },
    })),
  );
  return { ...answered, done: rows.length };
}

export type DecidedSo = { decision: ReviewDecision; opinion: string };

/** About each of these proposals. Refusals: those of `decisionRefusals`. The holder is told of what was approved. */
export async function decideReviews(
  tx: Tx,
  reviewIds: readonly string[],
  decided: DecidedSo,
  by: Asking,
  now: Date,
): Promise<ReviewsAnswered> {
  const named = await tx.certificateReview.findMany({
    where: { id: { in: [...reviewIds] } },
    select: { certificateId: true },
  });
  const certificates = await certificatesLocked(
    tx,
    named.map(({ certificateId }) => certificateId),
  );
  const of = new Map(certificates.map((certificate) => [certificate.id, certificate]));
  // Read under the lock: of two who decide at once the second finds what the first wrote.
  const reviews = await tx.certificateReview.findMany({
    where: { id: { in: [...reviewIds] } },
    orderBy: { id: "asc" },
  });
  const answered: ReviewsAnswered = { done: 0, refused: [] };
  const fit: { review: (typeof reviews)[number]; personId: string; unitId: string }[] = [];
  for (const review of reviews) {
    const certificate = of.get(review.certificateId)!;
    const { personId, unitId } = certificate;
    const waiting = { ...review, personId, decision: review.decision as ReviewDecision | null };
    const refusals = decisionRefusals(waiting, decided, by);
    if (refusals.length === 0) fit.push({ review, personId, unitId });
    else await refuse(tx, answered, certificate, refusals, "certificate-review:decide", by, now);
  }
  await tx.certificateReview.updateMany({
    where: { id: { in: fit.map(({ review }) => review.id) }, decidedAt: null },
    data: {
      ...{ decision: decided.decision, decidedById: by.accountId, decidedAt: now },
      opinion: decided.opinion.trim() || null,
    },
  });
  await recordAll(
    tx,
    fit.map(({ review, personId, unitId }) => ({
      ...{ type: "certificate-review.decided" as const, at: now, actorId: by.accountId, personId, unitId },
      subjectId: review.certificateId,
      data: {
        ...{ certificateId: review.certificateId, reviewId: review.id, year: review.reviewYear },
        ...{ outcome: review.outcome, decision: decided.decision },
      },
    })),
  );
  if (decided.decision === "approved")
    await notify(
      tx,
      fit.map(({ review, personId }) => ({
        ...{ personId, code: "certificate.review-decided" as const, happening: review.id },
        facts: { certificateId: review.certificateId, year: review.reviewYear, outcome: review.outcome },
      })),
      now,
    );
  return { ...answered, done: fit.length };
}

type Certificate = Awaited<ReturnType<typeof certificatesLocked>>[number];

/** What the gate asks of their holders waits until the transaction ends. */
async function certificatesLocked(tx: Tx, ids: readonly string[]) {
  const where = { id: { in: [...new Set(ids)] } };
  const holders = await tx.certificate.findMany({ where, select: { personId: true } });
  await lockPeople(tx, ...holders.map(({ personId }) => personId));
  return tx.certificate.findMany({
    where,
    orderBy: { id: "asc" },
    include: { acts: { where: { supersededAt: null } } },
  });
}

async function refuse(
  tx: Tx,
  answered: ReviewsAnswered,
  { id: certificateId, personId, unitId, registerEntry }: Certificate,
  refusals: Refusal[],
  permission: "certificate-review:propose" | "certificate-review:decide",
  by: Asking,
  at: Date,
): Promise<void> {
  const attempt = { at, actorId: by.accountId, personId, unitId, subjectId: certificateId, permission };
  await noteDenial(tx, verdictOf(refusals), attempt);
  const { holderName } = registerEntry as RegisterEntry;
  answered.refused.push({ certificateId, holderName, refusals });
}

/** The steps of one certificate's reviews, oldest first. */
export async function reviewsOf(tx: Tx, certificateId: string) {
  const rows = await tx.certificateReview.findMany({
    where: { certificateId },
    orderBy: [{ reviewYear: "asc" }, { proposedAt: "asc" }],
  });
  return rows.map(({ outcome, ground, decision, ...row }) => ({
    ...row,
    result: outcome as ReviewResult,
    ground: ground as ReviewGround | null,
    decision: decision as ReviewDecision | null,
  }));
}
