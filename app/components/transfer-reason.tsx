import type { TransferDecision } from "~/casework/transfer";
import type { TransferRow } from "~/casework/transfer-list.server";
import { longDate } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { transfersText } from "~/text/transfers";
import type { Refusal } from "~/verdict";
import { ReasonAct } from "./reason-act";

/** Declining a transfer and withdrawing it: either ends it with a reason that the other unit reads. */
export function TransferReason({
  decision,
  transfer: { id, name, fromUnit, toUnit, fromOn },
  refused,
}: {
  decision: Exclude<TransferDecision, "accepted">;
  transfer: Pick<TransferRow, "id" | "name" | "fromUnit" | "toUnit" | "fromOn">;
  refused: { refusals: Refusal[]; reason: string } | undefined;
}) {
  const t = useText(transfersText);
  const locale = useLocale();
  const [title, submit] =
    decision === "declined" ? [t.declineTitle, t.decline] : [t.withdrawTitle, t.withdraw];
  return (
    <ReasonAct
      title={title}
      lede={t.actLede(name, t.way(fromUnit, toUnit), longDate(fromOn, locale))}
      crumbs={[
        { text: t.title, href: "/transfers" },
        { text: name, href: `/transfers/${id}` },
      ]}
      back={`/transfers/${id}`}
      refusals={refused?.refusals}
      submit={submit}
      typed={refused?.reason}
    />
  );
}
