/**
 * 报名审核: who may be entered for an exam. Decided at registration, with every reason, and not after the exam.
 * In: the exam, what is known of one person on its day, the rule pack. Out: yes, or all refusals with their sources.
 */
import { contains, type DateOn, type DateRange } from "~/calendar";
import {
  type EmploymentIdentity,
  type EmploymentStatus,
  exclusionRefusals,
  hasLeft,
} from "~/personnel/identity";
import type { RulePack } from "~/rulebook/schema";
import type { PartWord, RegimeWord } from "~/rulebook/words";
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";
import { type ExamKind, leadsToEnforcement } from "./exam";
import { mayRegisterForPart, type QualificationFact } from "./qualification";

export type ExamBanFact = DateRange & { decisionNumber: string };

export type RegistrableExam = {
  kind: ExamKind;
  part: PartWord | null;
  field: string | null;
  regime: RegimeWord | null;
  /** The calendar date it opens: the facts of that day decide. */
  on: DateOn;
  isPublished: boolean;
  isCancelled: boolean;
  entryClosesAt: Date;
  attemptsAllowed: number;
};

export type CandidateFacts = {
  /** In force on the exam's day; `inScope`: in a unit the registering office answers for. */
  employments: readonly { identity: EmploymentIdentity; status: EmploymentStatus; inScope: boolean }[];
  qualifications: readonly QualificationFact[];
  bans: readonly ExamBanFact[];
  isRegistered: boolean;
  /** Attempts made under earlier registrations for this exam. */
  attemptsUsed: number;
  /** Of a pre-appointment exam: the proposal that was entered for it, with the attempts made for it; null: none. */
  proposal: { attemptsUsed: number } | null;
};

/**
 * Refusals: registration.not-published, registration.cancelled, registration.closed { closedAt },
 * registration.already-registered, registration.attempts-used { used, allowed }, registration.not-employed,
 * registration.not-proposed, registration.proposal-attempts { used, allowed }, identity.excluded { identity } (K05), qualification.order … (K04), registration.banned { decisionNumber, endsBeforeOn } (K11).
 */
export function mayRegister(
  exam: RegistrableExam,
  candidate: CandidateFacts,
  pack: RulePack,
  now: Date,
): Verdict {
  return verdictOf([
    ...doorRefusals(exam, now),
    ...standingRefusals(exam, candidate),
    ...employmentRefusals(exam, candidate, pack),
    ...(exam.regime === null ? [] : proposalRefusals(exam, exam.regime, candidate, pack)),
    ...(exam.part === null ? [] : orderRefusals(exam.part, exam, candidate, pack)),
    ...banRefusals(candidate.bans, exam.on, pack),
  ]);
}

function doorRefusals(exam: RegistrableExam, now: Date): Refusal[] {
  if (exam.isCancelled) return [refusal("registration.cancelled")];
  if (!exam.isPublished) return [refusal("registration.not-published")];
  if (now < exam.entryClosesAt) return [];
  return [refusal("registration.closed", { closedAt: exam.entryClosesAt.toISOString() })];
}

function standingRefusals(exam: RegistrableExam, { isRegistered, attemptsUsed }: CandidateFacts): Refusal[] {
  if (isRegistered) return [refusal("registration.already-registered")];
  const { attemptsAllowed: allowed } = exam;
  return attemptsUsed < allowed
    ? []
    : [refusal("registration.attempts-used", { used: attemptsUsed, allowed })];
}

/** 任前考试: whoever is proposed sits, and no more often for one proposal than the regime allows. */
function proposalRefusals(
  { attemptsAllowed }: RegistrableExam,
  regime: RegimeWord,
  { proposal }: CandidateFacts,
  pack: RulePack,
): Refusal[] {
  const { attempts, organiser } = pack.preAppointment[regime];
  if (proposal === null) return [refusal("registration.not-proposed", {}, organiser.source)];
  const { attemptsUsed: used } = proposal;
  if (used + attemptsAllowed <= attempts.value) return [];
  return [refusal("registration.proposal-attempts", { used, allowed: attempts.value }, attempts.source)];
}

function employmentRefusals(
  exam: RegistrableExam,
  { employments }: CandidateFacts,
  pack: RulePack,
): Refusal[] {
  const current = employments.filter((job) => job.inScope && !hasLeft(job.status));
  if (current.length === 0) return [refusal("registration.not-employed", { on: exam.on })];
  if (!leadsToEnforcement(exam.kind)) return [];
  const identities = new Set(current.map((job) => job.identity));
  return [...identities].flatMap((identity) => exclusionRefusals(identity, pack));
}

function orderRefusals(
  part: PartWord,
  exam: RegistrableExam,
  candidate: CandidateFacts,
  pack: RulePack,
): Refusal[] {
  const { qualifications } = candidate;
  const verdict = mayRegisterForPart(part, { field: exam.field, qualifications }, pack, exam.on);
  return verdict.ok ? [] : verdict.refusals;
}

/** K11: nobody sits while a ban for cheating runs. Asked again when the attempt begins. */
export function banRefusals(bans: readonly ExamBanFact[], on: DateOn, pack: RulePack): Refusal[] {
  return bans
    .filter((ban) => contains(ban, on))
    .map(({ decisionNumber, toOn }) =>
      refusal(
        "registration.banned",
        { decisionNumber, endsBeforeOn: toOn },
        { ...pack.ban.years.cheated.source, rule: "K11" },
      ),
    );
}
