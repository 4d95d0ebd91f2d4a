/**
 * Who a person is to their unit: employment identity, status, sanctions, annual grades. Closed vocabularies with questions.
 * In: dated facts and a rule pack. Out: answers; callers never compare the words themselves.
 */
import { type CountingConvention, contains, type DateOn, type DateRange, periodEnd } from "~/calendar";
import {
  GRADE_WORDS,
  type GradeWord,
  IDENTITY_WORDS,
  type IdentityWord,
  SANCTION_WORDS,
  type SanctionWord,
} from "~/rulebook/words";
import { type Refusal, refusal, type Source } from "~/verdict";

export const EMPLOYMENT_IDENTITIES = IDENTITY_WORDS;
export type EmploymentIdentity = IdentityWord;

export const EMPLOYMENT_STATUSES = [
  "in-post", // 在编在职
  "probation", // 试用期
  "sick-leave", // 长期病假
  "maternity-leave", // 产假
  "study-leave", // 脱产学习
  "posted-away", // 外派
  "seconded-out", // 借调出
  "seconded-in", // 借调入
  "temporary-post", // 挂职
  "suspended", // 停职
  "transferred-out", // 调出
  "retired", // 退休
  "resigned", // 辞职
  "dismissed", // 辞退
  "expelled", // 开除
  "deceased", // 死亡
] as const;
export type EmploymentStatus = (typeof EMPLOYMENT_STATUSES)[number];

export const SANCTION_KINDS = SANCTION_WORDS;
export type SanctionKind = SanctionWord;

/** A year may also end without a grade: sanctioned or on probation (不确定等次), or away too long to be appraised (未参加). */
export const ANNUAL_GRADES = [...GRADE_WORDS, "not-determined", "not-taken"] as const;
export type AnnualGrade = (typeof ANNUAL_GRADES)[number];

/** One of the four grades that rules speak of. */
export function isGrade(grade: AnnualGrade): grade is GradeWord {
  return GRADE_WORDS.some((word) => word === grade);
}

type ExclusionRules = {
  apply: { excluded: Partial<Record<EmploymentIdentity, { value: boolean; source: Source }>> };
};

/** K05: barred from holding a certificate and from enforcing, whatever the exam says. */
export function isExcluded(identity: EmploymentIdentity, pack: ExclusionRules): boolean {
  return pack.apply.excluded[identity]?.value === true;
}

/**
 * K05: why this identity may not sit the qualification exam, apply, hold or enforce; empty if it may.
 * Refusal: identity.excluded { identity, cure: "auxiliary-training" }, with the instrument that bars it.
 */
export function exclusionRefusals(identity: EmploymentIdentity, pack: ExclusionRules): Refusal[] {
  if (!isExcluded(identity, pack)) return [];
  const source = pack.apply.excluded[identity]?.source ?? null;
  return [refusal("identity.excluded", { identity, cure: "auxiliary-training" }, source)];
}

/** May be trained and examined as auxiliary staff (辅助人员), which never leads to an enforcement certificate. */
export function mayTrainAsAuxiliary(identity: EmploymentIdentity): boolean {
  return !isEstablished(identity);
}

/** 在编 or of an authorised or entrusted organisation; the pack decides which of these may apply. */
export function isEstablished(identity: EmploymentIdentity): boolean {
  return (
    identity === "civil-servant" ||
    identity === "civil-servant-equivalent" ||
    identity === "public-institution" ||
    identity === "authorised-organisation" ||
    identity === "entrusted-organisation"
  );
}

const LEFT: readonly EmploymentStatus[] = [
  "transferred-out",
  "retired",
  "resigned",
  "dismissed",
  "expelled",
  "deceased",
];

/** No longer with the unit: certificates are handed in, accounts end. */
export function hasLeft(status: EmploymentStatus): boolean {
  return LEFT.includes(status);
}

/** 离岗: away for a time, on the establishment all the while. */
export const LEAVE_KINDS = ["sick-leave", "maternity-leave", "study-leave", "posted-away"] as const;
export type LeaveKind = (typeof LEAVE_KINDS)[number];

export function isOnLeave(status: EmploymentStatus): status is LeaveKind {
  return LEAVE_KINDS.some((kind) => kind === status);
}

/** Out of work while a case runs (K14). */
export function isStoodDown(status: EmploymentStatus): boolean {
  return status === "suspended";
}

/**
 * Belongs to the unit's establishment and works: in post, on temporary post elsewhere, or on probation if the rule allows.
 * No instrument we know takes a certificate from who is on leave: it is shown, and bars nobody.
 */
export function isServing(status: EmploymentStatus, probationCounts: boolean): boolean {
  // 挂职 and 借调出 are not transfers: the establishment stays where it was.
  if (status === "probation") return probationCounts;
  return (
    status === "in-post" || status === "seconded-out" || status === "temporary-post" || isOnLeave(status)
  );
}

/** 警告 < 记过 < 记大过 < 降级 < 撤职 < 开除. */
export function isAtLeast(kind: SanctionKind, threshold: SanctionKind): boolean {
  return SANCTION_KINDS.indexOf(kind) >= SANCTION_KINDS.indexOf(threshold);
}

/** Months a sanction lasts; null has no end (公职人员政务处分法 第八条). */
export function sanctionMonths(kind: SanctionKind): number | null {
  const months: Record<SanctionKind, number | null> = {
    warning: 6,
    demerit: 12,
    "major-demerit": 18,
    demotion: 24,
    removal: 24,
    expulsion: null,
  };
  return months[kind];
}

/** Last day of the sanction's period, counted from the day the decision takes effect; null has no end. */
export function sanctionLastOn(
  kind: SanctionKind,
  effectiveOn: DateOn,
  convention: CountingConvention,
): DateOn | null {
  const months = sanctionMonths(kind);
  return months === null ? null : periodEnd(effectiveOn, { months }, convention);
}

/** The version of a dated fact that holds on a day; ranges are half-open and do not overlap. */
export function factOn<F extends DateRange>(facts: readonly F[], on: DateOn): F | null {
  return facts.find((fact) => contains(fact, on)) ?? null;
}
