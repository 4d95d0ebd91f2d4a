/**
 * 人员: what may be shown of someone, and why more may be asked for.
 * In: a name; a reason from a closed list. Out: a hint by which a colleague recognises the person without learning who it is.
 */
import type { DateOn } from "~/calendar";

/** Why a whole identity number may be shown. A closed list: free text would carry personal values into the audit log. */
export const UNMASK_REASONS = [
  "check-against-document", // 核对证件
  "report-to-superior", // 上报
  "answer-the-person", // 本人查询
  "investigation", // 调查
] as const;
export type UnmaskReason = (typeof UNMASK_REASONS)[number];

/** 张* for 张伟: the first character and one star for each that follows. */
export function maskedName(name: string): string {
  const [first = "", ...rest] = [...name];
  return first + "*".repeat(Math.min(rest.length, 3));
}

/** A name is taken to have been borne always, until a change of name says otherwise. */
export const ALWAYS: DateOn = "1900-01-01";
