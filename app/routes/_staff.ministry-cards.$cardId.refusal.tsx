import type { LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { cardActPage, decidingAct } from "~/certification/ministry-card-page.server";
import { ActPage } from "~/components/act-page";
import { TextAreaField } from "~/components/text-area-field";
import { ministryCardsText } from "~/text/ministry-cards";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(ministryCardsText, (t) => t.deciding.refuseTitle);

export const loader = (args: LoaderFunctionArgs) => cardActPage(args, "ministry-card:decide");

/** With its reason; the unit may mend it and file again. */
export const action = decidingAct("refused");

export default function RefusalOfCard() {
  const { ministry, number } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const all = useText(ministryCardsText);
  const t = all.deciding;
  return (
    <ActPage
      title={t.refuseTitle}
      lede={t.lede(ministry, number)}
      crumbs={[{ text: all.title, href: "/ministry-cards" }]}
      back="/ministry-cards"
      refusals={refused?.refusals}
      submit={all.refuse}
      stop
    >
      <TextAreaField
        label={t.reason}
        name="opinion"
        hint={t.reasonHint}
        defaultValue={refused?.typed.opinion}
      />
    </ActPage>
  );
}
