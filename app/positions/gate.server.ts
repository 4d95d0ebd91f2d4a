/** The gate: who may enforce where, asked by assigning, by pages and by other systems; always the same composition. */
import { chinaDateOf, yearOf } from "~/calendar";
import { certificatesOf } from "~/certification/certificates.server";
import { heldItemsOf } from "~/certification/held-items.server";
import { holdingFactsOf } from "~/certification/holding-facts.server";
import type { HoldingFacts } from "~/certification/may-hold";
import { ministryCardsOf } from "~/certification/ministry-cards.server";
import { hasReviews, type ReviewHistory } from "~/certification/periodic-review";
import { reviewHistories } from "~/certification/periodic-reviews.server";
import { type ToReturn, toReturnBy } from "~/certification/recoveries.server";
import type { HolderFacts } from "~/certification/recovery";
import { isHeld, stateAt } from "~/certification/status";
import { rowsOf, type Tx } from "~/db.server";
import { believed, holding } from "~/organisation/history.server";
import { packsFor } from "~/rulebook/packs.server";
import { unmetQuotasOf } from "~/study/unmet-years.server";
import { type Refusal, refusal } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";
import { type Eligibility, type EnforcementFacts, eligibleUntil, mayEnforce } from "./eligibility";
import { legalPostsOf } from "./legal-posts.server";
import { asEnforcementPosition, isEnforcement, type Position, type PositionFamily } from "./position";
import { powerDaysOf } from "./powers.server";

export type GateQuestion = {
  personId: string;
  /** Its id where a post is meant, and not only what one of the kind would be. */
  position: Pick<Position, "unitId" | "field" | "family"> & { positionId?: string };
  /** Found at onboarding: never eligible, whatever else is true. */
  inherited: boolean;
};
export type GateAnswer = Eligibility & {
  /** The instant at which eligibility ends of itself; null when not eligible. */
  until: Date | null;
  packVersionId: string;
};

/** Facts for `mayEnforce`, in the order of the questions; without `reviewed` nothing of reviews, for packs that have none. */
export async function enforcementFactsOf(
  tx: Tx,
  questions: readonly { personId: string; unitId: string; field: string | null }[],
  at: Date,
  knownAt?: Date,
  reviewed = true,
): Promise<EnforcementFacts[]> {
  const as = { trueOn: chinaDateOf(at), ...(knownAt ? { knownAt } : {}) };
  const held = await holdingFactsOf(tx, questions, as);
  const certificates = await certificatesOf(tx, [...new Set(questions.map(({ personId }) => personId))], as);
  const cards = await ministryCardsOf(tx, [...certificates.keys()], knownAt);
  const ids = [...certificates.values()].flat().map(({ certificateId }) => certificateId);
  const reviews =
    reviewed && ids.length > 0 ? await reviewHistories(tx, ids, knownAt) : new Map<string, ReviewHistory>();
  const unreturned = await unreturnedOf(tx, questions, { held, certificates, cards }, at, knownAt);
  // Stored standings keep no history: of what was known then nothing is said of them.
  const unmet = knownAt ? null : await unmetQuotasOf(tx, [...certificates.keys()], yearOf(as.trueOn) - 1);
  const legalPosts = await legalPostsOf(tx, [...certificates.keys()], knownAt);
  return questions.map(({ personId, unitId }, index) => ({
    ...held[index]!,
    certificates: (certificates.get(personId) ?? []).map((certificate) => {
      const one = { ...certificate, review: reviews.get(certificate.certificateId) };
      // A hold on a certificate of a unit that went into this one is a hold here; nothing of the old unit carries anybody.
      const cameAlong = held[index]!.predecessors?.includes(one.unitId);
      return cameAlong && isHeld(stateAt(one, one.acts, at, knownAt)) ? { ...one, unitId } : one;
    }),
    ministryCards: cards.get(personId) ?? [],
    legalPosts: legalPosts.get(personId) ?? [],
    unmetStudy: unmet?.get(personId) ?? [],
    unreturned: (unreturned.get(personId) ?? []).map(({ quantity, stopped }) => ({
      quantity,
      sinceOn: stopped.on,
    })),
  }));
}

/** K25, by what has been read already. */
async function unreturnedOf(
  tx: Tx,
  questions: readonly { personId: string }[],
  read: {
    held: readonly HoldingFacts[];
    certificates: Awaited<ReturnType<typeof certificatesOf>>;
    cards: Awaited<ReturnType<typeof ministryCardsOf>>;
  },
  at: Date,
  knownAt: Date | undefined,
): Promise<Map<string, ToReturn[]>> {
  const as = { trueOn: chinaDateOf(at), ...(knownAt ? { knownAt } : {}) };
  const items = await heldItemsOf(tx, [...read.certificates.keys()], as);
  const facts = questions.map(({ personId }, index): [string, HolderFacts] => [
    personId,
    {
      certificates: read.certificates.get(personId) ?? [],
      ministryCards: read.cards.get(personId) ?? [],
      employments: read.held[index]!.employments,
    },
  ]);
  return toReturnBy(tx, items, new Map(facts), at, knownAt);
}

/** Whether each of these people may enforce at each of these posts at an instant, as known now or at `knownAt`. */
export async function decideAtPositions(
  tx: Tx,
  questions: readonly GateQuestion[],
  at: Date,
  knownAt?: Date,
): Promise<GateAnswer[]> {
  const packs = await packsFor(
    tx,
    questions.map(({ position }) => position.unitId),
    chinaDateOf(at),
    knownAt,
  );
  const asked = questions.map(({ personId, position: { unitId, field } }) => ({ personId, unitId, field }));
  const reviewed = [...packs.values()].some(({ pack }) => hasReviews(pack));
  const facts = await enforcementFactsOf(tx, asked, at, knownAt, reviewed);
  const posts = questions.flatMap(({ position }) => position.positionId ?? []);
  const powers = await powerDaysOf(tx, posts, knownAt);
  return questions.map(({ position, inherited }, index) => {
    const asPost = {
      ...asEnforcementPosition(position, inherited),
      powers: position.positionId ? powers.get(position.positionId) : undefined,
    };
    const { pack, versionId } = packs.get(position.unitId)!;
    const verdict = mayEnforce(facts[index]!, asPost, at, pack);
    const until = verdict.ok ? eligibleUntil(facts[index]!, asPost, at, pack) : null;
    return { ...verdict, until, packVersionId: versionId };
  });
}

/** Who is asked about, for which unit, and in which field if one is named. */
export type EnforcementQuestion = { personId: string; unitId: string; field: string | null };

/**
 * May this person enforce for this unit (and in this field, if one is named) at this instant? Yes when an enforcement
 * post held there carries them; otherwise every reason, beginning with "assignment.none" when no post is held.
 */
export async function decideEnforcement(
  tx: Tx,
  { at, knownAt, ...question }: EnforcementQuestion & { at: Date; knownAt?: Date },
): Promise<GateAnswer> {
  const [answer] = await decideEnforcements(tx, [question], at, knownAt);
  return answer!;
}

/** The same for several at one instant, in as many statements as for one. */
export async function decideEnforcements(
  tx: Tx,
  questions: readonly EnforcementQuestion[],
  at: Date,
  knownAt?: Date,
): Promise<GateAnswer[]> {
  const posts = await enforcementPostsOf(
    tx,
    questions.map(({ personId }) => personId),
    at,
    knownAt,
  );
  const asked = questions.map(({ personId, unitId, field }) => {
    const held = (posts.get(personId) ?? []).filter(
      (post) => post.unitId === unitId && (field === null || post.field === null || post.field === field),
    );
    if (held.length === 0)
      return [{ personId, position: { unitId, field, family: "enforcement" as const }, inherited: false }];
    return held.map(({ positionId, family, inherited, ...post }) => ({
      ...{ personId, inherited, hasPost: true },
      position: { positionId, unitId, field: post.field ?? field, family },
    }));
  });
  const all = await decideAtPositions(tx, asked.flat(), at, knownAt);
  let from = 0;
  return asked.map((about) => {
    const answers = all.slice(from, from + about.length);
    from += about.length;
    const best = answers.find((answer) => answer.ok) ?? answers[0]!;
    if ("hasPost" in about[0]!) return best;
    return { ...best, ok: false, refusals: [noPost(), ...refusalsIn(best)], until: null };
  });
}

type PostHeld = {
  positionId: string;
  unitId: string;
  field: string | null;
  family: PositionFamily;
  inherited: boolean;
};

/** The posts the gate guards that these people hold on the day of an instant. */
async function enforcementPostsOf(
  tx: Tx,
  personIds: readonly string[],
  at: Date,
  knownAt: Date | undefined,
): Promise<Map<string, PostHeld[]>> {
  const rows = await rowsOf<PostHeld & { personId: string }>(
    tx,
    Prisma.sql`
    /* prepared as posts-held */
    SELECT a.person_id::text AS "personId", a.inherited, p.id::text AS "positionId", p.unit_id::text AS "unitId",
      p.field, p.family
    FROM assignment a JOIN position p ON p.id = a.position_id
    WHERE a.person_id = ANY(${[...new Set(personIds)]}::uuid[]) AND ${believed("a", knownAt)} AND ${holding("a", chinaDateOf(at))}
    ORDER BY a.from_on, a.id`,
  );
  const of = new Map<string, PostHeld[]>();
  for (const { personId, ...post } of rows)
    if (isEnforcement(post.family)) of.set(personId, [...(of.get(personId) ?? []), post]);
  return of;
}

const refusalsIn = (answer: GateAnswer): Refusal[] => (answer.ok ? [] : answer.refusals);

// 职权分解到岗位和人员: without a post in the register nobody acts for the body.
const noPost = (): Refusal =>
  refusal(
    "assignment.none",
    { cure: "assign" },
    { title: "区级依法行政实施细则（地方文件）", article: "第十五项" },
  );
