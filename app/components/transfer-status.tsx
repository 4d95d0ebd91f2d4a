import type { TransferDecision } from "~/casework/transfer";
import { useText } from "~/text/text";
import { transfersText } from "~/text/transfers";
import { Status } from "./status";

/** What became of a transfer; null waits for the new unit. */
export function TransferStatus({ decision }: { decision: TransferDecision | null }) {
  const t = useText(transfersText);
  return (
    <Status tone={decision === null ? "warn" : decision === "accepted" ? "ok" : "off"}>
      {t.states[decision ?? "waiting"]}
    </Status>
  );
}
