/** A sent form of a blueprint: read, and tried where that is what was asked. Saving is the caller's. */
import type { Tx } from "~/db.server";
import type { Blueprint } from "~/questions/blueprint";
import { blueprintFrom } from "~/questions/blueprint-choices.server";
import { ruleRefusals } from "~/questions/blueprint-versions.server";
import type { Problem } from "~/questions/read-blueprint";
import { rowsAfter, type TypedBlueprint, typedFrom } from "~/questions/typed-blueprint";
import type { Refusal } from "~/verdict";
import { type Trial, trialOf } from "./trial.server";

/** A row more or less, a trial, or null: to be saved. Any other word is a trial, which changes nothing. */
export function stepOf(request: Request): string | null {
  return new URL(request.url).searchParams.get("step");
}

export type SentBlueprint = {
  typed: TypedBlueprint;
  problems: Problem[];
  /** Null where a field cannot be read, and where rows were only added or taken away. */
  rules: Blueprint | null;
  refusals: Refusal[];
  /** Only where it was asked for. */
  trial: Trial | null;
};

export async function sentBlueprint(
  tx: Tx,
  form: FormData,
  step: string | null,
  before: Blueprint | null,
  now: Date,
): Promise<SentBlueprint> {
  const typed = typedFrom(form);
  if (step === "add" || step?.startsWith("remove-"))
    return { typed: rowsAfter(typed, step), problems: [], rules: null, refusals: [], trial: null };
  const { problems, rules } = await blueprintFrom(tx, typed, before);
  if (!rules || step === null) return { typed, problems, rules, refusals: [], trial: null };
  const refusals = await ruleRefusals(tx, rules);
  const trial = refusals.length === 0 ? await trialOf(tx, rules, now) : null;
  return { typed, problems, rules, refusals, trial };
}
