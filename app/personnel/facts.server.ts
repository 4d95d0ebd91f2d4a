/** A person's gate facts that personnel owns, as of a day and as known at a moment. Rooms to the right ask here. */
import { contains, type DateOn, type DateRange, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { inForceOn, knownBy, rangeOf } from "~/organisation/history";
import type { StudyGroupWord } from "~/rulebook/words";
import type { LegalDutyKind } from "./duty";
import type { EmploymentRelation } from "./employment";
import type { AnnualGrade, EmploymentIdentity, EmploymentStatus, SanctionKind } from "./identity";

export type EmploymentFacts = DateRange & {
  unitId: string;
  relation: EmploymentRelation;
  identity: EmploymentIdentity;
  status: EmploymentStatus;
  title: string | null;
};
export type LegalDutyFacts = DateRange & { unitId: string; kind: LegalDutyKind; fullTime: boolean };
export type SanctionFacts = DateRange & { kind: SanctionKind; authority: string; decisionNumber: string };

export type PersonnelFacts = {
  personId: string;
  /** The name borne on the day. */
  name: string;
  /** In force on the day. Someone who has left may have one that says how (retired, …). */
  employments: EmploymentFacts[];
  /** All that are known, whatever their days, oldest first: where someone was before, what is agreed for later. */
  employmentHistory: EmploymentFacts[];
  /** All that are known, whatever their days. */
  legalDuties: LegalDutyFacts[];
  /** All that are known, whatever their days. */
  sanctions: SanctionFacts[];
  /** Newest year first. */
  grades: { year: number; grade: AnnualGrade }[];
  studyCategory: StudyGroupWord | null;
};

/**
 * Facts of several people at once. `trueOn` is the calendar date asked about; `knownAt` the instant whose knowledge
 * counts (without it, today's). People without a name on that day, as known then, are left out: they did not exist.
 */
export async function personnelFacts(
  tx: Tx,
  personIds: string[],
  { trueOn, knownAt }: { trueOn: DateOn; knownAt?: Date },
): Promise<Map<string, PersonnelFacts>> {
  const of = { personId: { in: [...new Set(personIds)] } };
  const known = { ...of, ...knownBy(knownAt) };
  const onDay = { ...known, ...inForceOn(trueOn) };
  const names = await tx.personName.findMany({ where: onDay, select: { personId: true, name: true } });
  const employments = await tx.employment.findMany({
    where: known,
    orderBy: [{ relation: "asc" }, { fromOn: "asc" }],
  });
  const duties = await tx.legalDuty.findMany({ where: known, orderBy: { fromOn: "asc" } });
  const sanctions = await tx.sanction.findMany({ where: known, orderBy: { fromOn: "asc" } });
  const grades = await tx.annualGrade.findMany({ where: known, orderBy: { year: "desc" } });
  const categories = await tx.studyCategory.findMany({ where: onDay });

  const facts = new Map<string, PersonnelFacts>(
    names.map(({ personId, name }) => [
      personId,
      {
        personId,
        name,
        employments: [],
        employmentHistory: [],
        legalDuties: [],
        sanctions: [],
        grades: [],
        studyCategory: null,
      },
    ]),
  );
  for (const row of employments) {
    const person = facts.get(row.personId);
    const job: EmploymentFacts = {
      unitId: row.unitId,
      relation: row.relation as EmploymentRelation,
      identity: row.identity as EmploymentIdentity,
      status: row.status as EmploymentStatus,
      title: row.title,
      ...rangeOf(row),
    };
    person?.employmentHistory.push(job);
    if (contains(job, trueOn)) person?.employments.push(job);
  }
  for (const row of duties) {
    facts.get(row.personId)?.legalDuties.push({
      unitId: row.unitId,
      kind: row.kind as LegalDutyKind,
      fullTime: row.fullTime,
      ...rangeOf(row),
    });
  }
  for (const row of sanctions) {
    facts.get(row.personId)?.sanctions.push({
      kind: row.kind as SanctionKind,
      authority: row.authority,
      decisionNumber: row.decisionNumber,
      ...rangeOf(row),
    });
  }
  for (const row of grades)
    facts.get(row.personId)?.grades.push({ year: row.year, grade: row.grade as AnnualGrade });
  for (const row of categories) {
    const person = facts.get(row.personId);
    if (person) person.studyCategory = row.category as StudyGroupWord;
  }
  return facts;
}

/** Full-time legal staff of a unit on a day: persons, as known now (K09). Ask under the unit's lock to rely on it. */
export async function fullTimeLegalStaffOf(tx: Tx, unitId: string, on: DateOn): Promise<string[]> {
  const rows = await tx.legalDuty.findMany({
    where: { unitId, fullTime: true, ...knownBy(), ...inForceOn(on) },
    select: { personId: true },
    distinct: ["personId"],
  });
  return rows.map((row) => row.personId);
}

/** People whose home or host employment puts them in one of these units on a day, and who have not left. */
export async function staffOf(
  tx: Tx,
  unitIds: string[],
  on: DateOn,
): Promise<{ personId: string; unitId: string }[]> {
  const day = toDbDate(on);
  return tx.employment.findMany({
    where: {
      unitId: { in: unitIds },
      supersededAt: null,
      fromOn: { lte: day },
      OR: [{ toOn: null }, { toOn: { gt: day } }],
      status: { notIn: ["transferred-out", "retired", "resigned", "dismissed", "expelled", "deceased"] },
    },
    select: { personId: true, unitId: true },
    distinct: ["personId", "unitId"],
  });
}
