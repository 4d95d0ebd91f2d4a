/** What a room to the right asks of people, brought up to what it asks now. */
import { toDbDate } from "~/calendar";
import { lockPeople, type Tx } from "~/db.server";
import { refusal, type Verdict } from "~/verdict";
import { examIn, type RequirementSource } from "./requirement";
import { takeBack } from "./requirement-steps.server";
import { type NewRequirement, requireExam } from "./requirements.server";

/**
 * Requires `wanted` (null: nothing any more) and takes back what the same source required before and does not now; what
 * was met or exempted stays as it is. Whom it cannot be required of is left out. Harmless to repeat.
 * Refusals: requirement.exemption-open while an exemption from what would be taken back waits for a decision;
 * those of `requireExam`. Nothing is written then.
 */
export async function askOnly(
  tx: Tx,
  asking: { source: RequirementSource; sourceId: string },
  wanted: Omit<NewRequirement, "source" | "sourceId"> | null,
  actorId: string | null,
  now: Date,
): Promise<Verdict> {
  const personIds = [...(wanted?.personIds ?? [])];
  const before = await tx.examRequirement.findMany({ where: asking, select: { personId: true } });
  await lockPeople(tx, ...personIds, ...before.map(({ personId }) => personId));
  const owed = { ...asking, state: "owed" };
  const asked = wanted && {
    ...examIn(wanted),
    ...{ examId: wanted.examId ?? null, dueOn: toDbDate(wanted.dueOn), personId: { in: personIds } },
  };
  const idle = await tx.examRequirement.findMany({
    where: asked ? { ...owed, NOT: asked } : owed,
    orderBy: { id: "asc" },
  });
  const open = await tx.examExemption.count({
    where: { requirementId: { in: idle.map(({ id }) => id) }, decidedAt: null },
  });
  if (open > 0) return { ok: false, refusals: [refusal("requirement.exemption-open")] };
  if (wanted) {
    const answer = await requireExam(tx, { ...wanted, ...asking }, actorId, now);
    if (!answer.ok) return answer;
  }
  for (const row of idle) await takeBack(tx, row, null, actorId, now);
  return { ok: true };
}
