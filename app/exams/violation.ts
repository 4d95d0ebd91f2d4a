/**
 * 违纪登记: what counts as 违纪 and what as 作弊, whose four signatures it takes, and what follows.
 * In: kind and code, the signatures there are, who wants to sign, the pack. Out: refusals, the range of a ban.
 */
import type { Role } from "~/access/permissions";
import { addDays, type DateOn, type DateRange, periodEnd } from "~/calendar";
import type { RulePack } from "~/rulebook/schema";
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";

export const VIOLATION_KINDS = ["misconduct", "cheating"] as const;
export type ViolationKind = (typeof VIOLATION_KINDS)[number];

/** By kind: 违纪, which voids this exam; 作弊, which also bars from exams. */
export const CODES_OF = {
  misconduct: ["forbidden-item", "talking", "leaving-seat", "disorder", "disobedience"],
  cheating: ["impersonation", "copying", "passing-answers", "device", "leaking"],
} as const satisfies Record<ViolationKind, readonly string[]>;
export const VIOLATION_CODES = [...CODES_OF.misconduct, ...CODES_OF.cheating] as const;
export type ViolationCode = (typeof VIOLATION_CODES)[number];

export const kindOf = (code: ViolationCode): ViolationKind =>
  (CODES_OF.cheating as readonly string[]).includes(code) ? "cheating" : "misconduct";

/** 监考、录入、核对、主考: as the paper form of exam offices asks, each by another person. */
export const SIGNATURE_ROLES = ["invigilator", "entry-clerk", "checker", "chief"] as const;
export type SignatureRole = (typeof SIGNATURE_ROLES)[number];

/** Who may give which signature; held where the exam is held, or over the candidate's unit. */
const signers: Record<SignatureRole, readonly Role[]> = {
  invigilator: ["invigilator"],
  "entry-clerk": ["unit-training-officer", "invigilator"],
  checker: ["unit-personnel-officer", "personnel-department"],
  chief: ["legal-affairs"],
};

export type ViolationState = { isEffective: boolean; isWithdrawn: boolean };
export type Signer = { accountId: string; roles: readonly Role[]; isCandidate: boolean };

/** The signatures this account could still give. */
export function signaturesOpenTo(
  signer: Signer,
  state: ViolationState,
  signed: readonly { role: SignatureRole; accountId: string }[],
): SignatureRole[] {
  return SIGNATURE_ROLES.filter((role) => maySign(role, signer, state, signed).ok);
}

/**
 * Refusals: violation.withdrawn, violation.effective, violation.signature-given, violation.one-each, violation.own,
 * violation.not-your-role, violation.chief-last.
 */
export function maySign(
  role: SignatureRole,
  { accountId, roles, isCandidate }: Signer,
  { isEffective, isWithdrawn }: ViolationState,
  signed: readonly { role: SignatureRole; accountId: string }[],
): Verdict {
  const refusals: Refusal[] = [];
  if (isWithdrawn) refusals.push(refusal("violation.withdrawn"));
  if (isEffective) refusals.push(refusal("violation.effective"));
  if (signed.some((one) => one.role === role)) refusals.push(refusal("violation.signature-given"));
  else if (signed.some((one) => one.accountId === accountId)) refusals.push(refusal("violation.one-each"));
  if (isCandidate) refusals.push(refusal("violation.own"));
  if (!signers[role].some((one) => roles.includes(one))) refusals.push(refusal("violation.not-your-role"));
  // The chief decides on what the others have recorded and checked.
  if (role === "chief" && signed.length < SIGNATURE_ROLES.length - 1)
    refusals.push(refusal("violation.chief-last"));
  return verdictOf(refusals);
}

/**
 * K11: how long 作弊 bars from exams, counted from the day of the decision: by the pack, or where the pack sets no
 * years by the decision itself (`lastOn`). Refusal: violation.ban-missing, violation.ban-past.
 */
export function banFor(
  decidedOn: DateOn,
  lastOn: DateOn | null,
  pack: RulePack,
): { ok: true; ban: DateRange } | { ok: false; refusals: Refusal[] } {
  const { years, convention } = pack.ban;
  const { value, source } = years.cheated;
  const last = value === null ? lastOn : periodEnd(decidedOn, { years: value }, convention.value);
  if (last === null) return { ok: false, refusals: [refusal("violation.ban-missing", {}, source)] };
  if (last < decidedOn) return { ok: false, refusals: [refusal("violation.ban-past")] };
  return { ok: true, ban: { fromOn: decidedOn, toOn: addDays(last, 1) } };
}
