/**
 * What a year's study lacks towards one quota, and what would cure it.
 * In: what the quota asks, what counts today, what would count with everything that waits. Out: every shortage as a
 * refusal; cures that together close the gap.
 */
import type { RulePack, StudyQuota } from "~/rulebook/schema";
import type { Counted } from "~/study/counted";
import { amountOf, amountUpTo, minutesOf, type StudyUnit } from "~/study/measure";
import { type Facts, type Refusal, refusal, type Source } from "~/verdict";

/** `study-more` is the whole that is missing; the others say of which parts of it must be. */
export const CURES = [
  "await-acceptance",
  "study-more",
  "study-category",
  "attend-concentrated",
  "self-study-at-most",
  "online-at-most",
] as const;
export type Cure = { code: (typeof CURES)[number]; facts: Facts };

/** `amount` in `unit` is what is owed, `required` the same in minutes. */
export type Asked = {
  quota: StudyQuota;
  source: Source;
  amount: number;
  unit: StudyUnit;
  required: number;
  pack: RulePack;
};

/** study.short, study.self-study-over-share, study.online-over-share, study.category-short, study.concentrated-short */
export function shortagesOf({ quota, source, amount, unit, required, pack }: Asked, has: Counted): Refusal[] {
  // Who owes nothing of the year owes no part of it either.
  if (required === 0) return [];
  const { selfStudyShare, onlineShare } = pack.study;
  const shortages: Refusal[] = [];
  const add = (code: string, facts: Facts, rule: Source = source) =>
    shortages.push(refusal(code, facts, rule));
  const shown = (minutes: number) => amountOf(minutes, unit, pack);
  const short = required - has.minutes;
  if (short > 0) {
    add("study.short", {
      required: amount,
      credited: shown(has.minutes),
      short: amountUpTo(short, unit, pack),
      unit,
    });
    // Study above a share is only worth a word to someone it would have helped.
    const { overSelfStudy, overOnline } = has;
    if (overSelfStudy > 0)
      add("study.self-study-over-share", { over: shown(overSelfStudy), unit }, selfStudyShare.source);
    if (overOnline > 0) add("study.online-over-share", { over: shown(overOnline), unit }, onlineShare.source);
  }
  for (const minimum of quota.minima) {
    const done = has.byCategory.get(minimum.category) ?? 0;
    if (done >= minutesOf(minimum.amount, minimum.unit, pack)) continue;
    add("study.category-short", {
      category: minimum.category,
      required: minimum.amount,
      credited: amountOf(done, minimum.unit, pack),
      unit: minimum.unit,
    });
  }
  if (has.concentrated < quota.minConcentrated)
    add("study.concentrated-short", { required: quota.minConcentrated, attended: has.concentrated });
  return shortages;
}

export function curesOf({ quota, unit, required, pack }: Asked, has: Counted, withPending: Counted): Cure[] {
  const cures: Cure[] = [];
  const up = (minutes: number) => ({ amount: amountUpTo(minutes, unit, pack), unit });
  const waiting = withPending.minutes - has.minutes;
  if (waiting > 0)
    cures.push({ code: "await-acceptance", facts: { amount: amountOf(waiting, unit, pack), unit } });
  const gaps = quota.minima.flatMap(({ category, amount, unit: unitOf }) => {
    const gap = minutesOf(amount, unitOf, pack) - (withPending.byCategory.get(category) ?? 0);
    return gap > 0 ? [{ category, gap }] : [];
  });
  // A category that is short asks for more even of someone whose days are full.
  const missing = Math.max(
    required - withPending.minutes,
    gaps.reduce((sum, { gap }) => sum + gap, 0),
  );
  if (missing > 0) {
    const periods = amountUpTo(missing, "periods", pack);
    cures.push({ code: "study-more", facts: { ...up(missing), periods } });
  }
  for (const { category, gap } of gaps)
    cures.push({ code: "study-category", facts: { ...up(gap), category } });
  const sessions = quota.minConcentrated - withPending.concentrated;
  if (sessions > 0) cures.push({ code: "attend-concentrated", facts: { sessions } });
  if (missing > 0) {
    const { selfStudyRoom, onlineRoom } = withPending;
    const least = (room: number) => ({ amount: amountOf(room, unit, pack), unit });
    if (selfStudyRoom !== null && selfStudyRoom < missing)
      cures.push({ code: "self-study-at-most", facts: least(selfStudyRoom) });
    if (onlineRoom !== null && onlineRoom < missing)
      cures.push({ code: "online-at-most", facts: least(onlineRoom) });
  }
  return cures;
}
