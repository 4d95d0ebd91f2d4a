/**
 * 合并档案: two records of one human become one.
 * In: both records as they stand and a day in China. Out: everything that must be settled first, and everything that
 * gives way when they are merged. Where only one fact can hold, the record that stays is believed.
 */
import { REVIEWING, type Role } from "~/access/permissions";
import { contains, type DateOn, type DateRange, overlaps } from "~/calendar";
import { type CertificateState, isFinal } from "~/certification/status";
import { K08, type LegalDutyKind } from "~/personnel/duty";
import type { EmploymentRelation } from "~/personnel/employment";
import { type AnnualGrade, type EmploymentStatus, hasLeft } from "~/personnel/identity";
import { isEnforcement, isLegal, type PositionFamily } from "~/positions/position";
import type { StudyGroupWord, TrainingWord } from "~/rulebook/words";
import { type Refusal, refusal } from "~/verdict";

export type MergingJob = DateRange & {
  unitId: string;
  relation: EmploymentRelation;
  status: EmploymentStatus;
};
export type MergingDuty = DateRange & { unitId: string; kind: LegalDutyKind };
export type MergingSeat = DateRange & {
  positionId: string;
  title: string;
  family: PositionFamily;
  inherited: boolean;
};
export type MergingRecord = {
  personId: string;
  name: string;
  employments: readonly MergingJob[];
  duties: readonly MergingDuty[];
  grades: readonly { year: number; grade: AnnualGrade }[];
  categories: readonly (DateRange & { category: StudyGroupWord })[];
  seats: readonly MergingSeat[];
  certificates: readonly { number: string; type: string; state: CertificateState }[];
  /** Types of certificate applied for and not decided. */
  openApplications: readonly string[];
  registrations: readonly { examId: string; title: string; live: boolean; attempts: number }[];
  sitsNow: boolean;
  account: { enabled: boolean; roles: readonly Role[] } | null;
};

/** What of the merged record does not hold any more because the one that stays says otherwise for those days. */
export type GivesWay =
  | { what: "name"; name: string }
  | ({ what: "employment"; unitId: string } & DateRange)
  | ({ what: "legal-duty"; unitId: string } & DateRange)
  | ({ what: "category"; category: StudyGroupWord } & DateRange)
  | { what: "grade"; year: number; grade: AnnualGrade }
  | ({ what: "post"; title: string } & DateRange)
  | { what: "registration"; title: string }
  | { what: "account" }
  /** Taken off a shift: the record that stays is on one at that time. */
  | { what: "shift-duty"; place: string; on: DateOn }
  /** Stays where it was issued: the record that stays has one for the same thing. */
  | { what: "training"; kind: TrainingWord; number: string }
  /** The one record is of somebody dead: what the other still had open ends on that day. */
  | { what: "death"; on: DateOn };

const K24 = { title: "本平台默认设置", rule: "K24" };

/**
 * Everything that must be settled before the two can be one. Refusals: merge.two-live-certificates,
 * merge.two-live-applications, merge.exam-running, merge.two-accounts, merge.two-deaths, merge.works-after-death,
 * merge.legal-duty-and-enforcement, merge.reviewer-enforces.
 */
export function refusalsOfMerge(kept: MergingRecord, merged: MergingRecord, today: DateOn): Refusal[] {
  return [
    ...twoLiveCertificates(kept, merged),
    ...merged.openApplications
      .filter((type) => kept.openApplications.includes(type))
      .map(() => refusal("merge.two-live-applications")),
    ...(kept.sitsNow || merged.sitsNow ? [refusal("merge.exam-running")] : []),
    ...(kept.account?.enabled && merged.account?.enabled ? [refusal("merge.two-accounts")] : []),
    ...twoDeaths(kept, merged),
    ...worksAfterDeath(kept, merged),
    ...worksAfterDeath(merged, kept),
    ...dutyAndEnforcement(kept, merged, today),
    ...dutyAndEnforcement(merged, kept, today),
    ...reviewerEnforces(kept, merged, today),
  ];
}

function twoLiveCertificates(kept: MergingRecord, merged: MergingRecord): Refusal[] {
  const live = (record: MergingRecord) =>
    record.certificates.filter(({ state }) => !isFinal(state) && state !== "expired");
  return live(merged).flatMap((other) =>
    live(kept)
      .filter(({ type }) => type === other.type)
      .map(({ number }) =>
        refusal("merge.two-live-certificates", { number, otherNumber: other.number }, K24),
      ),
  );
}

export const deathIn = ({ employments }: MergingRecord) =>
  employments.find(({ status }) => status === "deceased") ?? null;

/** Nobody dies twice: one of the two days is wrong, and which is not for a merge to say. */
function twoDeaths(kept: MergingRecord, merged: MergingRecord): Refusal[] {
  const [own, other] = [deathIn(kept), deathIn(merged)];
  if (!own || !other || own.fromOn === other.fromOn) return [];
  return [refusal("merge.two-deaths", { fromOn: own.fromOn, otherOn: other.fromOn })];
}

/** Whom one record calls dead and the other has at work is hardly one human; if so, one of the two is wrong. */
function worksAfterDeath(dead: MergingRecord, other: MergingRecord): Refusal[] {
  const death = deathIn(dead);
  // Of two deaths only the days are asked.
  if (!death || deathIn(other)) return [];
  const works = other.employments.some(
    ({ status, toOn }) => !hasLeft(status) && (toOn === null || toOn > death.fromOn),
  );
  return works ? [refusal("merge.works-after-death", { fromOn: death.fromOn })] : [];
}

function dutyAndEnforcement(advises: MergingRecord, enforces: MergingRecord, today: DateOn): Refusal[] {
  const ahead: DateRange = { fromOn: today, toOn: null };
  const posts = advises.seats.filter(({ family, inherited }) => isLegal(family) && !inherited);
  return [...advises.duties, ...posts].flatMap((duty) =>
    enforces.seats
      .filter(({ family, inherited }) => isEnforcement(family) && !inherited)
      .filter((seat) => overlaps(seat, duty) && overlaps(seat, ahead) && overlaps(duty, ahead))
      .map(({ title }) => refusal("merge.legal-duty-and-enforcement", { title }, K08)),
  );
}

function reviewerEnforces(kept: MergingRecord, merged: MergingRecord, today: DateOn): Refusal[] {
  const reviews = [kept, merged].filter(
    ({ account }) => account?.enabled && account.roles.some((role) => REVIEWING.includes(role)),
  );
  const enforces = [kept, merged].filter(({ seats }) =>
    seats.some(({ family, toOn }) => isEnforcement(family) && (toOn === null || toOn > today)),
  );
  const isNew = reviews.some((one) => enforces.some((other) => other !== one));
  return isNew ? [refusal("merge.reviewer-enforces", {}, K08)] : [];
}

/**
 * The days for which an employment of the record that stays holds against one of the merged record: "retired since"
 * ends where work begins again, as when a new employment is recorded.
 */
export function holdsAgainst(
  own: DateRange & { status: EmploymentStatus },
  other: DateRange & { status: EmploymentStatus },
): boolean {
  if (!hasLeft(own.status) || own.status === "deceased") return true;
  if (other.status === "deceased") return false;
  return hasLeft(other.status) || own.fromOn > other.fromOn;
}

export function givesWay(kept: MergingRecord, merged: MergingRecord): GivesWay[] {
  const lost = <T extends DateRange>(theirs: readonly T[], stands: (row: T) => readonly DateRange[]) =>
    theirs.flatMap((row) =>
      stands(row)
        .filter((own) => overlaps(own, row))
        .map((own) => ({ row, ...intersection(own, row) })),
    );
  return [
    ...(merged.name === kept.name ? [] : [{ what: "name" as const, name: merged.name }]),
    ...lost(merged.employments, (job) =>
      kept.employments.filter((own) => own.relation === job.relation && holdsAgainst(own, job)),
    ).map(({ row, fromOn, toOn }) => ({ what: "employment" as const, unitId: row.unitId, fromOn, toOn })),
    ...lost(merged.duties, (duty) =>
      kept.duties.filter((own) => own.unitId === duty.unitId && own.kind === duty.kind),
    ).map(({ row, fromOn, toOn }) => ({ what: "legal-duty" as const, unitId: row.unitId, fromOn, toOn })),
    ...lost(merged.categories, (one) => kept.categories.filter((own) => own.category !== one.category)).map(
      ({ row, fromOn, toOn }) => ({ what: "category" as const, category: row.category, fromOn, toOn }),
    ),
    ...merged.grades
      .filter(({ year, grade }) => kept.grades.some((own) => own.year === year && own.grade !== grade))
      .map((row) => ({ what: "grade" as const, ...row })),
    ...lost(merged.seats, (seat) => kept.seats.filter((own) => own.positionId === seat.positionId)).map(
      ({ row, fromOn, toOn }) => ({ what: "post" as const, title: row.title, fromOn, toOn }),
    ),
    ...doubled(kept, merged).map(({ title }) => ({ what: "registration" as const, title })),
    ...(kept.account && merged.account ? [{ what: "account" as const }] : []),
    ...deathThatComesAlong(kept, merged),
  ];
}

function deathThatComesAlong(kept: MergingRecord, merged: MergingRecord): GivesWay[] {
  const [own, other] = [deathIn(kept), deathIn(merged)];
  const death = own ?? other;
  return death && !(own && other) ? [{ what: "death", on: death.fromOn }] : [];
}

/** Exams for which both are entered: one entry stays, the attempts of both count. */
function doubled(kept: MergingRecord, merged: MergingRecord) {
  return merged.registrations.filter(
    ({ examId, live }) => live && kept.registrations.some((own) => own.live && own.examId === examId),
  );
}

/** Of two entries for one exam the one that was used stays; of two used ones, that of the record that stays. */
export function entryOfKeptStays(kept: { attempts: number }, merged: { attempts: number }): boolean {
  return kept.attempts > 0 || merged.attempts === 0;
}

function intersection(a: DateRange, b: DateRange): DateRange {
  const toOn = a.toOn === null ? b.toOn : b.toOn === null || a.toOn < b.toOn ? a.toOn : b.toOn;
  return { fromOn: a.fromOn > b.fromOn ? a.fromOn : b.fromOn, toOn };
}

/** Where a record stands today, for the side-by-side view. */
export function jobsOn(record: MergingRecord, on: DateOn): MergingJob[] {
  return record.employments.filter((job) => contains(job, on));
}
