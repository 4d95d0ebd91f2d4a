/**
 * 学法活动 as it is entered in the ledger: one session, many people.
 * In: what was typed, already parsed, and the instant of entering. Out: every refusal; span in whole minutes.
 */
import {
  type ReviewLevelWord,
  STUDY_EVIDENCE_WORDS,
  type StudyCategoryWord,
  type StudyEvidenceWord,
  type StudyModeWord,
} from "~/rulebook/words";
import { type Refusal, refusal, refusalsOf, type Source, type Verdict, verdictOf } from "~/verdict";

/** What an entry rests on (H5–H10). */
export const EVIDENCE_KINDS = STUDY_EVIDENCE_WORDS;
export type EvidenceKind = StudyEvidenceWord;
/** `reference` says where it is kept: document number, file, page. */
export type Evidence = { kind: EvidenceKind; reference: string };

export type StudySession = {
  title: string;
  mode: StudyModeWord;
  category: StudyCategoryWord;
  laws: string[];
  organiserLevel: ReviewLevelWord;
  startAt: Date;
  endAt: Date;
  /** Whole minutes of study claimed, breaks and other business left out. */
  minutes: number;
  evidence: Evidence[];
};

/** A longer one is entered day by day, so that each day's minutes stand on their own day (H16). */
const LONGEST_MINUTES = 24 * 60;

const CLAIM: Source = { title: "本平台默认设置", rule: "H5" };

/** Whole minutes from start to end, a begun minute counting. */
export function spanMinutes({ startAt, endAt }: { startAt: Date; endAt: Date }): number {
  return Math.ceil((endAt.getTime() - startAt.getTime()) / 60_000);
}

/**
 * What is wrong with a session's title, times and minutes, whether it is to come or over. Refusals:
 * study-record.title-missing, study-record.ends-before-start, study-record.longer-than-a-day,
 * study-record.minutes-missing, study-record.minutes-over-span { minutes, span }.
 */
export function maySay(session: Pick<StudySession, "title" | "startAt" | "endAt" | "minutes">): Verdict {
  const refusals: Refusal[] = [];
  const add = (code: string, facts = {}) => refusals.push(refusal(`study-record.${code}`, facts, CLAIM));
  if (session.title.trim() === "") add("title-missing");
  const span = spanMinutes(session);
  if (span <= 0) add("ends-before-start");
  else if (span > LONGEST_MINUTES) add("longer-than-a-day");
  if (!Number.isInteger(session.minutes) || session.minutes <= 0) add("minutes-missing");
  else if (span > 0 && session.minutes > span) add("minutes-over-span", { minutes: session.minutes, span });
  return verdictOf(refusals);
}

/** Refusals: those of `maySay`, study-record.future, study-record.evidence-missing (self-study and the like cannot be checked without). */
export function mayEnter(session: StudySession, now: Date): Verdict {
  const refusals = refusalsOf(maySay(session));
  if (session.endAt > now) refusals.push(refusal("study-record.future", {}, CLAIM));
  if (session.evidence.every(({ reference }) => reference.trim() === ""))
    refusals.push(refusal("study-record.evidence-missing", {}, CLAIM));
  return verdictOf(refusals);
}
