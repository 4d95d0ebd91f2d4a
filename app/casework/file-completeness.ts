/**
 * What a personnel file has to hold, and which of it is there.
 * In: what the rooms know about one person, and the pack's two lists. Out: each part asked of this person, held or not.
 */
import { type DateOn, yearOf } from "~/calendar";
import { type EmploymentIdentity, type EmploymentStatus, hasLeft, isEstablished } from "~/personnel/identity";
import type { RulePack } from "~/rulebook/schema";
import type { FilePartWord } from "~/rulebook/words";

export type FileHoldings = {
  hasPortrait: boolean;
  hasIdentityNumber: boolean;
  /** In force on the day; `documented` where an order or a contract is named for it. */
  home: { identity: EmploymentIdentity; status: EmploymentStatus; documented: boolean } | null;
  /** The first day of any home employment. */
  enteredOn: DateOn | null;
  hasStudyCategory: boolean;
  gradedYears: readonly number[];
  /** `evidenced`: an exam of this platform or a document says so. */
  qualifications: readonly { evidenced: boolean }[];
  /** Or a ministry's card in force. */
  holdsCertificate: boolean;
  /** Filings that are open or stand; `lacking`: something of it is the unit's to add. */
  ministryCards: readonly { lacking: boolean }[];
  isOnEnforcementPost: boolean;
};

export type FilePart = { part: FilePartWord; held: boolean };

/** The parts asked of this person, in the pack's order; what cannot be asked of them is left out. */
export function filePartsOf(held: FileHoldings, rules: RulePack["file"], on: DateOn): FilePart[] {
  const asked = [...rules.everyone.value, ...(held.isOnEnforcementPost ? rules.enforcers.value : [])];
  return [...new Set(asked)].flatMap((part) => {
    const answer = ANSWERS[part](held, on);
    return answer === null ? [] : [{ part, held: answer }];
  });
}

/** Null: not to be asked of this person. */
const ANSWERS: Record<FilePartWord, (held: FileHoldings, on: DateOn) => boolean | null> = {
  portrait: ({ hasPortrait }) => hasPortrait,
  "identity-number": ({ hasIdentityNumber }) => hasIdentityNumber,
  employment: ({ home }) => home !== null,
  // Without an employment that is what is missing, not its document.
  "employment-document": ({ home }) => home?.documented ?? null,
  "study-category": ({ home, hasStudyCategory }) => (home && !hasLeft(home.status) ? hasStudyCategory : null),
  "last-year-grade": ({ home, enteredOn, gradedYears }, on) => {
    const year = yearOf(on) - 1;
    const isGraded = home && isEstablished(home.identity) && !hasLeft(home.status);
    // Who came in the course of a year was not there for all of it.
    return isGraded && enteredOn && yearOf(enteredOn) < year ? gradedYears.includes(year) : null;
  },
  qualification: ({ qualifications }) => qualifications.length > 0,
  "qualification-evidence": ({ qualifications }) =>
    qualifications.length > 0 ? qualifications.every(({ evidenced }) => evidenced) : null,
  "held-certificate": ({ holdsCertificate }) => holdsCertificate,
  "ministry-card": ({ ministryCards }) =>
    ministryCards.length > 0 ? ministryCards.every(({ lacking }) => !lacking) : null,
};
