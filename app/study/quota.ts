/**
 * 学时定额: where one person stands in a year, for each quota that applies to them; the same record may feed all (H15).
 * In: the person's records, group and identity, the pack, the year, today in China. Out: per quota what is required,
 * credited, pending and expected by today, what is missing, and what would cure it.
 */
import { contains, type DateOn, type DateRange, yearRange } from "~/calendar";
import type { RulePack, StudyQuota } from "~/rulebook/schema";
import type { IdentityWord, StudyGroupWord } from "~/rulebook/words";
import { type Credit, credits, isCredited, type StudyEntry } from "~/study/crediting";
import { amountOf, amountUpTo, minutesOf, type StudyUnit } from "~/study/measure";
import { elapsedShare, requiredAmount } from "~/study/pro-rata";
import { type Facts, type Refusal, refusal, type Source } from "~/verdict";

export type Cure = { code: "await-acceptance" | "attend-concentrated" | "study-more"; facts: Facts };

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
  isBehind: boolean;
  /** study.short, study.self-study-over-share, study.online-over-share, study.category-short, study.concentrated-short */
  shortages: Refusal[];
  cures: Cure[];
  source: Source;
};

export type Student = {
  group: StudyGroupWord;
  identity: IdentityWord;
  /** The part of the year they served, where not all of it (H18). */
  service?: DateRange;
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

type Case = { quota: StudyQuota; source: Source; amount: number; required: number; pack: RulePack };

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
  const { unit } = quota;
  const amount = requiredAmount(quota, student.service, pack, year);
  const required = minutesOf(amount, unit, pack);
  const accepted = counted(
    all.filter(({ entry }) => isCredited(entry.status)),
    required,
    pack,
    year,
  );
  const withPending = counted(all, required, pack, year);
  const expected = required * elapsedShare(year, today, student.service);
  const asked: Case = { quota, source, amount, required, pack };
  const shortages = shortagesOf(asked, accepted);
  return {
    quotaId,
    unit,
    required: amount,
    credited: amountOf(accepted.minutes, unit, pack),
    pending: amountOf(withPending.minutes - accepted.minutes, unit, pack),
    expected: amountOf(expected, unit, pack),
    short: amountUpTo(Math.max(0, required - accepted.minutes), unit, pack),
    isMet: shortages.length === 0,
    isBehind: accepted.minutes < expected,
    shortages,
    cures: shortages.length === 0 ? [] : curesOf(asked, accepted, withPending),
    source,
  };
}

function shortagesOf({ quota, source, amount, required, pack }: Case, accepted: Counted): Refusal[] {
  const { unit, minima, minConcentrated } = quota;
  const { selfStudyShare, onlineShare } = pack.study;
  const short = required - accepted.minutes;
  const shortages: Refusal[] = [];
  const add = (code: string, facts: Facts, rule: Source = source) =>
    shortages.push(refusal(code, facts, rule));
  const shown = (minutes: number) => amountOf(minutes, unit, pack);
  if (short > 0) {
    const facts = {
      required: amount,
      credited: shown(accepted.minutes),
      short: amountUpTo(short, unit, pack),
      unit,
    };
    add("study.short", facts);
    // Study above a share is only worth a word to someone it would have helped.
    const { overSelfStudy, overOnline } = accepted;
    if (overSelfStudy > 0)
      add("study.self-study-over-share", { over: shown(overSelfStudy), unit }, selfStudyShare.source);
    if (overOnline > 0) add("study.online-over-share", { over: shown(overOnline), unit }, onlineShare.source);
  }
  for (const minimum of minima) {
    const done = accepted.byCategory.get(minimum.category) ?? 0;
    if (done >= minutesOf(minimum.amount, minimum.unit, pack)) continue;
    const credited = amountOf(done, minimum.unit, pack);
    add("study.category-short", {
      category: minimum.category,
      required: minimum.amount,
      credited,
      unit: minimum.unit,
    });
  }
  if (accepted.concentrated < minConcentrated)
    add("study.concentrated-short", { required: minConcentrated, attended: accepted.concentrated });
  return shortages;
}

function curesOf({ quota, required, pack }: Case, accepted: Counted, withPending: Counted): Cure[] {
  const { unit, minConcentrated } = quota;
  const cures: Cure[] = [];
  const waiting = withPending.minutes - accepted.minutes;
  const sessions = minConcentrated - withPending.concentrated;
  const missing = required - withPending.minutes;
  if (waiting > 0)
    cures.push({ code: "await-acceptance", facts: { amount: amountOf(waiting, unit, pack), unit } });
  if (sessions > 0) cures.push({ code: "attend-concentrated", facts: { sessions } });
  if (missing > 0) {
    const periods = amountUpTo(missing, "periods", pack);
    cures.push({ code: "study-more", facts: { amount: amountUpTo(missing, unit, pack), unit, periods } });
  }
  return cures;
}

type Counted = {
  minutes: number;
  overSelfStudy: number;
  overOnline: number;
  concentrated: number;
  byCategory: Map<string, number>;
};

/** Minutes of the year that count towards one quota: self-study (H7) and online (H9) only up to their share of it. */
function counted(credited: readonly Credit[], required: number, pack: RulePack, year: number): Counted {
  const range = yearRange(year);
  const sums = { selfStudy: 0, online: 0, other: 0, concentrated: 0 };
  const byCategory = new Map<string, number>();
  for (const { entry, byDay } of credited) {
    const minutes = byDay.reduce((sum, part) => sum + (contains(range, part.on) ? part.minutes : 0), 0);
    if (minutes === 0) continue;
    byCategory.set(entry.category, (byCategory.get(entry.category) ?? 0) + minutes);
    if (entry.mode === "self-study") sums.selfStudy += minutes;
    else if (entry.mode === "online") sums.online += minutes;
    else sums.other += minutes;
    if (entry.mode === "concentrated") sums.concentrated += 1;
  }
  const { selfStudyShare, onlineShare } = pack.study;
  const overSelfStudy = Math.max(0, sums.selfStudy - shareOf(required, selfStudyShare.value));
  const overOnline = Math.max(0, sums.online - shareOf(required, onlineShare.value));
  const minutes = sums.other + sums.selfStudy - overSelfStudy + sums.online - overOnline;
  return { minutes, overSelfStudy, overOnline, concentrated: sums.concentrated, byCategory };
}

function shareOf(minutes: number, share: { parts: number; of: number } | null): number {
  return share === null ? Number.POSITIVE_INFINITY : (minutes * share.parts) / share.of;
}
