import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { chinaDateOf } from "~/calendar";
import { holdingsOf } from "~/certification/holdings.server";
import { takeBackItems } from "~/certification/item-acts.server";
import { backTyped, holderPage, requireHolder } from "~/certification/item-page.server";
import { BackFields } from "~/components/back-fields";
import { LinkButton } from "~/components/button";
import { ChoicesField } from "~/components/choices-field";
import { Empty } from "~/components/empty";
import { BackOnField, ItemActPage } from "~/components/item-act-page";
import { PageHead } from "~/components/page-head";
import { TextAreaField } from "~/components/text-area-field";
import { errorsAt, type Typed } from "~/components/typed-form";
import { inTransaction, prisma } from "~/db.server";
import { common } from "~/text/common";
import { itemsText } from "~/text/items";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(itemsText, (t) => t.taking.title);

const OUTCOMES = ["returned", "destroyed", "written-off", "mistaken"] as const;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { personId, name, unitIds } = await requireHolder(request, params, "item:record", now);
  const held = await holdingsOf(prisma, personId, unitIds, now);
  // A card in use is taken away by an act of its certificate.
  const takeable = held.filter(({ kind, recovery }) => kind !== "card" || recovery !== null);
  return { name, back: holderPage(personId), held: takeable, today: chinaDateOf(now) };
}

/** Everything of who leaves in one step, or some of it. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, personId, unitIds } = await requireHolder(request, params, "item:record", now);
  const held = await holdingsOf(prisma, personId, unitIds, now);
  const { back, ...refused } = await backTyped(request, held, OUTCOMES);
  if (!back) return data(refused, { status: 422 });
  const verdict = await inTransaction((tx) =>
    takeBackItems(tx, { ...back, personId, unitIds, evidence: null }, actor.accountId, now),
  );
  if (verdict.ok) throw redirect(`${holderPage(personId)}?done=returned`, { status: 303 });
  return data({ ...refused, refusals: verdict.refusals }, { status: 422 });
}

export default function TakeBack() {
  const { name, back, held, today } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { taking: t } = useText(itemsText);
  const { back: goBack } = useText(common);
  const typed: Typed | undefined = refused?.typed;
  const problems = refused?.problems;
  if (held.length === 0)
    return (
      <>
        <PageHead title={t.title} lede={name} crumbs={[{ text: name, href: back }, { text: t.title }]} />
        <Empty title={t.nothing} acts={<LinkButton href={back}>{goBack}</LinkButton>}>
          {t.nothingHint}
        </Empty>
      </>
    );
  return (
    <ItemActPage words={t} name={name} back={back} refused={refused} multipart>
      <BackFields legend={t.things} held={held} typed={typed} problems={problems} all />
      <ChoicesField
        name="outcome"
        legend={t.outcome}
        chosen={[typed?.outcome ?? "returned"]}
        options={OUTCOMES.map((value) => ({ value, text: t.outcomes[value] }))}
        errors={errorsAt(problems, "outcome") ?? []}
      />
      <BackOnField label={t.backOn} typed={typed} today={today} problems={problems} />
      <TextAreaField
        label={t.note}
        name="note"
        hint={t.noteHint}
        optional
        maxLength={500}
        defaultValue={typed?.note}
      />
    </ItemActPage>
  );
}
