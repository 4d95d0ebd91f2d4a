import type { LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { cardActPage, decidingAct } from "~/certification/ministry-card-page.server";
import { ActPage } from "~/components/act-page";
import { MinistryCardFacts } from "~/components/ministry-cards";
import { TextAreaField } from "~/components/text-area-field";
import { ministryCardsText } from "~/text/ministry-cards";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(ministryCardsText, (t) => t.deciding.refuseTitle);

export const loader = (args: LoaderFunctionArgs) => cardActPage(args, "ministry-card:decide");

/** With its reason, for good. */
export const action = decidingAct("refused");

export default function RefusalOfCard() {
  const card = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const all = useText(ministryCardsText);
  const t = all.deciding;
  return (
    <ActPage
      title={t.refuseTitle}
      lede={t.refuseLede}
      crumbs={[{ text: all.title, href: "/ministry-cards" }]}
      back="/ministry-cards"
      refusals={refused?.refusals}
      submit={all.refuse}
      stop
    >
      <MinistryCardFacts card={card} />
      <TextAreaField
        label={t.reason}
        name="opinion"
        hint={t.reasonHint}
        defaultValue={refused?.typed.opinion}
      />
    </ActPage>
  );
}
