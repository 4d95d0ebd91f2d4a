import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { type Actor, can, type Permission, pathsFor, rolesAt } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { inTransaction, prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { findUnit, unitsUnder } from "~/organisation/units.server";
import { requirePosted } from "~/posted.server";
import { examFrom } from "./exam-page.server";
import type { ExamListed } from "./exams.server";
import type { Signer } from "./violation";
import { findViolation, type ViolationFacts } from "./violation-list.server";
import { decideWithdrawal } from "./violation-withdrawals.server";

export type Register = {
  actor: Actor;
  exam: ExamListed;
  /** Units whose people's entries the actor answers for; null: the whole exam, which is held where the actor may. */
  unitIds: string[] | null;
  holderPath: string;
};

/** The register as far as the actor answers for it: of the exam where it is held, else of the people of one's units. */
export async function requireRegister(
  request: Request,
  params: { examId?: string },
  permission: Permission,
  now: Date,
): Promise<Register> {
  const actor = await requirePermission(request, permission);
  const exam = await examFrom(actor, params);
  const on = chinaDateOf(now);
  const holderPath = (await findUnit(prisma, exam.unitId, on))?.path ?? "";
  if (can(actor, permission, { path: holderPath })) return { actor, exam, unitIds: null, holderPath };
  const units = await unitsUnder(prisma, pathsFor(actor, permission), on);
  return { actor, exam, unitIds: units.map(({ unitId }) => unitId), holderPath };
}

/** One violation in the actor's sight, with what the actor is there; 404 otherwise. */
export async function requireViolation(
  request: Request,
  params: { examId?: string; violationId?: string },
  permission: Permission,
  now: Date,
): Promise<Register & { violation: ViolationFacts; signer: Signer }> {
  const register = await requireRegister(request, params, permission, now);
  const { actor, exam, unitIds, holderPath } = register;
  const { violationId } = params;
  const violation = isUuid(violationId)
    ? await findViolation(prisma, { examId: exam.id, violationId }, now)
    : null;
  if (!violation || (unitIds && !unitIds.includes(violation.unit.id)))
    throw new Response(null, { status: 404 });
  const signer = {
    accountId: actor.accountId,
    roles: [...rolesAt(actor, holderPath), ...rolesAt(actor, violation.unit.path)],
    isCandidate: actor.personId === violation.personId,
  };
  return { ...register, violation, signer };
}

/** Both decisions on taking a violation back: the entry offers them. */
export async function withdrawalDecisionPage({ request, params }: LoaderFunctionArgs) {
  const { exam, violation } = await requireViolation(request, params, "violation:withdraw", new Date());
  const back = `/exams/${exam.id}/violations/${violation.violationId}`;
  requirePosted(request, back);
  return { back };
}

/** By the second of two people; the verb refuses the first. */
export async function decideWithdrawalFrom(
  { request, params }: ActionFunctionArgs,
  decision: "approved" | "refused",
) {
  const now = new Date();
  const { actor, exam, violation } = await requireViolation(request, params, "violation:withdraw", now);
  const { violationId } = violation;
  const answer = await inTransaction((tx) => decideWithdrawal(tx, { violationId, decision }, actor, now));
  const done = decision === "approved" ? "withdrawn" : "kept";
  if (answer.ok) throw redirect(`/exams/${exam.id}/violations/${violationId}?done=${done}`, { status: 303 });
  return data({ refusals: answer.refusals }, { status: 422 });
}
