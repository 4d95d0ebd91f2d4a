/** The gate: who may enforce where, asked by assigning, by pages and by other systems; always the same composition. */
import { chinaDateOf } from "~/calendar";
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
import type { Tx } from "~/db.server";
import { inForceOn, knownBy } from "~/organisation/history";
import { predecessorsOf } from "~/organisation/succession.server";
import { packsFor } from "~/rulebook/packs.server";
import { type Refusal, refusal } from "~/verdict";
import { type Eligibility, type EnforcementFacts, eligibleUntil, mayEnforce } from "./eligibility";
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
  const unitIds = [...new Set(questions.map(({ unitId }) => unitId))];
  const gone = await predecessorsOf(tx, unitIds, as.trueOn);
  return questions.map(({ personId, unitId }, index) => ({
    ...held[index]!,
    certificates: (certificates.get(personId) ?? []).map((held) => {
      const one = { ...held, review: reviews.get(held.certificateId) };
      // A hold on a certificate of a unit that went into this one is a hold here; nothing of the old unit carries anybody.
      const cameAlong = gone.some(
        ({ successorId, unitId: old }) => successorId === unitId && old === one.unitId,
      );
      return cameAlong && isHeld(stateAt(one, one.acts, at, knownAt)) ? { ...one, unitId } : one;
    }),
    ministryCards: cards.get(personId) ?? [],
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

/**
 * May this person enforce for this unit (and in this field, if one is named) at this instant? Yes when an enforcement
 * post held there carries them; otherwise every reason, beginning with "assignment.none" when no post is held.
 */
export async function decideEnforcement(
  tx: Tx,
  question: { personId: string; unitId: string; field: string | null; at: Date; knownAt?: Date },
): Promise<GateAnswer> {
  const { personId, unitId, field, at, knownAt } = question;
  const assignments = await tx.assignment.findMany({
    where: {
      personId,
      position: { unitId, ...(field === null ? {} : { OR: [{ field }, { field: null }] }) },
      ...knownBy(knownAt),
      ...inForceOn(chinaDateOf(at)),
    },
    include: { position: true },
  });
  const posts = assignments.filter(({ position }) => isEnforcement(position.family as PositionFamily));
  if (posts.length === 0) {
    const position = { unitId, field, family: "enforcement" as const };
    const [answer] = await decideAtPositions(tx, [{ personId, position, inherited: false }], at, knownAt);
    return { ...answer!, ok: false, refusals: [noPost(), ...refusalsIn(answer!)], until: null };
  }
  const answers = await decideAtPositions(
    tx,
    posts.map(({ position, inherited }) => ({
      personId,
      position: {
        ...{ positionId: position.id, unitId, field: position.field ?? field },
        family: position.family as PositionFamily,
      },
      inherited,
    })),
    at,
    knownAt,
  );
  return answers.find((answer) => answer.ok) ?? answers[0]!;
}

const refusalsIn = (answer: GateAnswer): Refusal[] => (answer.ok ? [] : answer.refusals);

// 职权分解到岗位和人员: without a post in the register nobody acts for the body.
const noPost = (): Refusal =>
  refusal(
    "assignment.none",
    { cure: "assign" },
    { title: "区级依法行政实施细则（地方文件）", article: "第十五项" },
  );
