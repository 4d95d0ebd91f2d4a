/**
 * 法制岗 as facts: of the gate, for who sits on one enforces nowhere on those days, also if found there (K07); and of taking up
 * review, on a post or as a duty (K20).
 */
import { type DateOn, type DateRange, fromDbDate } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { knownBy, rangeOf } from "~/organisation/history";
import { believed, rangeColumns } from "~/organisation/history.server";
import type { LegalDutyKind } from "~/personnel/duty";
import { legalQualificationsOf } from "~/personnel/legal-qualifications.server";
import { type Refusal, refusalsOf } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";
import { type LegalPostFacts, mayTakeLegalDuty } from "./legal-post";
import { isEnforcement, type PositionFamily } from "./position";

/** Every such post of these people, whatever its days, as known at an instant (without it, now). */
export async function legalPostsOf(
  tx: Tx,
  personIds: readonly string[],
  knownAt?: Date,
): Promise<Map<string, DateRange[]>> {
  const rows = await rowsOf<DateRange & { personId: string }>(
    tx,
    Prisma.sql`
    /* prepared as legal-posts-held */
    SELECT a.person_id::text AS "personId", ${rangeColumns("a")}
    FROM assignment a JOIN position p ON p.id = a.position_id
    WHERE a.person_id = ANY(${[...new Set(personIds)]}::uuid[]) AND ${believed("a", knownAt)}
      AND p.family IN ('legal-affairs', 'legal-review')
    ORDER BY a.from_on, a.id`,
  );
  const of = new Map<string, DateRange[]>();
  for (const { personId, ...post } of rows) of.set(personId, [...(of.get(personId) ?? []), post]);
  return of;
}

/** Posts and duties of review as known now, those that are over included, and what is confirmed of the person. */
export async function legalPostFactsOf(tx: Tx, personId: string): Promise<LegalPostFacts> {
  const known = { where: { personId, ...knownBy() }, orderBy: { fromOn: "asc" as const } };
  const posts = await tx.assignment.findMany({
    ...known,
    include: { position: { select: { family: true } } },
  });
  const held = posts.map((post) => ({ ...rangeOf(post), family: post.position.family as PositionFamily }));
  const duties = await tx.legalDuty.findMany({ ...known, select: { kind: true, fromOn: true } });
  return {
    enforcing: held.filter(({ family }) => isEnforcement(family)),
    reviewingSince: [
      ...held.filter(({ family }) => family === "legal-review").map(({ fromOn }) => fromOn),
      ...duties.filter(({ kind }) => kind === "legal-review").map(({ fromOn }) => fromDbDate(fromOn)),
    ],
    qualifications: await legalQualificationsOf(tx, personId),
  };
}

/** K20 of a duty that somebody takes up, with or without a post; `personId`: null of somebody nobody knows yet. */
export async function firstReviewReasons(
  tx: Tx,
  personId: string | null,
  kind: LegalDutyKind,
  fromOn: DateOn,
): Promise<Refusal[]> {
  const facts = personId ? await legalPostFactsOf(tx, personId) : { reviewingSince: [], qualifications: [] };
  return refusalsOf(mayTakeLegalDuty(facts, kind, { fromOn }));
}
