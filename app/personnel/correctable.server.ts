/** Everything recorded about a person that may have been recorded wrongly: the versions believed now. */
import type { Tx } from "~/db.server";
import { rangeOf } from "~/organisation/history";
import type { StudyGroupWord } from "~/rulebook/words";
import type { CorrectedSubject } from "./correction";
import type { LegalDutyKind } from "./duty";
import type { AnnualGrade, EmploymentIdentity, EmploymentStatus, SanctionKind } from "./identity";

type Of<S extends CorrectedSubject> = { subject: S; versionId: string };
type Dated = { fromOn: string; toOn: string | null };
export type Correctable =
  | (Of<"name"> & Dated & { name: string })
  | (Of<"employment"> &
      Dated & {
        unitId: string;
        identity: EmploymentIdentity;
        status: EmploymentStatus;
        title: string | null;
      })
  | (Of<"legal-duty"> & Dated & { unitId: string; kind: LegalDutyKind; fullTime: boolean })
  | (Of<"sanction"> &
      Dated & {
        factId: string;
        kind: SanctionKind;
        authority: string;
        decisionNumber: string;
        liftedBy: string | null;
      })
  | (Of<"annual-grade"> & { year: number; grade: AnnualGrade })
  | (Of<"study-category"> & Dated & { category: StudyGroupWord });

export async function correctableFacts(tx: Tx, personId: string): Promise<Correctable[]> {
  const of = { where: { personId, supersededAt: null } };
  const dated = { ...of, orderBy: { fromOn: "desc" as const } };
  const names = await tx.personName.findMany(dated);
  const jobs = await tx.employment.findMany(dated);
  const duties = await tx.legalDuty.findMany(dated);
  const sanctions = await tx.sanction.findMany(dated);
  const grades = await tx.annualGrade.findMany({ ...of, orderBy: { year: "desc" } });
  const categories = await tx.studyCategory.findMany(dated);
  return [
    ...names.map((row) => ({ ...version("name", row), ...rangeOf(row), name: row.name })),
    ...jobs.map((row) => ({
      ...version("employment", row),
      ...rangeOf(row),
      unitId: row.unitId,
      identity: row.identity as EmploymentIdentity,
      status: row.status as EmploymentStatus,
      title: row.title,
    })),
    ...duties.map((row) => ({
      ...version("legal-duty", row),
      ...rangeOf(row),
      unitId: row.unitId,
      kind: row.kind as LegalDutyKind,
      fullTime: row.fullTime,
    })),
    ...sanctions.map((row) => ({
      ...version("sanction", row),
      ...rangeOf(row),
      factId: row.factId,
      kind: row.kind as SanctionKind,
      authority: row.authority,
      decisionNumber: row.decisionNumber,
      liftedBy: row.liftedBy,
    })),
    ...grades.map((row) => ({
      ...version("annual-grade", row),
      year: row.year,
      grade: row.grade as AnnualGrade,
    })),
    ...categories.map((row) => ({
      ...version("study-category", row),
      ...rangeOf(row),
      category: row.category as StudyGroupWord,
    })),
  ];
}

const version = <S extends CorrectedSubject>(subject: S, { id }: { id: string }): Of<S> => ({
  subject,
  versionId: id,
});
