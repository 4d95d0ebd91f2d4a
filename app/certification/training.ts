/**
 * Certificates of training and study: what each kind rests on, who may issue one, and what its status is.
 * In: what was found of the basis, the office that acts, the pack. Out: verdicts and states. None of them opens the gate.
 */
import type { Role } from "~/access/permissions";
import { addDays, addMonths, chinaDateOf, type DateOn, yearOf } from "~/calendar";
import { isUuid } from "~/ids";
import type { RulePack } from "~/rulebook/schema";
import { TRAINING_WORDS, type TrainingIssuerWord, type TrainingWord } from "~/rulebook/words";
import { type Refusal, refusal, type Source, type Verdict, verdictOf } from "~/verdict";

export const TRAINING_STATES = [
  "issued", // 已签发
  "expired", // 已到期
  "corrected", // 已更正，旧版作废
  "annulled", // 已撤销
] as const;
export type TrainingState = (typeof TRAINING_STATES)[number];
export const TRAINING_ENDINGS = ["corrected", "annulled"] as const;
export type TrainingEnding = (typeof TRAINING_ENDINGS)[number];

export const TRAINING_ACTS = ["issue", "correct", "annul"] as const;
export const DRAFT_OUTCOMES = ["issued", "refused", "withdrawn"] as const;
export const ANNULMENT_GROUNDS = [
  "basis-lost", // 所依据的成绩或学法记录被撤销
  "false-record", // 弄虚作假
  "issued-in-error", // 误发
] as const;
export type AnnulmentGround = (typeof ANNULMENT_GROUNDS)[number];
export const ANNULMENT_DECISIONS = ["approved", "refused", "withdrawn"] as const;

/** What each kind rests on. An exam's kind stands beside it; a year is one of study, met. */
export const BASIS_OF = {
  "auxiliary-training": { by: "exam", examKind: "auxiliary-training" },
  "initial-training": { by: "exam", examKind: "new-entrant" },
  "annual-study": { by: "year" },
  course: { by: "course" },
} as const satisfies Record<TrainingWord, { by: "exam"; examKind: string } | { by: "year" | "course" }>;

/** The exam, the course or the year that a certificate rests on, as its id or its digits. */
export type TrainingWanted = { kind: TrainingWord; basis: string; personId: string };

export function trainingKindFrom(raw: unknown): TrainingWord | null {
  return TRAINING_WORDS.find((known) => known === raw) ?? null;
}

export function basisFrom(kind: TrainingWord, raw: string): string | null {
  if (BASIS_OF[kind].by === "year") return /^20\d\d$/.test(raw) ? raw : null;
  return isUuid(raw) ? raw : null;
}

/** "kind basis person" as a form sends it. */
export function wantedFrom(raw: string): TrainingWanted | null {
  const [word, typed = "", personId, ...more] = raw.split(" ");
  const kind = trainingKindFrom(word);
  const basis = kind && basisFrom(kind, typed);
  return kind && basis && isUuid(personId) && more.length === 0 ? { kind, basis, personId } : null;
}

export const wantedText = ({ kind, basis, personId }: TrainingWanted): string =>
  `${kind} ${basis} ${personId}`;

/** The instrument behind the kind, for whoever is told no. */
const SOURCES = {
  "auxiliary-training": { title: "浙江省综合行政执法条例", rule: "K05" },
  "initial-training": { title: "中华人民共和国公务员法", article: "第六十七条", rule: "K18" },
  "annual-study": { title: "关于完善国家工作人员学法用法制度的意见（司发〔2016〕4号）" },
  course: { title: "中华人民共和国公务员法", article: "第六十八条" },
} as const satisfies Record<TrainingWord, Source>;

/** What is said when a basis does not stand. */
export const UNEARNED = {
  exam: "training.exam-not-passed",
  year: "training.year-not-met",
  course: "training.course-not-finished",
} as const;

export type Issuing = {
  kind: TrainingWord;
  personId: string;
  /** Whether the basis stands now. */
  isEarned: boolean;
  /** The number of a live one with the same basis; null: there is none. */
  liveNumber: string | null;
  actor: { personId: string | null; roles: readonly Role[] };
};

const ROLES: Record<TrainingIssuerWord, readonly Role[]> = {
  unit: ["unit-training-officer", "unit-legal-reviewer"],
  "personnel-department": ["personnel-department"],
  "legal-affairs": ["legal-affairs"],
};

/**
 * Refusals: training.exam-not-passed, training.year-not-met or training.course-not-finished; training.held-already
 * { number }; training.wrong-office { issuer }; training.own.
 */
export function mayIssueTraining(asked: Issuing, pack: RulePack): Verdict {
  const { kind, isEarned, liveNumber } = asked;
  return verdictOf([
    ...(isEarned ? [] : [refusal(UNEARNED[BASIS_OF[kind].by], {}, SOURCES[kind])]),
    ...(liveNumber === null ? [] : [refusal("training.held-already", { number: liveNumber })]),
    ...officeRefusals(asked, pack),
  ]);
}

/** Who issues this kind decides about it, never about their own. */
export function officeRefusals(
  { kind, personId, actor }: Omit<Issuing, "isEarned" | "liveNumber">,
  pack: RulePack,
): Refusal[] {
  const { issuer } = pack.training[kind];
  const isOffice = actor.roles.some((role) => ROLES[issuer.value].includes(role));
  return [
    ...(isOffice
      ? []
      : [refusal("training.wrong-office", { issuer: issuer.value }, sourceOf(issuer.source))]),
    ...(actor.personId === personId ? [refusal("training.own")] : []),
  ];
}

export const sourceOf = ({ title, article, rule }: Source): Source => ({
  title,
  ...(article ? { article } : {}),
  ...(rule ? { rule } : {}),
});

/** The last day it holds; null: it does not run out. */
export function holdsUntilOn(issuedOn: DateOn, months: number | null): DateOn | null {
  return months === null ? null : addDays(addMonths(issuedOn, months, "next-month-first"), -1);
}

export function trainingStateOn(
  { endedAs, validToOn }: { endedAs: string | null; validToOn: DateOn | null },
  on: DateOn,
): TrainingState {
  const ended = TRAINING_ENDINGS.find((known) => known === endedAs);
  if (ended) return ended;
  return validToOn !== null && validToOn < on ? "expired" : "issued";
}

/** Whether an act can still touch it. */
export const isEnded = (state: TrainingState): boolean => state === "corrected" || state === "annulled";

/** Where those who passed an exam are suggested; null for an exam that earns no certificate of training. */
export function earnedHref(exam: { id: string; kind: string; opensAt: Date | string }): string | null {
  const kind = TRAINING_WORDS.find((word) => {
    const basis = BASIS_OF[word];
    return basis.by === "exam" && basis.examKind === exam.kind;
  });
  if (!kind) return null;
  const year = yearOf(chinaDateOf(new Date(exam.opensAt)));
  return `/training-certificates/earned?kind=${kind}&year=${year}&exam=${exam.id}`;
}
