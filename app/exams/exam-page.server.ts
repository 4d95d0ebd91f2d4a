import { type Actor, can, type Permission, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { prisma } from "~/db.server";
import { findUnit } from "~/organisation/units.server";
import { localeFrom } from "~/text/text";
import { violationsText } from "~/text/violations";
import { examIdFrom } from "./attempt-page.server";
import { codeOf, concealed, mayKnowCandidates } from "./concealment";
import type { ExamKind } from "./exam";
import { type ExamListed, findExam } from "./exams.server";

type Params = { examId?: string };

/** The exam in the actor's sight, or 404. */
export async function examFrom(actor: Actor, params: Params): Promise<ExamListed> {
  const exam = await findExam(prisma, examIdFrom(params), pathsFor(actor, "exam:read"));
  if (!exam) throw new Response(null, { status: 404 });
  return exam;
}

/** Who may act on the exam for the unit that holds it: 403 without the permission there, 404 out of sight. */
export async function requireHolder(
  request: Request,
  params: Params,
  permission: Permission,
): Promise<{ actor: Actor; exam: ExamListed }> {
  const actor = await requirePermission(request, permission);
  const exam = await examFrom(actor, params);
  const holder = await findUnit(prisma, exam.unitId, chinaDateOf(new Date()));
  if (!holder || !can(actor, permission, { path: holder.path })) throw new Response(null, { status: 403 });
  return { actor, exam };
}

/** Rows with names as far as the reader may know who sits the exam. */
export function namesFor(
  request: Request,
  actor: Actor,
  exam: ExamListed,
): <Row extends { registrationId: string; personId: string; name: string; unit: string }>(row: Row) => Row {
  if (mayKnowCandidates(actor, exam)) return (row) => row;
  const { codeName } = violationsText[localeFrom(request)];
  return (row) => concealed(row, codeName);
}

/** The name of one candidate as far as the reader may know who sits the exam; else the code that stands for it everywhere. */
export function nameFor(
  request: Request,
  actor: Actor,
): (candidate: { kind: ExamKind; registrationId: string; name: string }) => string {
  const { codeName } = violationsText[localeFrom(request)];
  return ({ registrationId, name, ...exam }) =>
    mayKnowCandidates(actor, exam) ? name : codeName(codeOf(registrationId));
}
