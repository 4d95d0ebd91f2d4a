/** Exams that were passed, as far as their results are released; every reader of passes asks here. */
import { chinaDateOf, type DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import type { PartWord, RegimeWord } from "~/rulebook/words";
import type { ExamKind } from "./exam";
import { qualificationParts } from "./qualification.server";
import type { Pass } from "./requirement";
import { voiding } from "./void.server";

export type ReleasedResult = {
  attemptId: string;
  personId: string;
  exam: ExamOfPass;
  mark: number;
  fullMark: number;
  passed: boolean;
  satOn: DateOn;
};

/**
 * Results of these people that may be told, oldest first; of some exams where they are named. A void result keeps its mark
 * and passes nothing.
 */
export async function releasedResults(
  tx: Tx,
  personIds: string[],
  examIds?: readonly string[],
): Promise<ReleasedResult[]> {
  const attempts = await tx.attempt.findMany({
    where: {
      personId: { in: personIds },
      markings: { some: { supersededAt: null } },
      registration: {
        exam: { acts: { some: { act: "released" } }, ...(examIds ? { id: { in: [...examIds] } } : {}) },
      },
    },
    orderBy: [{ submittedAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      personId: true,
      submittedAt: true,
      markings: { where: { supersededAt: null }, select: { mark: true, fullMark: true, passed: true } },
      registration: {
        select: {
          exam: { select: { id: true, kind: true, part: true, field: true, regime: true } },
          violations: { where: voiding, select: { id: true } },
        },
      },
    },
  });
  return attempts.map(({ id, personId, submittedAt, markings, registration }) => {
    const { exam, violations } = registration!;
    const { mark, fullMark, passed } = markings[0]!;
    return {
      ...{ attemptId: id, personId, exam, satOn: chinaDateOf(submittedAt!) },
      ...{ mark, fullMark, passed: passed && violations.length === 0 },
    };
  });
}

export type PassOf = Pass & { personId: string; attemptId: string | null };

/** Passes of these people, oldest first, with the parts of the qualification that stand on a day without an exam here. */
export async function passesOf(tx: Tx, personIds: string[], on: DateOn): Promise<PassOf[]> {
  const results = await releasedResults(tx, personIds);
  const parts = await qualificationParts(tx, personIds, { trueOn: on });
  const recognised = [...parts].flatMap(([personId, facts]) =>
    facts
      .filter(({ origin }) => origin !== "exam")
      .map(({ part, field, fromOn }) => ({
        ...{ personId, attemptId: null, examId: null, kind: "qualification" as const, regime: null },
        ...{ part, field, passedOn: fromOn },
      })),
  );
  const passed = results.filter((result) => result.passed);
  return [
    ...recognised,
    ...passed.map(({ personId, attemptId, exam, satOn }) => ({
      personId,
      attemptId,
      ...passIn(exam, satOn),
    })),
  ];
}

type ExamOfPass = {
  id: string;
  kind: string;
  part: string | null;
  field: string | null;
  regime: string | null;
};

export const passIn = (exam: ExamOfPass, passedOn: DateOn): Pass => ({
  examId: exam.id,
  kind: exam.kind as ExamKind,
  part: exam.part as PartWord | null,
  field: exam.part === "special" ? exam.field : null,
  regime: exam.regime as RegimeWord | null,
  passedOn,
});
