/**
 * 分类最低要求: what a quota asks of single categories of study (专业法律, 更新知识, 职业道德), as it stands during the year.
 * In: what the quota asks, what counts today, what would count with everything that waits, how much of the year has passed.
 * Out: minutes by category; whether the category keeps up with the year.
 */
import type { StudyCategoryWord } from "~/rulebook/words";
import type { Counted } from "~/study/counted";
import { minutesOf } from "~/study/measure";
import type { Asked } from "~/study/shortfall";

/** Minutes; what of it does not depend on the day. */
export type CategoryMinutes = {
  category: StudyCategoryWord;
  required: number;
  credited: number;
  pending: number;
};
export type CategoryStanding = CategoryMinutes & {
  /** By today, in proportion to the year. */
  expected: number;
  short: number;
  isBehind: boolean;
};

/** `elapsed`: the part of the year that has passed. Who owes nothing of the year owes no part of it either. */
export function categoryMinima(
  { quota, required: whole, pack }: Pick<Asked, "quota" | "required" | "pack">,
  has: Counted,
  withPending: Counted,
  elapsed: number,
): CategoryStanding[] {
  if (whole === 0) return [];
  return quota.minima.map(({ category, amount, unit }) => {
    const required = minutesOf(amount, unit, pack);
    const credited = has.byCategory.get(category) ?? 0;
    const pending = (withPending.byCategory.get(category) ?? 0) - credited;
    const short = Math.max(0, Math.ceil(required - credited));
    const expected = Math.floor(required * elapsed);
    return { category, required, credited, pending, expected, short, isBehind: credited < expected };
  });
}
