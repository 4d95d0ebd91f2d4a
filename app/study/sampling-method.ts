/** How a sample is drawn: every record with the same chance, or by what it shows. */
export const METHODS = [
  "simple", // 简单随机
  "weighted", // 按风险加权
] as const;
export type Method = (typeof METHODS)[number];
