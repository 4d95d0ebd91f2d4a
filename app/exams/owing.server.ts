/** Who owes an exam and is not entered for it yet, and which exams somebody may enter themselves for. */
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { unitsById } from "~/organisation/units.server";
import { personnelFacts } from "~/personnel/facts.server";
import { hasLeft } from "~/personnel/identity";
import { isOpenToAll, phaseOf } from "./exam";
import { type ExamListed, listExams } from "./exams.server";

type Wanted = Pick<ExamListed, "id" | "kind" | "part" | "field" | "regime">;

/** People of these units of whom this exam, or any of its kind, is required and still owed, and who are not entered. */
export async function owingFor(tx: Tx, exam: Wanted, unitIds: readonly string[]): Promise<string[]> {
  const { id, kind, part, regime } = exam;
  const rows = await tx.examRequirement.findMany({
    where: {
      ...{ state: "owed", kind, part, regime, unitId: { in: [...unitIds] } },
      field: part === "special" ? exam.field : null,
      OR: [{ examId: null }, { examId: id }],
      person: { registrations: { none: { examId: id, withdrawnAt: null } } },
    },
    select: { personId: true },
    distinct: ["personId"],
  });
  return rows.map(({ personId }) => personId);
}

/** Exams the person may still enter themselves for, the next first: of their own units and those that serve them. */
export async function openToPerson(tx: Tx, personId: string, now: Date): Promise<ExamListed[]> {
  const today = chinaDateOf(now);
  const facts = (await personnelFacts(tx, [personId], { trueOn: today })).get(personId);
  const jobs = facts?.employments.filter(({ status }) => !hasLeft(status)) ?? [];
  const units = await unitsById(
    tx,
    jobs.map(({ unitId }) => unitId),
    today,
  );
  const exams = await listExams(
    tx,
    [...units.values()].map(({ path }) => path),
  );
  const entered = await tx.registration.findMany({
    where: { personId, withdrawnAt: null },
    select: { examId: true },
  });
  const known = new Set(entered.map(({ examId }) => examId));
  return exams
    .filter(({ id, kind }) => isOpenToAll(kind) && !known.has(id))
    .filter((exam) => ["announced", "open"].includes(phaseOf(exam, exam.acts, now)))
    .reverse();
}
