/**
 * 法制工作: who advises and reviews does not enforce (K07, K08), and a unit needs someone who does it full time (K09).
 * In: duties with their days. Out: what they are, and how many stand full time.
 */
import { contains, type DateOn, type DateRange } from "~/calendar";

export const LEGAL_DUTY_KINDS = [
  "legal-affairs", // 法制工作
  "legal-review", // 法制审核
] as const;
export type LegalDutyKind = (typeof LEGAL_DUTY_KINDS)[number];

/** Full-time legal staff of a unit on a day, persons and not duties counted. */
export function fullTimeLegalStaff(
  duties: readonly (DateRange & { personId: string; fullTime: boolean })[],
  on: DateOn,
): number {
  return new Set(duties.filter((duty) => duty.fullTime && contains(duty, on)).map((duty) => duty.personId))
    .size;
}
