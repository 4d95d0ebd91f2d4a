/**
 * 国家统一法律职业资格 (行政处罚法 第五十八条): who holds it, entered by one and confirmed by another. In: an entry, who asks.
 * Out: its state, every refusal. What follows from it for a post is asked by the room of posts (K20).
 */
import type { DateOn } from "~/calendar";
import { type Refusal, refusal, type Source, type Verdict, verdictOf } from "~/verdict";

export const LEGAL_QUALIFICATION_DECISIONS = ["confirmed", "refused"] as const;
export type LegalQualificationDecision = (typeof LEGAL_QUALIFICATION_DECISIONS)[number];

export const LEGAL_QUALIFICATION_STATES = [
  "waiting", // 待确认
  "confirmed", // 已确认
  "refused", // 未确认
  "withdrawn", // 已撤回登记
] as const;
export type LegalQualificationState = (typeof LEGAL_QUALIFICATION_STATES)[number];

/** First taking up the legal review of penalties asks for it. */
export const K20: Source = { title: "中华人民共和国行政处罚法", article: "第五十八条", rule: "K20" };
const TWO_PEOPLE: Source = { title: "本平台默认设置", rule: "K20" };

export type LegalQualificationEntry = {
  personId: string;
  recordedById: string;
  decision: string | null;
  isWithdrawn: boolean;
};
/** As rules read it: confirmed, and not withdrawn. */
export type LegalQualificationFact = { obtainedOn: DateOn };

export function legalQualificationState({
  decision,
  isWithdrawn,
}: Pick<LegalQualificationEntry, "decision" | "isWithdrawn">): LegalQualificationState {
  if (decision === null) return "waiting";
  if (decision === "refused") return "refused";
  return isWithdrawn ? "withdrawn" : "confirmed";
}

/** Refusal: legal-qualification.ahead { obtainedOn }: nobody has obtained it tomorrow. */
export function mayEnterLegalQualification(obtainedOn: DateOn, today: DateOn): Verdict {
  return verdictOf(obtainedOn > today ? [refusal("legal-qualification.ahead", { obtainedOn })] : []);
}

type Asking = { accountId: string; personId: string | null };

/** Refusals: legal-qualification.decided, legal-qualification.own, and for a confirmation legal-qualification.own-entry. */
export function mayDecideLegalQualification(
  { personId, recordedById, decision }: LegalQualificationEntry,
  wanted: LegalQualificationDecision,
  who: Asking,
): Verdict {
  const refusals: Refusal[] = [];
  if (decision !== null) refusals.push(refusal("legal-qualification.decided", {}, TWO_PEOPLE));
  if (who.personId === personId) refusals.push(refusal("legal-qualification.own", {}, TWO_PEOPLE));
  if (wanted === "confirmed" && who.accountId === recordedById)
    refusals.push(refusal("legal-qualification.own-entry", {}, TWO_PEOPLE));
  return verdictOf(refusals);
}

/** A confirmed entry proved wrong. Refusals: legal-qualification.not-confirmed, .own, .reason-missing. */
export function mayWithdrawLegalQualification(
  entry: LegalQualificationEntry,
  reason: string,
  who: Asking,
): Verdict {
  const refusals: Refusal[] = [];
  if (legalQualificationState(entry) !== "confirmed")
    refusals.push(refusal("legal-qualification.not-confirmed"));
  if (who.personId === entry.personId) refusals.push(refusal("legal-qualification.own", {}, TWO_PEOPLE));
  if (reason.trim() === "") refusals.push(refusal("legal-qualification.reason-missing"));
  return verdictOf(refusals);
}

/** The last four characters, as a colleague compares them with the paper. */
export function maskedCertificate(number: string): string {
  const characters = [...number];
  const shown = characters.length > 4 ? characters.slice(-4) : [];
  return "•".repeat(Math.min(characters.length - shown.length, 4)) + shown.join("");
}
