import type { RequirementOutcome } from "~/exams/requirements.server";
import { refusalIn } from "~/text/refusals";
import type { Locale } from "~/text/text";

/** What the page of an outcome shows: numbers, and every reason against each who was refused, by name. */
export const outcomeShown = (
  locale: Locale,
  { required, met, already, refused }: RequirementOutcome,
  names: ReadonlyMap<string, { name: string }>,
) => ({
  required: required.length,
  met: met.length,
  already: already.length,
  refused: refused.map(({ personId, refusals }) => ({
    personId,
    name: names.get(personId)?.name ?? "",
    reasons: refusals.map((reason) => refusalIn(locale, reason)),
  })),
});
