import { type Actor, can, type Permission, rolesAt } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { findUnit } from "~/organisation/units.server";
import { examFrom } from "./exam-page.server";
import type { ExamListed } from "./exams.server";
import type { Signer } from "./violation";
import { type ViolationFacts, violationsOf } from "./violation-list.server";

export type Register = { actor: Actor; exam: ExamListed; violations: ViolationFacts[]; holderPath: string };

/** The register as far as the actor answers for it: of the exam where it is held, else of the people of one's units. */
export async function requireRegister(
  request: Request,
  params: { examId?: string },
  permission: Permission,
  now: Date,
): Promise<Register> {
  const actor = await requirePermission(request, permission);
  const exam = await examFrom(actor, params);
  const holderPath = (await findUnit(prisma, exam.unitId, chinaDateOf(now)))?.path ?? "";
  const all = await violationsOf(prisma, { examId: exam.id }, now);
  const violations = all.filter(
    ({ unit }) => can(actor, permission, { path: holderPath }) || can(actor, permission, { path: unit.path }),
  );
  return { actor, exam, violations, holderPath };
}

/** One violation in the actor's sight, with what the actor is there; 404 otherwise. */
export async function requireViolation(
  request: Request,
  params: { examId?: string; violationId?: string },
  permission: Permission,
  now: Date,
): Promise<Register & { violation: ViolationFacts; signer: Signer }> {
  const register = await requireRegister(request, params, permission, now);
  const violation = register.violations.find(({ violationId }) => violationId === params.violationId);
  if (!violation || !isUuid(params.violationId)) throw new Response(null, { status: 404 });
  const { actor, holderPath } = register;
  const signer = {
    accountId: actor.accountId,
    roles: [...rolesAt(actor, holderPath), ...rolesAt(actor, violation.unit.path)],
    isCandidate: actor.personId === violation.personId,
  };
  return { ...register, violation, signer };
}
