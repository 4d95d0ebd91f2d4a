/** What a post asks of whoever is on it: the parts of the qualification without which nobody gets its certificate. */
import { type DateOn, fromDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { takeBack } from "~/exams/requirement-steps.server";
import { type RequirementOutcome, requireExam } from "~/exams/requirements.server";
import { packFor } from "~/rulebook/packs.server";
import type { PartWord } from "~/rulebook/words";
import { type Refusal, refusal } from "~/verdict";
import { isEnforcement, type Position } from "./position";
import { seatsOfPosition } from "./positions.server";

/** The parts the unit's pack knows, in its order; the special one only where the post names its field. */
export async function partsOfPost(tx: Tx, position: Position, on: DateOn): Promise<PartWord[]> {
  if (!isEnforcement(position.family)) return [];
  const { pack } = await packFor(tx, position.unitId, on);
  return pack.exam.parts.value.filter((part) => part === "general" || position.field !== null);
}

/**
 * Requires them by `dueOn`, the last day, of everyone who is on the post on `on` (today), found there or assigned. Calling it
 * twice is harmless. Refusals: requirement.post-asks-none (vacant, or no post of enforcement), requirement.due-past; against
 * a person those of `requireExam`.
 */
export async function requireExamsOfPost(
  tx: Tx,
  position: Position,
  { dueOn, on }: { dueOn: DateOn; on: DateOn },
  actorId: string,
  now: Date,
): Promise<({ ok: true } & RequirementOutcome) | { ok: false; refusals: Refusal[] }> {
  const seats = await seatsOfPosition(tx, position.positionId, on);
  const personIds = seats.flatMap(({ sitting }) => sitting?.personId ?? []);
  const parts = await partsOfPost(tx, position, on);
  const refusals = [
    ...(personIds.length === 0 || parts.length === 0 ? [refusal("requirement.post-asks-none")] : []),
    ...(dueOn < on ? [refusal("requirement.due-past")] : []),
  ];
  if (refusals.length > 0) return { ok: false, refusals };
  const answers: RequirementOutcome[] = [];
  for (const part of parts) {
    const field = part === "special" ? position.field : null;
    const exam = { kind: "qualification" as const, part, field, regime: null, dueOn, personIds };
    const asking = { source: "post" as const, sourceId: position.positionId };
    const answer = await requireExam(tx, { ...exam, ...asking }, actorId, now);
    if (!answer.ok) return answer;
    answers.push(answer);
  }
  return { ok: true, ...joined(answers) };
}

/** Of somebody who owes one part it is required; met or known is what holds of every part. */
function joined(answers: readonly RequirementOutcome[]): RequirementOutcome {
  const inEach = (of: (answer: RequirementOutcome) => string[]) =>
    of(answers[0]!).filter((personId) => answers.every((answer) => of(answer).includes(personId)));
  return {
    required: [...new Set(answers.flatMap(({ required }) => required))],
    met: inEach(({ met }) => met),
    already: inEach(({ already }) => already),
    // Whoever cannot hold the certificate is refused every part for the same reasons.
    refused: answers[0]!.refused,
  };
}

/** What the post required of somebody who is off it by then is taken back, but where an exemption waits for its decision. */
export async function askNoLonger(
  tx: Tx,
  { positionId, personId, toOn }: { positionId: string; personId: string; toOn: DateOn },
  actorId: string | null,
  now: Date,
): Promise<void> {
  const owed = await tx.examRequirement.findMany({
    where: {
      ...{ source: "post", sourceId: positionId, personId, state: "owed" },
      exemptions: { none: { decidedAt: null } },
    },
    orderBy: { id: "asc" },
  });
  for (const row of owed) if (toOn <= fromDbDate(row.dueOn)) await takeBack(tx, row, null, actorId, now);
}
