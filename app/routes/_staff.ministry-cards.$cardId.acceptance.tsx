import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { cardAct, cardActPage } from "~/certification/ministry-card-page.server";
import { decideMinistryCard } from "~/certification/ministry-cards.server";
import { ActPage } from "~/components/act-page";
import { TextAreaField } from "~/components/text-area-field";
import { textIn } from "~/form-text";
import { ministryCardsText } from "~/text/ministry-cards";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(ministryCardsText, (t) => t.deciding.acceptTitle);

export const loader = (args: LoaderFunctionArgs) => cardActPage(args, "ministry-card:decide");

/** The second of two people: from now on the card counts. */
export const action = (args: ActionFunctionArgs) =>
  cardAct(args, { permission: "ministry-card:decide", done: "accepted" }, (tx, cardId, form, actor, now) =>
    decideMinistryCard(
      tx,
      { cardId, decision: "accepted", opinion: textIn(form, "opinion", 500) },
      actor,
      now,
    ),
  );

export default function Acceptance() {
  const { ministry, number } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const all = useText(ministryCardsText);
  const t = all.deciding;
  return (
    <ActPage
      title={t.acceptTitle}
      lede={t.lede(ministry, number)}
      crumbs={[{ text: all.title, href: "/ministry-cards" }]}
      back="/ministry-cards"
      refusals={refused?.refusals}
      submit={all.accept}
    >
      <TextAreaField label={t.opinion} name="opinion" optional defaultValue={refused?.typed.opinion} />
    </ActPage>
  );
}
