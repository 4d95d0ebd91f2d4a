/**
 * 更正: a fact was never as it had been recorded. (A fact that is otherwise from a day on is a change, and another verb's.)
 * In: the version as recorded, what it should have said. Out: the words of it; verbs are in `correction.server.ts`.
 */
import type { DateRange } from "~/calendar";
import type { StudyGroupWord } from "~/rulebook/words";
import type { AnnualGrade, EmploymentIdentity, EmploymentStatus, SanctionKind } from "./identity";

export const CORRECTED_SUBJECTS = [
  "name",
  "employment",
  "legal-duty",
  "sanction",
  "annual-grade",
  "study-category",
] as const;
export type CorrectedSubject = (typeof CORRECTED_SUBJECTS)[number];

/** What it should have said. */
export type RightFact =
  | { subject: "name"; name: string }
  | ({
      subject: "employment";
      unitId: string;
      identity: EmploymentIdentity;
      status: EmploymentStatus;
      title: string | null;
    } & DateRange)
  | ({ subject: "legal-duty"; fullTime: boolean } & DateRange)
  | ({ subject: "sanction"; kind: SanctionKind; authority: string; decisionNumber: string } & DateRange)
  | { subject: "annual-grade"; grade: AnnualGrade }
  | ({ subject: "study-category"; category: StudyGroupWord } & DateRange);

export type Correction = {
  personId: string;
  subject: CorrectedSubject;
  /** The version that is wrong; it must still be believed. */
  versionId: string;
  /** null: it never was so at all. */
  right: RightFact | null;
  reason: string;
};
