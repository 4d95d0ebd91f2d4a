/**
 * 学时定额: where one person stands in a year, for each quota that applies to them; the same record may feed all (H15).
 * In: the person's records, group and identity, the pack, the year, today in China. Out: per quota what is required,
 * credited, pending and expected by today, what is missing, and what would cure it.
 */
import type { DateOn, DateRange } from "~/calendar";
import type { RulePack, StudyQuota } from "~/rulebook/schema";
import type { IdentityWord, StudyGroupWord } from "~/rulebook/words";
import { type CategoryStanding, categoryMinima } from "~/study/category-minima";
import { counted, type OverShare } from "~/study/counted";
import { type Credit, credits } from "~/study/crediting";
import { amountOf, amountUpTo, minutesOf, type StudyUnit } from "~/study/measure";
import { elapsedShare, requiredAmount } from "~/study/pro-rata";
import { type Cure, curesOf, shortagesOf } from "~/study/shortfall";
import { isCredited, type StudyEntry } from "~/study/study-entry";
import type { Refusal, Source } from "~/verdict";

export type Minutes = { required: number; credited: number; pending: number };

/** Amounts in `unit`, rounded down to hundredths for showing; `isMet` is decided in minutes. */
export type Standing = {
  quotaId: string;
  unit: StudyUnit;
  required: number;
  credited: number;
  pending: number;
  /** By today, in proportion to the year. */
  expected: number;
  short: number;
  isMet: boolean;
  /** In the whole or in one of the categories below. */
  isBehind: boolean;
  /** Those of which the quota asks a minimum. */
  categories: CategoryStanding[];
  /** What the figures above are rounded from. */
  minutes: Minutes;
  /** Those of `shortagesOf`. */
  shortages: Refusal[];
  cures: Cure[];
  /** Credited minutes above the share their form may have of this quota. */
  overShare: OverShare[];
  source: Source;
};

export type Student = {
  group: StudyGroupWord;
  identity: IdentityWord;
  /** The part of the year they served, where not all of it (H18). */
  service?: DateRange;
  /** Leaves that excuse (H18). */
  leaves?: readonly DateRange[];
  /** Times of which two offices let them off (H18). */
  reliefs?: readonly DateRange[];
  /** By quota, the minutes above last year's, where the pack carries them over (H17). */
  carried?: ReadonlyMap<string, number>;
};

/** The person's standing under every quota of the pack that is theirs. */
export function standings(
  student: Student,
  entries: readonly StudyEntry[],
  pack: RulePack,
  year: number,
  today: DateOn,
): Standing[] {
  const all = credits(entries, pack);
  return Object.entries(pack.quotas)
    .filter(([, { value }]) => appliesTo(value, student))
    .map(([quotaId, { value, source }]) => standing(quotaId, value, source, student, all, pack, year, today));
}

export function appliesTo(quota: StudyQuota, { group, identity }: Student): boolean {
  return quota.groups.includes(group) && (quota.identities === null || quota.identities.includes(identity));
}

/** Where an instrument lets one of two amounts do, the one that asks for less time. */
export function demandOf(quota: StudyQuota, pack: RulePack): { amount: number; unit: StudyUnit } {
  const { amount, unit, alternative } = quota;
  if (alternative === null) return { amount, unit };
  const inMinutes = (one: { amount: number; unit: StudyUnit }) => minutesOf(one.amount, one.unit, pack);
  return inMinutes(alternative) < inMinutes({ amount, unit }) ? alternative : { amount, unit };
}

function standing(
  quotaId: string,
  quota: StudyQuota,
  source: Source,
  student: Student,
  all: readonly Credit[],
  pack: RulePack,
  year: number,
  today: DateOn,
): Standing {
  const demand = demandOf(quota, pack);
  const { unit } = demand;
  const amount = requiredAmount(demand, student, pack, year);
  const required = minutesOf(amount, unit, pack);
  const carried = pack.study.carryOver.value ? (student.carried?.get(quotaId) ?? 0) : 0;
  const has = counted(
    all.filter(({ entry }) => isCredited(entry.status)),
    required,
    pack,
    year,
    carried,
  );
  const withPending = counted(all, required, pack, year, carried);
  const elapsed = elapsedShare(year, today, student.service);
  const expected = required * elapsed;
  const asked = { quota, source, amount, unit, required, pack };
  const shortages = shortagesOf(asked, has);
  const categories = categoryMinima(asked, has, withPending, elapsed);
  const pending = withPending.minutes - has.minutes;
  return {
    quotaId,
    unit,
    required: amount,
    credited: amountOf(has.minutes, unit, pack),
    pending: amountOf(pending, unit, pack),
    expected: amountOf(expected, unit, pack),
    short: amountUpTo(Math.max(0, required - has.minutes), unit, pack),
    isMet: shortages.length === 0,
    isBehind: has.minutes < expected || categories.some((one) => one.isBehind),
    categories,
    minutes: { required, credited: has.minutes, pending },
    shortages,
    cures: shortages.length === 0 ? [] : curesOf(asked, has, withPending),
    overShare: withPending.over,
    source,
  };
}

/** H17: minutes above what was required, by quota, for a pack that carries them over. */
export function surplus(year: readonly Standing[]): Map<string, number> {
  return new Map(
    year.map(({ quotaId, minutes }) => [quotaId, Math.max(0, minutes.credited - minutes.required)]),
  );
}
