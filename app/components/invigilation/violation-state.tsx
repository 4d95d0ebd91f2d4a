import { useText } from "~/text/text";
import { violationsText } from "~/text/violations";
import { Status } from "../status";

/** Whether an entry waits for signatures, holds or was taken back. */
export function ViolationState({
  violation: { effectiveAt, withdrawnAt },
}: {
  violation: { effectiveAt: Date | null; withdrawnAt: Date | null };
}) {
  const { states } = useText(violationsText);
  if (withdrawnAt) return <Status tone="off">{states.withdrawn}</Status>;
  if (effectiveAt) return <Status tone="stop">{states.effective}</Status>;
  return <Status tone="warn">{states.open}</Status>;
}
