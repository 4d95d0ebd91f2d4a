import { keyCorrectionsText } from "~/text/corrections-of-keys";
import { useText } from "~/text/text";
import { Status } from "./status";

const tones = { open: "warn", approved: "ok", refused: "off" } as const;

/** Where a correction of a key stands. */
export function CorrectionState({
  decision,
  fill,
}: {
  decision: "approved" | "refused" | null;
  fill?: boolean;
}) {
  const { states } = useText(keyCorrectionsText);
  const state = decision ?? "open";
  return (
    <Status tone={tones[state]} fill={fill ?? false}>
      {states[state]}
    </Status>
  );
}
