import type { LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { cardActPage, decidingAct } from "~/certification/ministry-card-page.server";
import { ActPage } from "~/components/act-page";
import { MinistryCardFacts } from "~/components/ministry-cards";
import { TextAreaField } from "~/components/text-area-field";
import { ministryCardsText } from "~/text/ministry-cards";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(ministryCardsText, (t) => t.deciding.acceptTitle);

export const loader = (args: LoaderFunctionArgs) => cardActPage(args, "ministry-card:decide");

/** The second of two people: from now on the card counts. */
export const action = decidingAct("accepted");

export default function Acceptance() {
  const card = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const all = useText(ministryCardsText);
  const t = all.deciding;
  return (
    <ActPage
      title={t.acceptTitle}
      crumbs={[{ text: all.title, href: "/ministry-cards" }]}
      back="/ministry-cards"
      refusals={refused?.refusals}
      submit={all.accept}
    >
      <MinistryCardFacts card={card} />
      <TextAreaField label={t.opinion} name="opinion" optional defaultValue={refused?.typed.opinion} />
    </ActPage>
  );
}
