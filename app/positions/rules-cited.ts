import type { Refusal } from "~/verdict";

/** The rules behind refusals, each once: K01 K05. */
export function rulesCited(refusals: readonly Refusal[]): string[] {
  return [...new Set(refusals.flatMap(({ source }) => (source?.rule ? [source.rule] : [])))];
}
