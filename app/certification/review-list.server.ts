/** Certificates of a year's review and how each stands, for lists, campaigns and bulk acts. */
import { chinaDateOf, type DateOn, yearOf } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { packFor, packsFor } from "~/rulebook/packs.server";
import type { Refusal } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";
import { TYPE } from "./application-decision.server";
import {
  hasReviews,
  isPending,
  type ReviewDecision,
  type ReviewedCertificate,
  type ReviewGround,
  type ReviewResult,
  type ReviewState,
  reviewReasons,
  reviewState,
} from "./periodic-review";
import { reviewHistories } from "./periodic-reviews.server";
import type { CertificateDates } from "./status";
import { statusSql } from "./status-sql.server";

export type ReviewRow = {
  certificateId: string;
  personId: string;
  unitId: string;
  holderName: string;
  unitName: string;
  number: string;
  state: ReviewState;
  /** The last day of the review in this unit; null where none was opened. */
  toOn: DateOn | null;
  isPending: boolean;
  /** What was proposed last for the year. */
  last: {
    id: string;
    result: ReviewResult;
    ground: ReviewGround | null;
    proposedById: string;
    decision: ReviewDecision | null;
    opinion: string | null;
  } | null;
};

type Read = Omit<ReviewRow, "state" | "last" | "toOn" | "isPending"> & {
  validFromOn: DateOn;
  validToOn: DateOn;
};

/** Those in use, suspended or lost, of units whose pack has reviews; in the order of their numbers. */
export async function reviewRows(
  tx: Tx,
  { unitIds, year }: { unitIds: readonly string[]; year: number },
  now: Date,
): Promise<ReviewRow[]> {
  const packs = await packsFor(tx, unitIds, chinaDateOf(now));
  const reviewing = unitIds.filter((id) => packs.get(id)!.pack.certificate.review.value !== "none");
  if (reviewing.length === 0) return [];
  const read = await rowsOf<Read>(
    tx,
    Prisma.sql`SELECT c.id::text AS "certificateId", c.person_id::text AS "personId", c.unit_id::text AS "unitId", c.number,
      c.register_entry->>'holderName' AS "holderName", c.register_entry->>'unitName' AS "unitName",
      c.valid_from_on::text AS "validFromOn", c.valid_to_on::text AS "validToOn"
    FROM certificate c WHERE c.certificate_type = ${TYPE} AND c.unit_id = ANY(${[...reviewing]}::uuid[])
      AND extract(year FROM c.valid_from_on) < ${year}::int AND extract(year FROM c.valid_to_on) >= ${year}::int
      AND ${statusSql(now)} = ANY(ARRAY['active', 'suspended', 'lost']) ORDER BY c.number`,
  );
  const ids = read.map(({ certificateId }) => certificateId);
  const histories = await reviewHistories(tx, ids);
  const last = await lastProposals(tx, ids, year);
  return read.flatMap(({ validFromOn, validToOn, ...row }) => {
    const certificate: ReviewedCertificate = { validFromOn, validToOn, ...histories.get(row.certificateId)! };
    const state = reviewState(certificate, year, now, packs.get(row.unitId)!.pack);
    if (state === null) return [];
    const toOn = certificate.periods.find((period) => period.year === year)?.toOn ?? null;
    const pending = isPending(certificate, now);
    return [{ ...row, state, toOn, isPending: pending, last: last.get(row.certificateId) ?? null }];
  });
}

async function lastProposals(tx: Tx, certificateIds: readonly string[], reviewYear: number) {
  const rows = await tx.certificateReview.findMany({
    where: { certificateId: { in: [...certificateIds] }, reviewYear },
    orderBy: { proposedAt: "asc" },
  });
  return new Map(
    rows.map(({ certificateId, id, outcome, ground, proposedById, decision, opinion }) => [
      certificateId,
      {
        ...{ id, proposedById, opinion },
        result: outcome as ReviewResult,
        ground: ground as ReviewGround | null,
        decision: decision as ReviewDecision | null,
      },
    ]),
  );
}

export type ReviewPanel = {
  years: { year: number; state: ReviewState }[];
  /** Newest first. */
  steps: {
    id: string;
    year: number;
    result: ReviewResult;
    ground: ReviewGround | null;
    decision: ReviewDecision | null;
    opinion: string | null;
    proposedAt: Date;
    decidedAt: Date | null;
  }[];
  /** What the gate is told. */
  reasons: Refusal[];
  isBar: boolean;
};

/** The reviews of one certificate; null where the pack of its unit has none. */
export async function reviewPanelOf(
  tx: Tx,
  { certificateId, unitId, ...dates }: CertificateDates & { certificateId: string; unitId: string },
  now: Date,
): Promise<ReviewPanel | null> {
  const today = chinaDateOf(now);
  const { pack } = await packFor(tx, unitId, today);
  if (!hasReviews(pack)) return null;
  const history = (await reviewHistories(tx, [certificateId])).get(certificateId)!;
  const certificate = { ...dates, ...history };
  const first = yearOf(dates.validFromOn);
  const years = Array.from({ length: yearOf(today) - first }, (_, n) => first + 1 + n).flatMap((year) => {
    const state = reviewState(certificate, year, now, pack);
    return state === null || state === "not-due" ? [] : [{ year, state }];
  });
  const rows = await tx.certificateReview.findMany({
    where: { certificateId },
    orderBy: { proposedAt: "desc" },
  });
  return {
    years,
    steps: rows.map(({ id, reviewYear, outcome, ground, decision, opinion, proposedAt, decidedAt }) => ({
      ...{ id, opinion, proposedAt, decidedAt, year: reviewYear },
      result: outcome as ReviewResult,
      ground: ground as ReviewGround | null,
      decision: decision as ReviewDecision | null,
    })),
    reasons: reviewReasons(certificate, now, pack),
    isBar: pack.holding.review.value === "block",
  };
}
