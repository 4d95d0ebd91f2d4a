import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { type Actor, can, type Permission, pathsFor, rolesAt } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { inTransaction, prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { findUnit, unitsUnder } from "~/organisation/units.server";
import { requirePosted } from "~/posted.server";
import { localeFrom } from "~/text/text";
import { violationsText } from "~/text/violations";
import { concealed, mayKnowCandidates } from "./concealment";
import { examFrom } from "./exam-page.server";
import type { ExamListed } from "./exams.server";
import { roomsInvigilatedBy } from "./room-invigilators.server";
import type { Signer } from "./violation";
import { findViolation, type RegisterScope, type ViolationFacts } from "./violation-list.server";
import { decideWithdrawal } from "./violation-withdrawals.server";

export type Register = {
  actor: Actor;
  exam: ExamListed;
  within: RegisterScope;
  /** What the actor may not know of an entry is left out of it. */
  shown: (violation: ViolationFacts) => ViolationFacts;
  holderPath: string;
};

/**
 * The register as far as the actor answers for it: of the exam where it is held, else of the people of one's units. Of an
 * exam before an appointment the entries have codes for names where it is held, and names in the rooms one invigilates.
 */
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
  const isHeldHere = can(actor, permission, { path: holderPath });
  const register = { actor, exam, holderPath, shown: (violation: ViolationFacts) => violation };
  if (!mayKnowCandidates(actor, exam)) {
    const named = violationsText[localeFrom(request)].codeName;
    if (isHeldHere)
      return { ...register, within: {}, shown: (violation) => concealedEntry(violation, named) };
    return { ...register, within: { roomIds: await roomsInvigilatedBy(prisma, exam.id, actor.accountId) } };
  }
  if (isHeldHere) return { ...register, within: {} };
  const units = await unitsUnder(prisma, pathsFor(actor, permission), on);
  return { ...register, within: { unitIds: units.map(({ unitId }) => unitId) } };
}

function concealedEntry(violation: ViolationFacts, named: (code: string) => string): ViolationFacts {
  const { unit } = violation;
  const { name, personId } = concealed({ ...violation, unit: unit.name }, named);
  return { ...violation, name, personId, unit: { ...unit, name: "" } };
}

/** One violation in the actor's sight, with what the actor is there; 404 otherwise. */
export async function requireViolation(
  request: Request,
  params: { examId?: string; violationId?: string },
  permission: Permission,
  now: Date,
): Promise<Register & { violation: ViolationFacts; signer: Signer }> {
  const register = await requireRegister(request, params, permission, now);
  const { actor, exam, within, shown, holderPath } = register;
  const { violationId } = params;
  const violation = isUuid(violationId)
    ? await findViolation(prisma, { examId: exam.id, violationId, ...within }, now)
    : null;
  if (!violation) throw new Response(null, { status: 404 });
  const signer = {
    accountId: actor.accountId,
    roles: [...rolesAt(actor, holderPath), ...rolesAt(actor, violation.unit.path)],
    isCandidate: actor.personId === violation.personId,
  };
  return { ...register, violation: shown(violation), signer };
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
