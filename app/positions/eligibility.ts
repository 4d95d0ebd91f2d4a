/**
 * 可执法判定: may this person enforce at this position, at this instant? Assigning, rostering, the API and the public page ask here.
 * In: dated facts of the person, the position, an instant, the pack. Out: yes or every reason (K01–K25), and warnings.
 * No reason can be overridden: an authority may change the facts, never the verdict.
 */
import {
  addDays,
  chinaDateOf,
  contains,
  type DateOn,
  type DateRange,
  overlaps,
  startOfDay,
} from "~/calendar";
import { carriedReviewEnd, carriedReviewReasons } from "~/certification/carried-review";
import {
  type Carriers,
  carriedUntil,
  carryingMinistryCards,
  certificateRefusals,
} from "~/certification/carrying";
import { type HoldingFacts, mayHold } from "~/certification/may-hold";
import { type LegalDutyFact, legalDutyConflicts } from "~/personnel/standing";
import type { RulePack } from "~/rulebook/schema";
import { allow, type Refusal, refusal, refusalsOf, type Source, type Verdict, verdictOf } from "~/verdict";
import { powerRefusals } from "./power";
import { type UnmetStudy, unmetStudyEnd, unmetStudyReasons } from "./unmet-study";

/** The person's facts; unit, field and flags of the unit come with the position. */
export type EnforcementFacts = Omit<HoldingFacts, "unitId" | "field"> &
  Carriers & {
    /** What they hold and should have handed back, and since when (K25). */
    unreturned?: readonly { quantity: number; sinceOn: DateOn }[];
    /** Posts of legal affairs, for their days (K07). */
    legalPosts?: readonly DateRange[];
    /** Quotas of study of the year before that were not met (K16). */
    unmetStudy?: readonly UnmetStudy[];
  };

export type EnforcementPosition = {
  unitId: string;
  field: string | null;
  /** 行政强制 may not be entrusted (K21). */
  coercive?: boolean;
  /** For which days the post exercises powers that stand; undefined where nobody has said which powers it exercises. */
  powers?: readonly DateRange[];
  /** Found at onboarding and recorded as it stood: a case to clear, never a basis to enforce (K23). */
  inherited?: boolean;
};

/** `ok` or every refusal; warnings never bar. Refusals carry `facts.cure`, what would help. */
export type Eligibility = Verdict & { warnings: Refusal[] };

const COERCION_LAW: Source = { title: "中华人民共和国行政强制法", article: "第十七条", rule: "K21" };
const OWN_RULE: Source = { title: "本平台默认设置", rule: "K02" };
const MARKS: Source = { title: "市级人民政府依法行政意见（地方文件）", article: "第十五项", rule: "K25" };
const CLEARANCE: Source = { title: "区级依法行政实施细则（地方文件）", article: "第二十一项", rule: "K23" };

export function mayEnforce(
  facts: EnforcementFacts,
  position: EnforcementPosition,
  at: Date,
  pack: RulePack,
): Eligibility {
  const on = chinaDateOf(at);
  const bans = facts.bans.filter(({ fromAt }) => fromAt === undefined || fromAt <= at);
  const held = mayHold(
    { ...facts, bans, unitId: position.unitId, field: position.field },
    "holding",
    pack,
    on,
  );
  // A filed ministry card stands for the exam parts where the pack exempts its holder from them.
  const examined =
    pack.exam.exemptions.value.includes("ministry-card") &&
    carryingMinistryCards(facts, position, at).length > 0;
  const refusals = [
    ...(position.inherited ? [refusal("assignment.inherited", { cure: "clear-and-assign" }, CLEARANCE)] : []),
    ...certificateRefusals(facts, position, at),
    ...coercionRefusals(facts, position, on),
    ...powerRefusals(position.powers, on),
    ...legalPostRefusals(facts, pack, (post) => contains(post, on)),
    ...refusalsOf(held).filter((reason) => !(examined && reason.code.startsWith("qualification."))),
  ];
  const reviewed = carriedReviewReasons(facts, position, at, pack); // K15
  const studied = unmetStudyReasons(facts.unmetStudy ?? [], on, pack); // K16
  refusals.push(...studied.refusals);
  const warnings = [...held.warnings, ...studied.warnings, ...unreturnedWarnings(facts, on)];
  return pack.holding.review.value === "block"
    ? { ...verdictOf([...refusals, ...reviewed]), warnings }
    : { ...verdictOf(refusals), warnings: [...warnings, ...reviewed] };
}

/**
 * May this person be assigned from `fromAt` until 00:00 of `untilOn` (null: no planned end)?
 * `mayEnforce` at the start; K07 over the whole period; K02 warns when the certificate ends before the assignment does.
 */
export function mayAssign(
  facts: EnforcementFacts,
  position: EnforcementPosition,
  fromAt: Date,
  untilOn: DateOn | null,
  pack: RulePack,
): Eligibility {
  const now = mayEnforce(facts, position, fromAt, pack);
  const period: DateRange = { fromOn: chinaDateOf(fromAt), toOn: untilOn };
  const begins = (days: DateRange) => !contains(days, period.fromOn) && overlaps(days, period);
  const later = [
    ...legalDutyConflicts(facts.legalDuties, pack, begins),
    ...legalPostRefusals(facts, pack, begins),
  ];
  const verdict = verdictOf([...refusalsOf(now), ...later]);
  return { ...verdict, warnings: [...now.warnings, ...endWarnings(facts, position, fromAt, untilOn)] };
}

/**
 * The instant at which what carries this person here runs out, or a review that nobody handed in or a year of study that was
 * not made up becomes a bar; null if nothing carries them.
 */
export function eligibleUntil(
  facts: EnforcementFacts,
  position: EnforcementPosition,
  at: Date,
  pack: RulePack,
): Date | null {
  const last = carriedUntil(facts, position, at).sort().at(-1);
  if (last === undefined) return null;
  const ends = [
    startOfDay(addDays(last, 1)),
    carriedReviewEnd(facts, position, at, pack),
    unmetStudyEnd(facts.unmetStudy ?? [], at, pack),
  ];
  return new Date(Math.min(...ends.flatMap((end) => end?.getTime() ?? [])));
}

/**
 * K09: may one full-time legal officer leave the duty on this day? `others` are the duties of everyone else in the unit.
 * Refusal or warning, as the pack says: legal-duty.below-minimum { remaining, required, leavingOn }.
 */
export function mayLeaveLegalDuty(
  others: readonly LegalDutyFact[],
  unitId: string,
  leavingOn: DateOn,
  pack: RulePack,
): Eligibility {
  const { minFullTime, belowMinimum } = pack.legalDuty;
  const remaining = others.filter(
    (duty) => duty.unitId === unitId && duty.fullTime && contains(duty, leavingOn),
  ).length;
  if (remaining >= minFullTime.value) return { ...allow, warnings: [] };
  const short = refusal(
    "legal-duty.below-minimum",
    { unitId, remaining, required: minFullTime.value, leavingOn, cure: "appoint-legal-officer" },
    minFullTime.source,
  );
  return belowMinimum.value === "block"
    ? { ok: false, refusals: [short], warnings: [] }
    : { ...allow, warnings: [short] };
}

function endWarnings(
  facts: EnforcementFacts,
  position: EnforcementPosition,
  at: Date,
  untilOn: DateOn | null,
): Refusal[] {
  const last = carriedUntil(facts, position, at).sort().at(-1);
  if (last === undefined || untilOn === null || untilOn <= addDays(last, 1)) return [];
  return [
    refusal("certificate.ends-before-assignment", { validToOn: last, untilOn, cure: "renew" }, OWN_RULE),
  ];
}

/** K25: marks, uniforms and cards that did not come back. It bars nobody; the office that hands out reads it. */
function unreturnedWarnings({ unreturned = [] }: EnforcementFacts, on: DateOn): Refusal[] {
  const late = unreturned.filter(({ sinceOn }) => sinceOn <= on);
  const [sinceOn] = late.map((one) => one.sinceOn).sort();
  if (sinceOn === undefined) return [];
  const count = late.reduce((sum, { quantity }) => sum + quantity, 0);
  return [refusal("item.unreturned", { count, sinceOn, cure: "hand-back" }, MARKS)];
}

/** K07: legal-affairs staff are not enforcement staff, whether a duty makes them so or a post. */
function legalPostRefusals(
  { legalPosts = [] }: EnforcementFacts,
  pack: RulePack,
  conflicts: (post: DateRange) => boolean,
): Refusal[] {
  const { value, source } = pack.legalDuty.exclusiveWithEnforcement;
  if (!value) return [];
  return legalPosts
    .filter(conflicts)
    .map(({ fromOn, toOn }) =>
      refusal("legal-post.held", { fromOn, endsBeforeOn: toOn, cure: "end-assignment" }, source),
    );
}

function coercionRefusals(facts: EnforcementFacts, position: EnforcementPosition, on: DateOn): Refusal[] {
  const bodies = facts.bodies.filter((body) => contains(body, on));
  const entrusted = bodies.length > 0 && bodies.every((body) => body.basis === "entrusted");
  return position.coercive && entrusted
    ? [refusal("body.entrusted-coercion", { cure: "none" }, COERCION_LAW)]
    : [];
}
