/**
 * 待复核: facts that were true on the day a certificate was issued and became known only later, such as a sanction recorded
 * months after it took effect. The decision stands as it was made; each reason against it waits until somebody has looked.
 */
import { createHash } from "node:crypto";
import { record, recordAll } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { packVersion } from "~/rulebook/packs.server";
import { type Refusal, refusal, refusalsOf, type Verdict, verdictOf } from "~/verdict";
import { holdingFactsOf } from "./holding-facts.server";
import { mayHold } from "./may-hold";

export const REVIEW_OUTCOMES = [
  "stands", // 决定不变
  "act-proposed", // 已提出处理
  "fact-corrected", // 事实已更正
] as const;
export type ReviewOutcome = (typeof REVIEW_OUTCOMES)[number];

/** A transaction may be recorded long after the instant it carries. */
const MARGIN_MS = 15 * 60_000;
const PROGRESS = 1;

/**
 * Looks at every certificate of whom something was recorded about since the last time, and notes each reason, true on the day
 * of issue and unknown then, that would have forbidden it. The first call only begins to follow. Harmless to repeat and to run
 * twice at once. Answers how many reasons it noted.
 */
export async function noteDecisionReviews(tx: Tx, now: Date): Promise<number> {
  const progress = await tx.decisionReviewProgress.findUnique({ where: { id: PROGRESS } });
  await tx.decisionReviewProgress.upsert({
    where: { id: PROGRESS },
    create: { id: PROGRESS, followedUntil: now },
    update: { followedUntil: now },
  });
  if (!progress) return 0;
  let noted = 0;
  for (const id of await certificatesConcerned(tx, new Date(progress.followedUntil.getTime() - MARGIN_MS)))
    noted += await noteReasons(tx, id, now);
  return noted;
}

/** Issued before something about its holder, or the holder's unit, was recorded or corrected. */
async function certificatesConcerned(tx: Tx, since: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH changed AS (
      SELECT person_id, recorded_at, superseded_at FROM employment UNION ALL
      SELECT person_id, recorded_at, superseded_at FROM legal_duty UNION ALL
      SELECT person_id, recorded_at, superseded_at FROM sanction UNION ALL
      SELECT person_id, recorded_at, superseded_at FROM annual_grade UNION ALL
      SELECT person_id, recorded_at, superseded_at FROM qualification_part UNION ALL
      SELECT person_id, recorded_at, superseded_at FROM exam_ban UNION ALL
      SELECT i.person_id, o.decided_at, o.lifted_at FROM outside_ban o
        JOIN identity_number i ON i.index_hash = o.index_hash AND i.superseded_at IS NULL WHERE o.decision = 'confirmed' UNION ALL
      SELECT c.person_id, b.recorded_at, b.superseded_at FROM enforcement_body b JOIN certificate c ON c.unit_id = b.unit_id
    )
    SELECT DISTINCT c.id::text AS id FROM changed h JOIN certificate c ON c.person_id = h.person_id
    WHERE (h.recorded_at > ${since}::timestamptz AND h.recorded_at > c.issued_at)
      OR (h.superseded_at > ${since}::timestamptz AND h.superseded_at > c.issued_at)`;
  return rows.map(({ id }) => id);
}

async function noteReasons(tx: Tx, certificateId: string, now: Date): Promise<number> {
  const certificate = await tx.certificate.findUniqueOrThrow({ where: { id: certificateId } });
  const { personId, unitId, issuedAt, packVersionId } = certificate;
  const on = chinaDateOf(issuedAt);
  const { pack } = await packVersion(tx, packVersionId);
  const against = async (knownAt?: Date) => {
    const [facts] = await holdingFactsOf(tx, [certificate], { trueOn: on, ...(knownAt ? { knownAt } : {}) });
    return refusalsOf(mayHold(facts!, "applying", pack, on));
  };
  const then = new Set((await against(issuedAt)).map(digestOf));
  const reasons = (await against()).filter((reason) => !then.has(digestOf(reason)));
  let noted = 0;
  for (const reason of reasons) {
    const reviewId = newId();
    const { count } = await tx.decisionReview.createMany({
      data: [{ id: reviewId, certificateId, digest: digestOf(reason), refusal: reason, foundAt: now }],
      skipDuplicates: true,
    });
    if (count === 0) continue;
    noted += 1;
    await recordAll(tx, [
      {
        ...{
          type: "decision-review.found",
          at: now,
          actorId: null,
          personId,
          unitId,
          subjectId: certificateId,
        },
        data: { certificateId, reviewId, code: reason.code },
      },
    ]);
  }
  return noted;
}

/** Equal for the same reason with the same facts, whatever the order of keys. */
function digestOf({ code, facts, source }: Refusal): string {
  const said = JSON.stringify([
    code,
    source?.rule ?? null,
    Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);
  return createHash("sha256").update(said).digest("hex");
}

/**
 * Somebody has looked at it. Refusals: decision-review.closed, decision-review.own: whoever issued it does not review it,
 * nor does its holder; decision-review.note-missing.
 */
export async function closeDecisionReview(
  tx: Tx,
  { reviewId, outcome, note }: { reviewId: string; outcome: ReviewOutcome; note: string },
  actor: { accountId: string; personId: string | null },
  now: Date,
): Promise<Verdict> {
  await tx.$queryRaw`SELECT 1 FROM decision_review WHERE id = ${reviewId}::uuid FOR NO KEY UPDATE`;
  const review = await tx.decisionReview.findUniqueOrThrow({
    where: { id: reviewId },
    include: { certificate: { select: { id: true, personId: true, unitId: true, issuedById: true } } },
  });
  const { id: certificateId, personId, unitId, issuedById } = review.certificate;
  const verdict = verdictOf([
    ...(review.closedAt ? [refusal("decision-review.closed")] : []),
    ...(issuedById === actor.accountId || personId === actor.personId
      ? [refusal("decision-review.own")]
      : []),
    ...(note.trim() === "" ? [refusal("decision-review.note-missing")] : []),
  ]);
  if (!verdict.ok) return verdict;
  await tx.decisionReview.update({
    where: { id: reviewId },
    data: { outcome, note: note.trim(), closedById: actor.accountId, closedAt: now },
  });
  await record(tx, {
    ...{ type: "decision-review.closed", at: now, actorId: actor.accountId, personId, unitId },
    ...{ subjectId: certificateId, data: { certificateId, reviewId, outcome } },
  });
  return { ok: true };
}
