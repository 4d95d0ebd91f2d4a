/**
 * 一次告知补正: the defects that a return names, all of them at once. In: what a reviewer ticked and wrote. Out: the defects, or
 * what is missing of them; and whether all were mended.
 */
import { type Refusal, refusal, type Source, type Verdict, verdictOf } from "~/verdict";

export const DEFECT_CODES = [
  "photo-unfit", // 照片不合要求
  "establishment-proof-missing", // 缺编制证明
  "entrustment-missing", // 缺委托书
  "transfer-order-missing", // 缺调动文件
  "loss-notice-missing", // 缺遗失公告
  "form-incomplete", // 审查表不完整
  "document-unreadable", // 材料不清晰
  "data-differ", // 信息与材料不一致
  "other", // 其他
] as const;
export type DefectCode = (typeof DEFECT_CODES)[number];
export type Defect = { code: DefectCode; says: string };

// 申请材料不齐全的, 应当一次告知需要补正的全部内容.
const ALL_AT_ONCE: Source = { title: "中华人民共和国行政许可法", article: "第三十二条" };

/** Refusals: application.defects-missing, application.defect-unsaid: what is none of the known ones is written out. */
export function defectRefusals(defects: readonly Defect[]): Refusal[] {
  if (defects.length === 0) return [refusal("application.defects-missing", {}, ALL_AT_ONCE)];
  return defects.some(({ code, says }) => code === "other" && says.trim() === "")
    ? [refusal("application.defect-unsaid")]
    : [];
}

/** Refusal: application.defects-open { open, total }: what was named is mended before it is handed in again. */
export function mayHandInAgain(defects: readonly { mendedAt: Date | null }[]): Verdict {
  const open = defects.filter(({ mendedAt }) => mendedAt === null).length;
  return verdictOf(
    open === 0 ? [] : [refusal("application.defects-open", { open, total: defects.length }, ALL_AT_ONCE)],
  );
}
