/**
 * 职权: what a body may do by law, and what of it a post exercises.
 * In: for which days a post has powers that stand. Out: whether it has any on a day.
 */
import { contains, type DateOn, type DateRange } from "~/calendar";
import { type Refusal, refusal, type Source } from "~/verdict";

/** As lists of powers (权责清单) sort them. */
export const POWER_KINDS = [
  "penalty", // 行政处罚
  "licence", // 行政许可
  "coercion", // 行政强制
  "inspection", // 行政检查
  "levy", // 行政征收
  "confirmation", // 行政确认
  "reward", // 行政奖励
  "adjudication", // 行政裁决
  "other", // 其他职权
] as const;
export type PowerKind = (typeof POWER_KINDS)[number];

const WITHIN_POWERS: Source = { title: "中华人民共和国行政处罚法", article: "第十七条" };

/** `powers`: the days of each; undefined where nobody has said what the post exercises, which bars nobody. */
export function powerRefusals(powers: readonly DateRange[] | undefined, on: DateOn): Refusal[] {
  if (powers === undefined || powers.some((one) => contains(one, on))) return [];
  const ended = powers.flatMap(({ toOn }) => (toOn !== null && toOn <= on ? [toOn] : [])).sort();
  return [
    refusal("position.powers-lapsed", { sinceOn: ended.at(-1) ?? null, cure: "give-power" }, WITHIN_POWERS),
  ];
}
