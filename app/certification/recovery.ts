/**
 * 收回: since when somebody holds what they should hand back, and by when (S2-2#15, K25). Nothing starts it: it follows from facts.
 * In: one thing that is out, the holder's certificates and employments, an instant, the pack. Out: why and since when; the time limit.
 */
import { addDays, chinaDateOf, contains, type DateOn, type DateRange } from "~/calendar";
import { type EmploymentStatus, hasLeft } from "~/personnel/identity";
import type { RulePack } from "~/rulebook/schema";
import { addWorkingDays, nextWorkingDay } from "~/rulebook/working-days";
import type { CertificateFact, MinistryCardFact } from "./carrying";
import type { StillOut } from "./item";
import { expiresAt, isFinal, isKnown, stateAt } from "./status";

export type HolderFacts = {
  certificates: readonly (CertificateFact & { certificateId: string })[];
  ministryCards?: readonly MinistryCardFact[];
  employments: readonly (DateRange & {
    unitId: string;
    relation: "home" | "host";
    status: EmploymentStatus;
  })[];
  /** Cards from before this register that they have in hand. */
  formerCards?: readonly Pick<StillOut, "unitId" | "validToOn">[];
  /** Units in which an application of theirs is under way. */
  applyingIn?: readonly string[];
};

export const STOPPED_BY = [
  "left-unit", // 离开单位
  "deceased", // 死亡
  "certificate-expired", // 证件到期
  "certificate-ended", // 证件终止
  "exchanged", // 已领取新证
] as const;
export type StoppedBy = (typeof STOPPED_BY)[number];
export type Stopped = { on: DateOn; by: StoppedBy };

/**
 * From which day on the holder should have handed the thing back; null while it is theirs to hold. A card is held by its own
 * certificate, one from before this register until its last day or until a certificate is collected here, everything else by any
 * certificate of the unit that has not ended; and by working there. `units`: the unit and those it went into. Suspended or lost
 * is not ended.
 */
export function stoppedFor(
  item: StillOut,
  units: readonly string[],
  facts: HolderFacts,
  at: Date,
  knownAt?: Date,
): Stopped | null {
  const on = chinaDateOf(at);
  const end = item.kind === "former-card" ? formerCardEnds : certificatesEnd;
  const ends = [end(item, units, facts, at, knownAt), workEnds(item, units, facts, on)];
  const [first] = ends.filter((end) => end !== null).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  if (!first) return null;
  const days = [first.on, item.handedOn, ...(item.countedOn ? [item.countedOn] : [])].sort();
  return { ...first, on: days.at(-1)! };
}

function certificatesEnd(
  item: StillOut,
  units: readonly string[],
  facts: HolderFacts,
  at: Date,
  knownAt: Date | undefined,
): Stopped | null {
  const isCard = item.kind === "card";
  const holding = facts.certificates.filter((one) =>
    isCard
      ? one.certificateId === item.id
      : one.type === "administrative-enforcement" &&
        units.includes(one.unitId) &&
        stateAt(one, one.acts, at, knownAt) !== "voided",
  );
  const ends = holding.map((one) => endOf(one, at, knownAt));
  if (ends.includes(null)) return null;
  if (!isCard) {
    const on = chinaDateOf(at);
    // A filed card of a ministry is a certificate of enforcement, too.
    for (const { acceptedOn, validToOn } of facts.ministryCards ?? []) {
      if (acceptedOn === null || acceptedOn > on) continue;
      if (validToOn >= on) return null;
      ends.push({ on: addDays(validToOn, 1), by: "certificate-expired" });
    }
    for (const { unitId, validToOn = null } of facts.formerCards ?? []) {
      if (!units.includes(unitId)) continue;
      if (validToOn === null || validToOn >= on) return null;
      ends.push({ on: addDays(validToOn, 1), by: "certificate-expired" });
    }
    // 换发: its unit went into another, or a new one is made: nobody hands in a uniform to be given it again.
    const exchanged = holding.some((one) => stateAt(one, one.acts, at, knownAt) === "replaced");
    if (exchanged && (facts.applyingIn ?? []).some((unitId) => units.includes(unitId))) return null;
  }
  const last = ends.sort((a, b) => (a!.on < b!.on ? -1 : 1)).at(-1);
  return last ?? { on: item.handedOn, by: "certificate-ended" };
}

/** It ran out, or what replaces it was collected, whichever came first. */
function formerCardEnds(
  { validToOn = null }: StillOut,
  units: readonly string[],
  { certificates }: HolderFacts,
  at: Date,
  knownAt: Date | undefined,
): Stopped | null {
  const on = chinaDateOf(at);
  const collected = certificates
    .filter(({ type, unitId }) => type === "administrative-enforcement" && units.includes(unitId))
    .flatMap(({ acts }) => acts.filter(({ act }) => act === "collect"))
    .filter((act) => act.effectiveAt <= at && isKnown(act, knownAt))
    .map(({ effectiveAt }) => chinaDateOf(effectiveAt))
    .sort()[0];
  const ends: Stopped[] = [
    ...(validToOn !== null && validToOn < on
      ? [{ on: addDays(validToOn, 1), by: "certificate-expired" as const }]
      : []),
    ...(collected ? [{ on: collected, by: "exchanged" as const }] : []),
  ];
  return ends.sort((a, b) => (a.on < b.on ? -1 : 1))[0] ?? null;
}

/** The first day on which it is over; null while it is not. */
function endOf(certificate: CertificateFact, at: Date, knownAt: Date | undefined): Stopped | null {
  const state = stateAt(certificate, certificate.acts, at, knownAt);
  if (!isFinal(state) && state !== "expired") return null;
  const expiry = expiresAt(certificate);
  const decided = certificate.acts
    .filter(({ act }) => isEnd(act))
    .map(({ effectiveAt }) => effectiveAt)
    .sort((a, b) => a.getTime() - b.getTime())[0];
  const ended = decided && decided <= expiry && state !== "expired" ? decided : expiry;
  // An annulment takes effect from the beginning, and nobody can hand in a card before they are told to.
  const first = ended > at ? at : ended;
  return { on: chinaDateOf(first), by: ended === expiry ? "certificate-expired" : "certificate-ended" };
}

const isEnd = (act: string) => ["cancel", "revoke", "annul", "replace", "void"].includes(act);

function workEnds(
  item: StillOut,
  units: readonly string[],
  { employments }: HolderFacts,
  on: DateOn,
): Stopped | null {
  const here = employments.filter(({ unitId, relation }) => relation === "home" && units.includes(unitId));
  const working = here.filter(({ status }) => !hasLeft(status));
  if (working.some((job) => contains(job, on))) return null;
  const ends = working.flatMap(({ toOn }) => (toOn !== null && toOn <= on ? [toOn] : [])).sort();
  const died = employments.some(({ status, fromOn }) => status === "deceased" && fromOn <= on);
  return { on: ends.at(-1) ?? item.handedOn, by: died ? "deceased" : "left-unit" };
}

export type Recovery = Stopped & {
  /** The last working day that is in time; the day itself does not count (民法典 第二百零一条). */
  dueOn: DateOn;
  /** Working days after today that are still in time. */
  left: number;
  overdue: boolean;
  /** Past the limit for so long that legal affairs is to know. */
  toEscalate: boolean;
};

export function recoveryOn(
  stopped: Stopped,
  { items: rules }: Pick<RulePack, "items">,
  today: DateOn,
): Recovery {
  const dueOn = addWorkingDays(stopped.on, rules.returnWorkingDays.value);
  const overdue = today > dueOn;
  return {
    ...stopped,
    dueOn,
    left: overdue ? 0 : workingDaysAfter(today, dueOn),
    overdue,
    toEscalate: overdue && today > addWorkingDays(dueOn, rules.escalateWorkingDays.value),
  };
}

function workingDaysAfter(fromOn: DateOn, toOn: DateOn): number {
  let count = 0;
  for (let day = nextWorkingDay(fromOn); day <= toOn; day = nextWorkingDay(day)) count += 1;
  return count;
}
