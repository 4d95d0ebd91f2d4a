/** Whether an application would be taken: every condition of the person, the unit and the kind, asked together. */
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { type PackAt, packFor } from "~/rulebook/packs.server";
import { type Refusal, refusal, refusalsOf, type Verdict } from "~/verdict";
import type { ApplicationKind } from "./application";
import { kindRefusals, PURPOSE_OF } from "./entry";
import { kindFactsOf } from "./entry-facts.server";
import { holdingFactsOf } from "./holding-facts.server";
import { type Known, knownOf } from "./known";
import { mayHold } from "./may-hold";

/** The one type that is applied for. */
export const TYPE = "administrative-enforcement";

export type Wanted = { personId: string; unitId: string; kind: ApplicationKind; field: string };
export type Decision = Verdict & { warnings: Refusal[]; rules: PackAt; known: Known };

/**
 * Would this application be taken, on this China date? Every refusal at once, nothing written: identity, employment,
 * qualification, ban, sanction, grade, unit (mayHold), other certificates (kind), a live application of the same type.
 * Under the locks of unit and person the answer holds until the transaction ends.
 */
export async function decideApplication(
  tx: Tx,
  wanted: Wanted,
  now: Date,
  ownId?: string,
): Promise<Decision> {
  const on = chinaDateOf(now);
  const rules = await packFor(tx, wanted.unitId, on);
  const [facts] = await holdingFactsOf(tx, [wanted], { trueOn: on });
  const held = mayHold(facts!, PURPOSE_OF[wanted.kind], rules.pack, on);
  const kindFacts = await kindFactsOf(tx, { ...wanted, certificateType: TYPE }, facts!.qualifications, now);
  const live = await tx.application.findFirst({
    where: {
      personId: wanted.personId,
      certificateType: TYPE,
      closedAt: null,
      ...(ownId ? { id: { not: ownId } } : {}),
    },
    select: { id: true },
  });
  const refusals = [
    ...refusalsOf(held),
    ...kindRefusals(kindFacts, rules.pack, on),
    ...(live ? [refusal("application.live-exists")] : []),
  ];
  const verdict: Verdict = refusals.length === 0 ? { ok: true } : { ok: false, refusals };
  return { ...verdict, warnings: held.warnings, rules, known: knownOf(kindFacts) };
}
