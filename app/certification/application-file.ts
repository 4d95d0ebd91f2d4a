/**
 * What an application rests on (T1): files by kind. In: the kind of the application and how the unit enforces. Out: which kinds
 * are expected of it. Nothing is barred for want of a file: a reviewer returns what lacks one.
 */
import type { ApplicationKind } from "./application";

export const APPLICATION_FILE_KINDS = [
  "establishment-proof", // 编制证明
  "entrustment", // 委托书
  "transfer-order", // 调动文件
  "loss-notice", // 遗失公告
  "review-form", // 资格审查表
  "other", // 其他
] as const;
export type ApplicationFileKind = (typeof APPLICATION_FILE_KINDS)[number];

/** Files of one application, all kinds together. */
export const MOST_APPLICATION_FILES = 20;

/** In the order in which a reviewer asks for them. */
export function expectedFiles(kind: ApplicationKind, isEntrusted: boolean): ApplicationFileKind[] {
  return [
    ...(kind === "first" || kind === "transfer" ? (["establishment-proof", "review-form"] as const) : []),
    ...(isEntrusted ? (["entrustment"] as const) : []),
    ...(kind === "transfer" ? (["transfer-order"] as const) : []),
    ...(kind === "replacement" ? (["loss-notice"] as const) : []),
  ];
}
