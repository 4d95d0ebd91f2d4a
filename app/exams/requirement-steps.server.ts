/**
 * What becomes of a requirement: met when results are released, owed again when they fall, exempted, withdrawn. Whoever takes a step holds the
 * person's lock; the row is a projection of its steps.
 */
import { record } from "~/audit/audit.server";
import { chinaDateOf, fromDbDate } from "~/calendar";
import { lockPeople, type Tx } from "~/db.server";
import { notify } from "~/notices/notices.server";
import { packsFor } from "~/rulebook/packs.server";
import type { RulePack } from "~/rulebook/schema";
import { type Refusal, refusal } from "~/verdict";
import type { ExamRequirement } from "../../prisma/generated/client";
import { type PassOf, passesOf } from "./passes.server";
import {
  examIn,
  isTold,
  meets,
  type RequiredExam,
  type RequiredTerms,
  type RequirementAct,
  type RequirementState,
} from "./requirement";

/** What the requirement's row says, for the rules. */
export function termsIn(row: ExamRequirement): RequiredTerms & { state: RequirementState } {
  const { kind, part, field, regime, examId, state } = row;
  return {
    ...({ kind, part, regime, state } as RequiredExam & { state: RequirementState }),
    field,
    examId,
    countsFromOn: fromDbDate(row.countsFromOn),
    dueOn: fromDbDate(row.dueOn),
  };
}

/** The next step of a requirement whose person is locked; the row follows. */
export async function addRequirementStep(
  tx: Tx,
  { id, lastNumber }: Pick<ExamRequirement, "id" | "lastNumber">,
  step: {
    act: RequirementAct;
    state: RequirementState;
    attemptId?: string;
    exemptionId?: string;
    reason?: string;
  },
  actorId: string | null,
  now: Date,
): Promise<void> {
  const { state, ...written } = step;
  const number = lastNumber + 1;
  await tx.examRequirement.update({ where: { id }, data: { state, lastNumber: number } });
  await tx.examRequirementStep.create({ data: { requirementId: id, number, ...written, actorId, at: now } });
}

const passFor = (row: ExamRequirement, passes: readonly PassOf[], pack: RulePack): PassOf | undefined =>
  passes.find((one) => one.personId === row.personId && meets(one, termsIn(row), pack));

/**
 * What these passes answer is met from now on. Called when results are released, with the people's locks held. A
 * requirement met already stays met by the pass it was met by.
 */
export async function meetRequirements(
  tx: Tx,
  passes: readonly PassOf[],
  actorId: string | null,
  now: Date,
): Promise<void> {
  const owed = await tx.examRequirement.findMany({
    where: { state: "owed", personId: { in: passes.map(({ personId }) => personId) } },
    orderBy: { id: "asc" },
  });
  const packs = await packsFor(
    tx,
    owed.map(({ unitId }) => unitId),
    chinaDateOf(now),
  );
  for (const row of owed) {
    const { pack } = packs.get(row.unitId)!;
    const terms = termsIn(row);
    const pass = passFor(row, passes, pack);
    if (!pass) continue;
    const by = pass.attemptId ? { attemptId: pass.attemptId } : {};
    await addRequirementStep(tx, row, { act: "met", state: "met", ...by }, actorId, now);
    await record(tx, {
      ...{ type: "requirement.met", at: now, actorId, personId: row.personId, unitId: row.unitId },
      subjectId: row.id,
      data: { kind: terms.kind, dueOn: terms.dueOn },
    });
  }
}

/**
 * Brings what is required of these people up to what stands: what a result or a part met that holds no longer is owed
 * again, and what another pass meets is met. Called when marks change, results become void or valid, a part falls, with the
 * people's locks held. Harmless to repeat.
 */
export async function settleRequirements(
  tx: Tx,
  personIds: string[],
  actorId: string | null,
  now: Date,
): Promise<void> {
  const today = chinaDateOf(now);
  const passes = await passesOf(tx, personIds, today);
  const standing = new Set(passes.map(({ attemptId }) => attemptId));
  const met = await tx.examRequirement.findMany({
    where: { state: "met", personId: { in: personIds } },
    orderBy: { id: "asc" },
    include: { steps: { where: { act: "met" }, orderBy: { number: "desc" }, take: 1 } },
  });
  const packs = await packsFor(
    tx,
    met.map(({ unitId }) => unitId),
    today,
  );
  const fallen: string[] = [];
  for (const { steps, ...row } of met) {
    const attemptId = steps[0]?.attemptId ?? null;
    // Met without an exam here: by a part that was recognised, or for a candidate by a pass their batch looked at.
    const stands =
      attemptId !== null
        ? standing.has(attemptId)
        : row.kind !== "qualification" || passFor(row, passes, packs.get(row.unitId)!.pack) !== undefined;
    if (stands) continue;
    const by = attemptId === null ? {} : { attemptId };
    fallen.push(row.id);
    await addRequirementStep(tx, row, { act: "unmet", state: "owed", ...by }, actorId, now);
    await record(tx, {
      ...{ type: "requirement.unmet", at: now, actorId, personId: row.personId, unitId: row.unitId },
      subjectId: row.id,
      data: { kind: row.kind, dueOn: fromDbDate(row.dueOn) },
    });
  }
  await meetRequirements(tx, passes, actorId, now);
  await tellOwedAgain(tx, fallen, now);
}

/** Only what no other pass has met meanwhile. */
async function tellOwedAgain(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  const owed = await tx.examRequirement.findMany({ where: { id: { in: [...ids] }, state: "owed" } });
  await notify(
    tx,
    owed
      .filter(({ source }) => isTold(source))
      .map((row) => ({
        personId: row.personId,
        code: "exam.owed-again",
        happening: `${row.id}.${row.lastNumber}`,
        facts: { ...examIn(row), dueOn: fromDbDate(row.dueOn) },
      })),
    now,
  );
}

/**
 * Takes a requirement back. Harmless to repeat. Refusal: requirement.settled { state } once it is met or exempt; it must
 * be asked why, and the reason stays. Answers null for an unknown one.
 */
export async function withdrawRequirement(
  tx: Tx,
  { requirementId, reason }: { requirementId: string; reason: string },
  actorId: string | null,
  now: Date,
): Promise<{ ok: true } | { ok: false; refusals: Refusal[] } | null> {
  const found = await lockRequirement(tx, requirementId);
  if (!found) return null;
  if (found.state === "withdrawn") return { ok: true };
  const open = await tx.examExemption.count({ where: { requirementId, decidedAt: null } });
  const refusals = [
    ...(found.state === "owed" ? [] : [refusal("requirement.settled", { state: found.state })]),
    ...(open > 0 ? [refusal("requirement.exemption-open")] : []),
    ...(reason.trim() === "" ? [refusal("requirement.reason-missing")] : []),
  ];
  if (refusals.length > 0) return { ok: false, refusals };
  await takeBack(tx, found, reason.trim(), actorId, now);
  return { ok: true };
}

/** The step itself, of one that is owed and whose person is locked; `reason` null: whatever asked for it asks no longer. */
export async function takeBack(
  tx: Tx,
  row: ExamRequirement,
  reason: string | null,
  actorId: string | null,
  now: Date,
): Promise<void> {
  const step = { act: "withdrawn" as const, state: "withdrawn" as const, ...(reason ? { reason } : {}) };
  await addRequirementStep(tx, row, step, actorId, now);
  await record(tx, {
    ...{ type: "requirement.withdrawn", at: now, actorId, personId: row.personId, unitId: row.unitId },
    subjectId: row.id,
    data: { kind: row.kind },
  });
  if (!isTold(row.source)) return;
  const told = { code: "exam.requirement-withdrawn", happening: row.id, facts: examIn(row) } as const;
  await notify(tx, [{ personId: row.personId, ...told }], now);
}

/** The row under its person's lock; null: there is none. */
export async function lockRequirement(tx: Tx, requirementId: string): Promise<ExamRequirement | null> {
  const before = await tx.examRequirement.findUnique({
    where: { id: requirementId },
    select: { personId: true },
  });
  if (!before) return null;
  await lockPeople(tx, before.personId);
  return tx.examRequirement.findUnique({ where: { id: requirementId } });
}
