import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import {
  CARDS,
  cardActPage,
  cardTyped,
  filingUnits,
  requireCard,
} from "~/certification/ministry-card-page.server";
import { mendMinistryCard } from "~/certification/ministry-cards.server";
import { ActPage } from "~/components/act-page";
import { MinistryCardFields } from "~/components/ministry-card-fields";
import { Notice } from "~/components/notice";
import { inTransaction } from "~/db.server";
import { ministryCardsText } from "~/text/ministry-cards";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(ministryCardsText, (t) => t.mending.title);

export async function loader(args: LoaderFunctionArgs) {
  const now = new Date();
  const { actor } = await requireCard(args.request, args.params, "ministry-card:file", now);
  const units = await filingUnits(actor, now);
  const card = await cardActPage(args, "ministry-card:file");
  return { card, units: units.map((unit) => ({ value: unit.unitId, text: unit.name })) };
}

/** What was returned, put right and handed in again: the first of two people. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, card: returned } = await requireCard(request, params, "ministry-card:file", now);
  const units = await filingUnits(actor, now);
  const { card, ...refused } = await cardTyped(
    request,
    units.map(({ unitId }) => unitId),
  );
  if (!card) return data(refused, { status: 422 });
  const answer = await inTransaction((tx) =>
    mendMinistryCard(tx, { ...card, returnedId: returned.id }, actor.accountId, now),
  );
  if (answer.ok) throw redirect(`${CARDS}?done=mended`, { status: 303 });
  return data({ ...refused, refusals: answer.refusals }, { status: 422 });
}

export default function MendMinistryCard() {
  const { card, units } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const all = useText(ministryCardsText);
  const t = all.mending;
  const problems = refused?.problems ?? [];
  const { unitId, ministry, kind, number, fields, validFromOn, validToOn } = card;
  const before = {
    ...{ unit: unitId, ministry, kind, number, fields: fields.join(",") },
    ...{ validFromOn: validFromOn ?? "", validToOn },
  };
  return (
    <ActPage
      title={t.title}
      lede={card.name}
      crumbs={[{ text: all.title, href: "/ministry-cards" }]}
      back="/ministry-cards"
      refusals={refused?.refusals}
      problems={problems}
      submit={t.submit}
      multipart
    >
      {card.opinion && <Notice tone="warn">{t.returned(card.opinion)}</Notice>}
      <MinistryCardFields
        units={units}
        typed={refused?.typed ?? before}
        problems={problems}
        hasScan={card.hasScan}
      />
    </ActPage>
  );
}
