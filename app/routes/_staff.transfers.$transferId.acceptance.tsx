import { useActionData, useLoaderData } from "@remix-run/react";
import { answeringTransfer, transferActPage } from "~/casework/transfer-page.server";
import { ActPage } from "~/components/act-page";
import { longDate } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { transfersText } from "~/text/transfers";

export const meta = titled(transfersText, (t) => t.acceptTitle);

export const loader = transferActPage("accepted");

/** The second of two people: every rule is asked again, and the person moves. */
export const action = answeringTransfer("accepted");

export default function Acceptance() {
  const { id, name, fromUnit, toUnit, fromOn } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(transfersText);
  const locale = useLocale();
  return (
    <ActPage
      title={t.acceptTitle}
      lede={
        <>
          {t.actLede(name, t.way(fromUnit, toUnit), longDate(fromOn, locale))}
          <br />
          {t.acceptLede}
        </>
      }
      crumbs={[
        { text: t.title, href: "/transfers" },
        { text: name, href: `/transfers/${id}` },
      ]}
      back={`/transfers/${id}`}
      refusals={refused?.refusals}
      submit={t.accept}
    />
  );
}
