/** 个人报名: somebody enters themselves, decided by the same rules as when their unit does. */
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { unitsById } from "~/organisation/units.server";
import { personnelFacts } from "~/personnel/facts.server";
import { type Refusal, refusal } from "~/verdict";
import { isOpenToAll } from "./exam";
import { findExam } from "./exams.server";
import { registerCandidates } from "./registration.server";

/**
 * Harmless to repeat. Refusals: those of `registerCandidates`, and registration.named-only for an exam whose candidates
 * an office names. null: no exam that serves the person's units.
 */
export async function registerOneself(
  tx: Tx,
  { examId, personId }: { examId: string; personId: string },
  actorId: string,
  now: Date,
): Promise<{ ok: true } | { ok: false; refusals: Refusal[] } | null> {
  const today = chinaDateOf(now);
  const facts = (await personnelFacts(tx, [personId], { trueOn: today })).get(personId);
  const unitIds = facts?.employments.map(({ unitId }) => unitId) ?? [];
  const paths = [...(await unitsById(tx, unitIds, today)).values()].map(({ path }) => path);
  const exam = await findExam(tx, examId, paths);
  if (!exam?.acts.includes("published")) return null;
  if (!isOpenToAll(exam.kind)) return { ok: false, refusals: [refusal("registration.named-only")] };
  const outcome = await registerCandidates(tx, { examId, personIds: [personId] }, actorId, now);
  const refusals = outcome.refused[0]?.refusals ?? [];
  const isEntered = refusals.some(({ code }) => code === "registration.already-registered");
  return refusals.length === 0 || isEntered ? { ok: true } : { ok: false, refusals };
}
