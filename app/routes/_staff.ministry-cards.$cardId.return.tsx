import type { LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { cardActPage, decidingAct } from "~/certification/ministry-card-page.server";
import { ActPage } from "~/components/act-page";
import { MinistryCardFacts } from "~/components/ministry-cards";
import { TextAreaField } from "~/components/text-area-field";
import { ministryCardsText } from "~/text/ministry-cards";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(ministryCardsText, (t) => t.deciding.returnTitle);

export const loader = (args: LoaderFunctionArgs) => cardActPage(args, "ministry-card:decide");

/** With what is wrong: the unit mends it and files it again. */
export const action = decidingAct("returned");

export default function ReturnOfCard() {
  const card = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const all = useText(ministryCardsText);
  const t = all.deciding;
  return (
    <ActPage
      title={t.returnTitle}
      lede={t.returnHint}
      crumbs={[{ text: all.title, href: "/ministry-cards" }]}
      back="/ministry-cards"
      refusals={refused?.refusals}
      submit={all.return}
    >
      <MinistryCardFacts card={card} />
      <TextAreaField label={t.wrong} name="opinion" defaultValue={refused?.typed.opinion} />
    </ActPage>
  );
}
