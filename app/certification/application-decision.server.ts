/** Whether an application would be taken: every condition of the person, the unit and the kind, asked together. */
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { type PackAt, packsFor } from "~/rulebook/packs.server";
import { type Refusal, refusal, refusalsOf, type Verdict, verdictOf } from "~/verdict";
import type { ApplicationKind } from "./application";
import { kindRefusals, PURPOSE_OF, studyReasons } from "./entry";
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
 * qualification, ban, sanction, grade, unit (mayHold), other certificates (kind), study before a renewal, a live application
 * of the same type. Under the locks of unit and person the answer holds until the transaction ends.
 */
export async function decideApplication(
  tx: Tx,
  wanted: Wanted,
  now: Date,
  ownId?: string,
): Promise<Decision> {
  const [decision] = await decideApplications(tx, [wanted], now, ownId);
  return decision!;
}

/** The same for many, in the order of the questions and in a handful of queries: what a list says is what applying is told. */
export async function decideApplications(
  tx: Tx,
  wanted: readonly Wanted[],
  now: Date,
  ownId?: string,
): Promise<Decision[]> {
  if (wanted.length === 0) return [];
  const on = chinaDateOf(now);
  const unitIds = wanted.map(({ unitId }) => unitId);
  const rules = await packsFor(tx, unitIds, on);
  const holding = await holdingFactsOf(tx, wanted, { trueOn: on });
  const questions = wanted.map((one, index) => ({
    wanted: one,
    qualifications: holding[index]!.qualifications,
  }));
  const kinds = await kindFactsOf(tx, TYPE, questions, now);
  const live = await peopleWithLive(
    tx,
    wanted.map(({ personId }) => personId),
    ownId,
  );
  return wanted.map(({ personId, unitId, kind }, index) => {
    const at = rules.get(unitId)!;
    const held = mayHold(holding[index]!, PURPOSE_OF[kind], at.pack, on);
    const study = studyReasons(kinds[index]!, at.pack);
    const verdict = verdictOf([
      ...refusalsOf(held),
      ...kindRefusals(kinds[index]!, at.pack, on),
      ...study.refusals,
      ...(live.has(personId) ? [refusal("application.live-exists")] : []),
    ]);
    const warnings = [...held.warnings, ...study.warnings];
    return { ...verdict, warnings, rules: at, known: knownOf(kinds[index]!) };
  });
}

async function peopleWithLive(tx: Tx, personIds: readonly string[], ownId?: string): Promise<Set<string>> {
  const rows = await tx.application.findMany({
    where: {
      personId: { in: [...new Set(personIds)] },
      certificateType: TYPE,
      closedAt: null,
      ...(ownId ? { id: { not: ownId } } : {}),
    },
    select: { personId: true },
  });
  return new Set(rows.map(({ personId }) => personId));
}
