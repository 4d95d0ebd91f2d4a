import { useActionData, useLoaderData } from "@remix-run/react";
import { answeringTransfer, transferActPage } from "~/casework/transfer-page.server";
import { ReasonAct } from "~/components/reason-act";
import { longDate } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { transfersText } from "~/text/transfers";

export const meta = titled(transfersText, (t) => t.declineTitle);

export const loader = transferActPage("declined");

export const action = answeringTransfer("declined");

export default function Declining() {
  const { id, name, fromUnit, toUnit, fromOn } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(transfersText);
  const locale = useLocale();
  return (
    <ReasonAct
      title={t.declineTitle}
      lede={t.actLede(name, t.way(fromUnit, toUnit), longDate(fromOn, locale))}
      crumbs={[
        { text: t.title, href: "/transfers" },
        { text: name, href: `/transfers/${id}` },
      ]}
      back={`/transfers/${id}`}
      refusals={refused?.refusals}
      submit={t.decline}
      typed={refused?.reason}
    />
  );
}
