/**
 * What another version of the rules would change for one person, on facts as they stand today.
 * In: the person's facts from the rooms, the rules in force and the rules drafted, today in China. Out: each change with
 * its reasons; nothing where both say the same.
 */
import { addDays, type DateOn } from "~/calendar";
import { type HoldingFacts, mayHold } from "~/certification/may-hold";
import { renewalWindow, validityFrom } from "~/certification/validity";
import { differenceOf } from "~/rulebook/difference";
import type { RulePack } from "~/rulebook/schema";
import { type Standing, type Student, standings } from "~/study/quota";
import type { StudyEntry } from "~/study/study-entry";
import { type Refusal, refusalsOf } from "~/verdict";

export const CHANGE_KINDS = [
  "barred-from-holding",
  "free-to-hold",
  "barred-from-applying",
  "free-to-apply",
  "renewal-window",
  "next-validity",
  "study-side",
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Where a year's study stands as a whole: every quota met, up to date, or behind. */
export type StudySide = "met" | "on-track" | "behind" | "owes-none";

export type RuleChange = {
  kind: ChangeKind;
  /** What would newly bar, or bars now and would no more. */
  refusals: Refusal[];
  /** Dates, or sides of study; null where nothing is said. */
  before: string | null;
  after: string | null;
};

export type PersonBefore = {
  /** null where the rules about holding are not touched: nobody then needs to be asked. */
  holding: HoldingFacts | null;
  /** The last day of a certificate that has not ended; null for who holds none. */
  heldUntilOn: DateOn | null;
  study: { student: Student; entries: readonly StudyEntry[] } | null;
};
export type Rules = { before: RulePack; after: RulePack };

export function changesFor(person: PersonBefore, rules: Rules, year: number, today: DateOn): RuleChange[] {
  return [
    ...barChanges(person, rules, today),
    ...dateChanges(person.heldUntilOn, rules),
    ...studyChanges(person.study, rules, year, today),
  ];
}

/** Rules that no answer about applying, holding or a year of study rests on. */
const ELSEWHERE = [
  "issuing",
  "study",
  "quotas",
  "plan",
  "preAppointment",
  "studyExams",
  "training",
  "results",
  "retention",
  "lost",
  "deadline",
];

/** Which answers the change can reach at all, so that a change of one number does not ask everything of everyone. */
export function reachOfChange({ before, after }: Rules): { holding: boolean; study: boolean } {
  const groups = new Set(differenceOf(before, after).map(({ key }) => key.split(".")[0] ?? ""));
  return {
    holding: [...groups].some((group) => !ELSEWHERE.includes(group)),
    study: groups.has("study") || groups.has("quotas"),
  };
}

/** Who holds is asked about holding, who does not about applying. */
function barChanges(
  { holding, heldUntilOn }: PersonBefore,
  { before, after }: Rules,
  today: DateOn,
): RuleChange[] {
  if (holding === null) return [];
  const purpose = heldUntilOn === null ? "applying" : "holding";
  const was = mayHold(holding, purpose, before, today);
  const is = mayHold(holding, purpose, after, today);
  if (was.ok === is.ok) return [];
  const barred = purpose === "holding" ? "barred-from-holding" : "barred-from-applying";
  const free = purpose === "holding" ? "free-to-hold" : "free-to-apply";
  return [
    {
      kind: is.ok ? free : barred,
      refusals: is.ok ? refusalsOf(was) : refusalsOf(is),
      before: null,
      after: null,
    },
  ];
}

/** A certificate keeps the days printed on it; when it may be renewed, and until when then, is the rules'. */
function dateChanges(heldUntilOn: DateOn | null, { before, after }: Rules): RuleChange[] {
  if (heldUntilOn === null) return [];
  const changes: RuleChange[] = [];
  const add = (kind: ChangeKind, was: string | null, is: string | null) => {
    if (was !== is) changes.push({ kind, refusals: [], before: was, after: is });
  };
  const opensOn = (pack: RulePack) => renewalWindow(heldUntilOn, pack).fromOn;
  add("renewal-window", opensOn(before), opensOn(after));
  const nextEnd = (pack: RulePack) => {
    const next = validityFrom(addDays(heldUntilOn, 1), pack);
    return next.ok ? next.validToOn : null;
  };
  add("next-validity", nextEnd(before), nextEnd(after));
  return changes;
}

function studyChanges(
  study: PersonBefore["study"],
  { before, after }: Rules,
  year: number,
  today: DateOn,
): RuleChange[] {
  if (!study) return [];
  const under = (pack: RulePack) => standings(study.student, study.entries, pack, year, today);
  const now = under(after);
  const was = sideOf(under(before));
  const is = sideOf(now);
  if (was === is) return [];
  return [
    { kind: "study-side", refusals: now.flatMap(({ shortages }) => shortages), before: was, after: is },
  ];
}

export function sideOf(all: readonly Standing[]): StudySide {
  if (all.length === 0) return "owes-none";
  if (all.every(({ isMet }) => isMet)) return "met";
  return all.some(({ isBehind, isMet }) => isBehind && !isMet) ? "behind" : "on-track";
}
