/**
 * 法制工作: who advises and reviews does not enforce (K07, K08), and a unit needs someone who does it full time (K09).
 * The words for it; who counts is read in `facts.server.ts`.
 */
import type { Source } from "~/verdict";

export const LEGAL_DUTY_KINDS = [
  "legal-affairs", // 法制工作
  "legal-review", // 法制审核
] as const;
export type LegalDutyKind = (typeof LEGAL_DUTY_KINDS)[number];

/** Who advises and reviews takes no enforcement post: what every refusal of that cites. */
export const K08: Source = { title: "区级依法行政实施细则（地方文件）", article: "第四项", rule: "K08" };
