import type { ObjectionOutcome, ObjectionState } from "~/exams/objection";
import { objectionsText } from "~/text/objections";
import { useText } from "~/text/text";
import { Status } from "./status";

/** Where an objection stands: what was decided once it is answered, and what is late. */
export function ObjectionMark({
  objection: { state, outcome },
  fill = false,
}: {
  objection: { state: ObjectionState; outcome: ObjectionOutcome | null };
  fill?: boolean;
}) {
  const t = useText(objectionsText);
  if (outcome)
    return (
      <Status tone={outcome === "upheld" ? "ok" : "off"} fill={fill}>
        {t.outcomes[outcome]}
      </Status>
    );
  return (
    <Status tone={state === "overdue" ? "stop" : "warn"} fill={fill}>
      {t.states[state]}
    </Status>
  );
}
