import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { CARDS, cardActPage, requireCard } from "~/certification/ministry-card-page.server";
import { endMinistryCard } from "~/certification/ministry-cards.server";
import { ActPage } from "~/components/act-page";
import { TextField } from "~/components/text-field";
import { readerOf, typedFrom } from "~/components/typed-form.server";
import { inTransaction } from "~/db.server";
import { ministryCardsText } from "~/text/ministry-cards";
import { localeFrom, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(ministryCardsText, (t) => t.ending.title);

export const loader = (args: LoaderFunctionArgs) => cardActPage(args, "ministry-card:decide");

/** What the ministry decided: from that day the card carries nobody. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, card } = await requireCard(request, params, "ministry-card:decide", now);
  const locale = localeFrom(request);
  const t = ministryCardsText[locale].ending;
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const endedOn = read.date("endedOn", t.endedOn);
  const reason = read.text("reason", t.reason, 200);
  const { problems } = read;
  if (!endedOn || !reason || problems.length > 0)
    return data({ typed, problems, refusals: [] }, { status: 422 });
  const ending = { cardId: card.id, endedOn, reason };
  const verdict = await inTransaction((tx) => endMinistryCard(tx, ending, actor.accountId, now));
  if (verdict.ok) throw redirect(`${CARDS}?done=ended`, { status: 303 });
  return data({ typed, problems, refusals: verdict.refusals }, { status: 422 });
}

export default function EndingOfCard() {
  const { ministry, number } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const all = useText(ministryCardsText);
  const t = all.ending;
  const typed: Record<string, string | undefined> = refused?.typed ?? {};
  const problems = refused?.problems ?? [];
  const errorsOf = (name: string) =>
    problems.filter(({ field }) => field === name).map(({ message }) => message);
  return (
    <ActPage
      title={t.title}
      lede={all.deciding.lede(ministry, number)}
      crumbs={[{ text: all.title, href: "/ministry-cards" }]}
      back="/ministry-cards"
      refusals={refused?.refusals}
      problems={problems}
      submit={all.end}
      stop
    >
      <TextField
        label={t.endedOn}
        name="endedOn"
        errors={errorsOf("endedOn")}
        defaultValue={typed.endedOn}
        figures
      />
      <TextField
        label={t.reason}
        name="reason"
        hint={t.reasonHint}
        errors={errorsOf("reason")}
        defaultValue={typed.reason}
        maxLength={200}
      />
    </ActPage>
  );
}
