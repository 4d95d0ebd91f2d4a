import { factsIn } from "~/text/fact-words";
import { refusalIn } from "~/text/refusals";
import type { Locale } from "~/text/text";
import type { Refusal as Refused } from "~/verdict";
import type { Reason } from "./refusal";

/** A verdict's refusals and warnings as the blocks of the refusal page: what blocks first. */
export function reasonsFrom(
  locale: Locale,
  refusals: readonly Refused[],
  warnings: readonly Refused[] = [],
): Reason[] {
  return [
    ...refusals.map((refused) => reasonFrom(locale, refused, "blocks")),
    ...warnings.map((refused) => reasonFrom(locale, refused, "advises")),
  ];
}

function reasonFrom(locale: Locale, refused: Refused, weight: "blocks" | "advises"): Reason {
  const words = refusalIn(locale, refused);
  return {
    code: words.rule ?? "",
    rule: words.sentence,
    source: words.source,
    facts: factsIn(locale, refused.facts),
    cure: words.cure ? [words.cure] : [],
    weight,
  };
}
