/**
 * 考试: what kinds there are, what an exam asks of its own figures, and when its doors open and close.
 * In: an exam's dates and figures, an instant. Out: its phase, and refusals of a plan that cannot work.
 */
import type { RulePack } from "~/rulebook/schema";
import type { PartWord, RegimeWord, ReviewLevelWord } from "~/rulebook/words";
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";
import { rulesOfKind } from "./kind-rules";

export const EXAM_KINDS = [
  "monthly-law", // 每月一法
  "annual", // 年度考试
  "auxiliary-training", // 辅助人员培训考试
  "qualification", // 执法资格考试
  "renewal", // 续职考试
  "new-entrant", // 初任考试
  "pre-appointment", // 任前考试
  "spot-check", // 抽考
] as const;
export type ExamKind = (typeof EXAM_KINDS)[number];

export const EXAM_ACTS = ["published", "released", "cancelled"] as const;
export type ExamAct = (typeof EXAM_ACTS)[number];

/** K05: a pass leads to an enforcement certificate, so whom no certificate may be given cannot sit. */
export function leadsToEnforcement(kind: ExamKind): boolean {
  return kind === "qualification" || kind === "renewal";
}

export type ExamTimes = { opensAt: Date; closesAt: Date; lateEntryMinutes: number; minutes: number };

/** Whoever wants may enter themselves for these; for the others one is named by an office. */
export function isOpenToAll(kind: ExamKind): boolean {
  return kind !== "pre-appointment" && kind !== "spot-check";
}

/** After this instant nobody may begin; who has begun goes on. Never later than the end of the exam. */
export function entryClosesAt({ opensAt, closesAt, lateEntryMinutes }: ExamTimes): Date {
  return new Date(Math.min(opensAt.getTime() + lateEntryMinutes * 60_000, closesAt.getTime()));
}

/** When the paper of someone who begins now is collected. */
export function deadlineFor({ closesAt, minutes }: ExamTimes, startedAt: Date): Date {
  return new Date(Math.min(startedAt.getTime() + minutes * 60_000, closesAt.getTime()));
}

export type ExamPhase = "draft" | "announced" | "open" | "running" | "ended" | "released" | "cancelled";

/** "open": one may begin; "running": one may only go on; "ended": papers are in, marks not yet released. */
export function phaseOf(exam: ExamTimes, acts: readonly ExamAct[], now: Date): ExamPhase {
  if (acts.includes("cancelled")) return "cancelled";
  if (acts.includes("released")) return "released";
  if (!acts.includes("published")) return "draft";
  if (now < exam.opensAt) return "announced";
  if (now < entryClosesAt(exam)) return "open";
  return now < exam.closesAt ? "running" : "ended";
}

export type ExamPlan = ExamTimes & {
  kind: ExamKind;
  part: PartWord | null;
  field: string | null;
  /** Of a pre-appointment exam. */
  regime?: RegimeWord | null;
  organiserLevel: ReviewLevelWord;
  passMark: number;
  fullMark: number;
  attemptsAllowed: number;
};

/**
 * Whether an exam can be held as planned. Refusals: exam.closes-before-opens, exam.too-long { minutes, window },
 * exam.in-the-past, exam.pass-mark { fullMark }, exam.part-missing, exam.part-unused, exam.field-missing,
 * exam.regime-missing, exam.regime-unused, exam.attempts, and what the pack rules: exam.pass-mark-below { required, fullMark },
 * exam.attempts-over { allowed }, exam.organiser-level { level }, exam.minutes-short { required }.
 */
export function mayHoldExam(plan: ExamPlan, pack: RulePack, now: Date): Verdict {
  const window = Math.floor((plan.closesAt.getTime() - plan.opensAt.getTime()) / 60_000);
  const refusals: Refusal[] = [];
  if (window <= 0) refusals.push(refusal("exam.closes-before-opens"));
  else if (plan.minutes > window) refusals.push(refusal("exam.too-long", { minutes: plan.minutes, window }));
  if (plan.closesAt <= now) refusals.push(refusal("exam.in-the-past"));
  if (plan.passMark < 1 || plan.passMark > plan.fullMark)
    refusals.push(refusal("exam.pass-mark", { fullMark: plan.fullMark }));
  if (plan.kind === "qualification" && plan.part === null) refusals.push(refusal("exam.part-missing"));
  if (plan.kind !== "qualification" && plan.part !== null) refusals.push(refusal("exam.part-unused"));
  if (plan.part === "special" && !plan.field) refusals.push(refusal("exam.field-missing"));
  if (plan.kind === "pre-appointment" && !plan.regime) refusals.push(refusal("exam.regime-missing"));
  if (plan.kind !== "pre-appointment" && plan.regime) refusals.push(refusal("exam.regime-unused"));
  if (plan.attemptsAllowed < 1) refusals.push(refusal("exam.attempts"));
  return verdictOf([...refusals, ...ruleRefusals(plan, pack)]);
}

/** An exam may ask for more than the pack does, never for less. */
function ruleRefusals(plan: ExamPlan, pack: RulePack): Refusal[] {
  const { kind, regime = null, passMark, fullMark, attemptsAllowed, organiserLevel, minutes } = plan;
  const rules = rulesOfKind(kind, regime, pack);
  if (rules === null) return [];
  const refusals: Refusal[] = [];
  const { passPercent, attempts } = rules;
  const required = Math.ceil((fullMark * passPercent.value) / 100);
  if (passMark >= 1 && passMark < required)
    refusals.push(refusal("exam.pass-mark-below", { required, fullMark }, passPercent.source));
  if (attemptsAllowed > attempts.value)
    refusals.push(refusal("exam.attempts-over", { allowed: attempts.value }, attempts.source));
  const { organiserLevels } = pack.exam;
  if (kind === "qualification" && !organiserLevels.value.includes(organiserLevel))
    refusals.push(refusal("exam.organiser-level", { level: organiserLevel }, organiserLevels.source));
  const isBefore = kind === "pre-appointment" && regime !== null;
  const length = isBefore ? pack.preAppointment[regime].minutes : null;
  if (length !== null && minutes < length.value)
    refusals.push(refusal("exam.minutes-short", { required: length.value }, length.source));
  return refusals;
}

/** How a phase stands out in a list: what needs somebody now, what is only information, what is over. */
export function phaseTone(phase: ExamPhase): "ok" | "warn" | "info" | "off" {
  const tones = {
    draft: "off",
    announced: "info",
    open: "ok",
    running: "ok",
    ended: "warn",
    released: "off",
    cancelled: "off",
  } as const satisfies Record<ExamPhase, string>;
  return tones[phase];
}
