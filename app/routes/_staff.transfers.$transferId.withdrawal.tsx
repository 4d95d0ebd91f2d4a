import { useActionData, useLoaderData } from "@remix-run/react";
import { answeringTransfer, transferActPage } from "~/casework/transfer-page.server";
import { TransferReason } from "~/components/transfer-reason";
import { titled } from "~/text/title";
import { transfersText } from "~/text/transfers";

export const meta = titled(transfersText, (t) => t.withdrawTitle);

export const loader = transferActPage("withdrawn");

export const action = answeringTransfer("withdrawn");

export default function Withdrawal() {
  const transfer = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return <TransferReason decision="withdrawn" transfer={transfer} refused={refused} />;
}
