import { type RequirementStanding, toneOf } from "~/exams/requirement";
import { requirementsText } from "~/text/requirements";
import { useText } from "~/text/text";
import { Status } from "./status";

/** Where a requirement stands, in word and colour. */
export function RequirementStatus({ standing, fill }: { standing: RequirementStanding; fill?: boolean }) {
  const t = useText(requirementsText);
  return (
    <Status tone={toneOf(standing)} {...(fill ? { fill } : {})}>
      {t.standings[standing]}
    </Status>
  );
}
