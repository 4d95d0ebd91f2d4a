/**
 * What the form of a record allows of its minutes (H5–H12, H14): a table, rule by rule, each with where it stands.
 * In: the record, the minutes asked for, the pack, the exams counted before. Out: minutes, and what each rule changed.
 */
import type { Citation, RulePack } from "~/rulebook/schema";
import type { Adjustment, Reason } from "~/study/crediting";
import { evidenceGaps } from "~/study/evidence";
import { minutesOf } from "~/study/measure";
import { isPending, type StudyEntry, type StudyMode } from "~/study/study-entry";
import type { Source } from "~/verdict";

/** Exams whose time was counted before this record, in the order of study. */
export type Seen = { exams: Set<string> };

type FormRule = {
  rule: string | ((entry: StudyEntry) => string);
  reason: Reason;
  source: (pack: RulePack) => Source;
  /** null: for every form. */
  mode: StudyMode | null;
  /** The minutes that stand. */
  allows: (entry: StudyEntry, minutes: number, pack: RulePack, seen: Seen) => number;
};

const EXAM_ONCE: Source = { title: "本平台默认设置", rule: "H12" };
const EVIDENCE_RULES: Partial<Record<StudyMode, string>> = {
  meeting: "H6",
  "self-study": "H7",
  "outside-visit": "H8",
  online: "H9",
  "court-observation": "H10",
  "case-teaching": "H10",
  competition: "H10",
  teaching: "H11",
};
const percentOf = (minutes: number, percent: number) => Math.floor((minutes * percent) / 100);
const cappedAt = (periods: number | null, minutes: number, pack: RulePack) =>
  periods === null ? minutes : Math.min(minutes, Math.floor(minutesOf(periods, "periods", pack)));
const from =
  (name: "organiserLevels" | "evidence" | "courseStepPeriods" | "meetingCapPeriods" | OtherRule) =>
  (pack: RulePack): Citation =>
    pack.study[name].source;
type OtherRule = "onlinePercent" | "competitionPeriods" | "teachingPercent" | "teachingCapPeriods";

const FORM_RULES: readonly FormRule[] = [
  {
    rule: "H14",
    reason: "organiser",
    source: from("organiserLevels"),
    mode: null,
    allows: ({ organiserLevel }, minutes, { study }) =>
      study.organiserLevels.value.includes(organiserLevel) ? minutes : 0,
  },
  {
    // Accepted is accepted: a rule about papers made later takes nothing from what legal affairs has seen.
    rule: ({ mode }) => EVIDENCE_RULES[mode] ?? "H5",
    reason: "evidence",
    source: from("evidence"),
    mode: null,
    allows: (entry, minutes, pack) =>
      isPending(entry.status) && evidenceGaps(entry, pack).length > 0 ? 0 : minutes,
  },
  {
    rule: "H12",
    reason: "exam-retake",
    source: () => EXAM_ONCE,
    mode: "exam",
    allows({ examId }, minutes, _, { exams }) {
      if (!examId || minutes === 0) return minutes;
      if (exams.has(examId)) return 0;
      exams.add(examId);
      return minutes;
    },
  },
  {
    rule: "H5",
    reason: "half-days",
    source: from("courseStepPeriods"),
    mode: "concentrated",
    allows(_, minutes, pack) {
      const step = pack.study.courseStepPeriods.value;
      if (step === null) return minutes;
      const whole = Math.max(1, Math.floor(minutesOf(step, "periods", pack)));
      return minutes - (minutes % whole);
    },
  },
  {
    rule: "H6",
    reason: "meeting-cap",
    source: from("meetingCapPeriods"),
    mode: "meeting",
    allows: (_, minutes, pack) => cappedAt(pack.study.meetingCapPeriods.value, minutes, pack),
  },
  {
    rule: "H9",
    reason: "online-coefficient",
    source: from("onlinePercent"),
    mode: "online",
    allows: (_, minutes, { study }) => percentOf(minutes, study.onlinePercent.value),
  },
  {
    rule: "H10",
    reason: "competition-fixed",
    source: from("competitionPeriods"),
    mode: "competition",
    allows(_, minutes, pack) {
      const periods = pack.study.competitionPeriods.value;
      return periods === null || minutes === 0 ? minutes : Math.floor(minutesOf(periods, "periods", pack));
    },
  },
  {
    rule: "H11",
    reason: "teaching-coefficient",
    source: from("teachingPercent"),
    mode: "teaching",
    allows: (_, minutes, { study }) => percentOf(minutes, study.teachingPercent.value),
  },
  {
    rule: "H11",
    reason: "teaching-cap",
    source: from("teachingCapPeriods"),
    mode: "teaching",
    allows: (_, minutes, pack) => cappedAt(pack.study.teachingCapPeriods.value, minutes, pack),
  },
];

export type Allowance = { minutes: number; adjustments: Adjustment[] };

export function allowanceOf(entry: StudyEntry, asked: number, pack: RulePack, seen: Seen): Allowance {
  let minutes = asked;
  const adjustments: Adjustment[] = [];
  for (const { rule, reason, source, mode, allows } of FORM_RULES) {
    if (mode !== null && mode !== entry.mode) continue;
    const allowed = allows(entry, minutes, pack, seen);
    if (allowed === minutes) continue;
    const code = typeof rule === "string" ? rule : rule(entry);
    adjustments.push({ rule: code, reason, minutes: allowed - minutes, source: source(pack) });
    minutes = allowed;
  }
  return { minutes, adjustments };
}
