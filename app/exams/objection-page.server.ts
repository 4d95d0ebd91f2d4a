import { type Actor, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { prisma, type Tx } from "~/db.server";
import { textIn } from "~/form-text";
import { isUuid } from "~/ids";
import { unitsUnder } from "~/organisation/units.server";
import { nameFor } from "./exam-page.server";
import { LONGEST_REASON, OBJECTION_OUTCOMES, OBJECTION_STATES } from "./objection";
import { findObjection, type ObjectionFacts, type ObjectionFilters } from "./objection-list.server";
import { paperOf } from "./paper.server";

type Office = { actor: Actor; unitIds: string[] };

/** Who may read objections, and the units whose exams they are about. */
export async function requireObjections(
  request: Request,
  permission: "objection:read" | "objection:answer",
  now: Date,
): Promise<Office> {
  const actor = await requirePermission(request, permission);
  const units = await unitsUnder(prisma, pathsFor(actor, permission), chinaDateOf(now));
  return { actor, unitIds: units.map(({ unitId }) => unitId) };
}

export async function requireObjection(
  request: Request,
  params: { objectionId?: string },
  permission: "objection:read" | "objection:answer",
  now: Date,
): Promise<Office & { objection: ObjectionFacts }> {
  const office = await requireObjections(request, permission, now);
  const { objectionId } = params;
  const objection = isUuid(objectionId)
    ? await findObjection(prisma, { objectionId, unitIds: office.unitIds }, now)
    : null;
  if (!objection) throw new Response(null, { status: 404 });
  return { ...office, objection: shownTo(request, office.actor)(objection) };
}

/** Without the candidate, where the reader may not know who sits the exam. */
export function shownTo(request: Request, actor: Actor): (objection: ObjectionFacts) => ObjectionFacts {
  const nameOf = nameFor(request, actor);
  return (objection) => ({ ...objection, personId: "", name: nameOf(objection) });
}

export function objectionFiltersFrom(search: URLSearchParams): ObjectionFilters {
  const state = OBJECTION_STATES.find((one) => one === search.get("state"));
  const examId = search.get("exam");
  return { ...(state ? { state } : {}), ...(isUuid(examId) ? { examId } : {}) };
}

/** As typed; a number that is none refers to no question, and is refused as such. */
export function objectionFrom(form: FormData): { slot: number | null; reason: string } {
  const slot = textIn(form, "slot");
  return {
    slot: slot === "" ? null : /^\d{1,4}$/.test(slot) ? Number(slot) : 0,
    reason: textIn(form, "reason", LONGEST_REASON),
  };
}

export function answerFrom(form: FormData) {
  const outcome = OBJECTION_OUTCOMES.find((one) => one === form.get("outcome")) ?? null;
  return { outcome, reply: textIn(form, "reply", LONGEST_REASON) };
}

/** The question objected to as the candidate saw and answered it, without its key; null for the result as a whole. */
export async function objectedSlot(tx: Tx, { attemptId, slot }: ObjectionFacts) {
  if (slot === null) return null;
  const { answers } = await tx.attempt.findUniqueOrThrow({
    where: { id: attemptId },
    select: { answers: true },
  });
  const { questionVersionId, type, stem, options, group } = (await paperOf(tx, attemptId)).slots[slot - 1]!;
  const given = (answers as Record<string, string[]>)[String(slot)] ?? [];
  return { questionVersionId, type, stem, options, caseStem: group?.stem ?? null, given };
}
