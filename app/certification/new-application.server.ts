/** Choosing whom to apply for: the unit's people, and for those chosen everything that stands against them. */
import { type Actor, pathsFor } from "~/access/permissions";
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { bodyAt, type UnitFacts, unitsUnder } from "~/organisation/units.server";
import { personnelFacts, staffOf } from "~/personnel/facts.server";
import { type EmploymentIdentity, isExcluded } from "~/personnel/identity";
import { packFor } from "~/rulebook/packs.server";
import { type Refusal, refusalsOf } from "~/verdict";
import { APPLICATION_KINDS, type ApplicationKind } from "./application";
import { decideApplications } from "./application-decision.server";
import type { Known } from "./known";

export type Candidate = { personId: string; name: string; identity: EmploymentIdentity };
export type Checked = Candidate & {
  refusals: Refusal[];
  warnings: Refusal[];
  /** Barred by identity: the auxiliary staff's training is open to them instead. */
  auxiliary: boolean;
  known: Known;
};
export type Choice = { unit: UnitFacts; kind: ApplicationKind; field: string };

/** Units the actor may apply for, and the choice named by the address, if it is one of theirs and whole. */
export async function choiceFrom(
  tx: Tx,
  search: { get(name: string): unknown },
  actor: Actor,
  now: Date,
): Promise<{ units: UnitFacts[]; unit: UnitFacts | null; fields: string[]; choice: Choice | null }> {
  const today = chinaDateOf(now);
  const units = await unitsUnder(tx, pathsFor(actor, "application:submit"), today);
  const unit =
    units.find(({ unitId }) => unitId === search.get("unit")) ?? (units.length === 1 ? units[0]! : null);
  const fields = unit ? ((await bodyAt(tx, unit.unitId, { trueOn: today }))?.fields ?? []) : [];
  const kind = APPLICATION_KINDS.find((known) => known === search.get("kind"));
  const field = String(search.get("field") ?? "");
  return { units, unit, fields, choice: unit && kind && field !== "" ? { unit, kind, field } : null };
}

/** Everyone who works in the unit today, whoever they are: nobody is hidden, the answer says why. */
export async function candidatesOf(tx: Tx, unitId: string, now: Date): Promise<Candidate[]> {
  const today = chinaDateOf(now);
  const staff = await staffOf(tx, [unitId], today);
  const facts = await personnelFacts(
    tx,
    staff.map(({ personId }) => personId),
    { trueOn: today },
  );
  return [...facts.values()]
    .flatMap(({ personId, name, employments }) => {
      const here = employments.find((job) => job.unitId === unitId);
      return here ? [{ personId, name, identity: here.identity }] : [];
    })
    .sort((a, b) => a.name.localeCompare(b.name, "zh-CN"));
}

/** Each with every refusal, before anything is submitted. */
export async function checkCandidates(
  tx: Tx,
  { unit, kind, field }: Choice,
  candidates: readonly Candidate[],
  now: Date,
): Promise<Checked[]> {
  const { pack } = await packFor(tx, unit.unitId, chinaDateOf(now));
  const wanted = candidates.map(({ personId }) => ({ personId, unitId: unit.unitId, kind, field }));
  const decisions = await decideApplications(tx, wanted, now);
  return candidates.map((candidate, index) => {
    const decision = decisions[index]!;
    return {
      ...candidate,
      refusals: refusalsOf(decision),
      warnings: decision.warnings,
      auxiliary: isExcluded(candidate.identity, pack),
      known: decision.known,
    };
  });
}
