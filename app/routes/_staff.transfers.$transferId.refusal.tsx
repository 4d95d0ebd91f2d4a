import { useActionData, useLoaderData } from "@remix-run/react";
import { answeringTransfer, transferActPage } from "~/casework/transfer-page.server";
import { TransferReason } from "~/components/transfer-reason";
import { titled } from "~/text/title";
import { transfersText } from "~/text/transfers";

export const meta = titled(transfersText, (t) => t.declineTitle);

export const loader = transferActPage("declined");

export const action = answeringTransfer("declined");

export default function Declining() {
  const transfer = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return <TransferReason decision="declined" transfer={transfer} refused={refused} />;
}
