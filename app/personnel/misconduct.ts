/**
 * 弄虚作假: what somebody did wrong in their study of law, entered by one and confirmed by another. In: an entry, who
 * decides. Out: every refusal. It is no sanction: what follows is decided elsewhere, on grounds of their own.
 */
import { type Refusal, refusal, type Source, type Verdict, verdictOf } from "~/verdict";

export const MISCONDUCT_KINDS = [
  "signed-by-another", // 代签
  "studied-by-another", // 代学
  "forged", // 伪造
] as const;
export type MisconductKind = (typeof MISCONDUCT_KINDS)[number];

export const MISCONDUCT_DECISIONS = ["confirmed", "refused"] as const;
export type MisconductDecision = (typeof MISCONDUCT_DECISIONS)[number];

const TWO_PEOPLE: Source = { title: "本平台默认设置", rule: "H21" };

export type Undecided = { personId: string; recordedById: string; decision: string | null };

/** Refusals: misconduct.own, misconduct.own-entry, misconduct.decided. */
export function mayDecideMisconduct(
  { personId, recordedById, decision }: Undecided,
  who: { accountId: string; personId: string | null },
): Verdict {
  const refusals: Refusal[] = [];
  if (decision !== null) refusals.push(refusal("misconduct.decided", {}, TWO_PEOPLE));
  if (who.personId !== null && who.personId === personId)
    refusals.push(refusal("misconduct.own", {}, TWO_PEOPLE));
  if (who.accountId === recordedById) refusals.push(refusal("misconduct.own-entry", {}, TWO_PEOPLE));
  return verdictOf(refusals);
}
