/** May this person enforce today: the gate's answer, with the facts behind a yes or every reason behind a no. */
import { chinaDateOf } from "~/calendar";
import { postsOf } from "~/casework/standing-of-people.server";
import type { Tx } from "~/db.server";
import { qualificationParts } from "~/exams/qualification.server";
import type { EmploymentFacts, PersonnelFacts } from "~/personnel/facts.server";
import type { EmploymentIdentity, EmploymentStatus } from "~/personnel/identity";
import { decideEnforcement } from "~/positions/gate.server";
import { isEnforcement } from "~/positions/position";
import { type Refusal, refusalsOf } from "~/verdict";

export type Enforcement = {
  eligible: boolean;
  refusals: Refusal[];
  warnings: Refusal[];
  identity: EmploymentIdentity;
  status: EmploymentStatus;
  /** Parts of the qualification: null is the general part, else the field of the special one. */
  fields: (string | null)[];
  posts: string[];
};

export async function enforcementOf(
  tx: Tx,
  { personId }: PersonnelFacts,
  job: EmploymentFacts,
  now: Date,
): Promise<Enforcement> {
  const as = { trueOn: chinaDateOf(now) };
  const answer = await decideEnforcement(tx, { personId, unitId: job.unitId, field: null, at: now });
  const parts = (await qualificationParts(tx, [personId], as)).get(personId) ?? [];
  const posts = (await postsOf(tx, [personId], as)).get(personId) ?? [];
  return {
    eligible: answer.ok,
    refusals: refusalsOf(answer),
    warnings: answer.warnings,
    identity: job.identity,
    status: job.status,
    fields: parts.map(({ part, field }) => (part === "special" ? field : null)),
    posts: posts
      .filter(({ position }) => isEnforcement(position.family))
      .map(({ position }) => position.title),
  };
}
