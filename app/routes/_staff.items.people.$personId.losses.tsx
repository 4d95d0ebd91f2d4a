import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { chinaDateOf } from "~/calendar";
import { holdingsOf } from "~/certification/holdings.server";
import { takeBackItems } from "~/certification/item-acts.server";
import { backTyped, holderPage, requireHolder } from "~/certification/item-page.server";
import { BackFields } from "~/components/back-fields";
import { BackOnField, ItemActPage } from "~/components/item-act-page";
import { TextAreaField } from "~/components/text-area-field";
import { TextField } from "~/components/text-field";
import type { Typed } from "~/components/typed-form";
import { inTransaction, prisma } from "~/db.server";
import { itemsText } from "~/text/items";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(itemsText, (t) => t.losing.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { personId, name, unitIds } = await requireHolder(request, params, "item:record", now);
  const held = await holdingsOf(prisma, personId, unitIds, now);
  return { name, back: holderPage(personId), held, today: chinaDateOf(now) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, personId, unitIds } = await requireHolder(request, params, "item:record", now);
  const held = await holdingsOf(prisma, personId, unitIds, now);
  const { back, ...refused } = await backTyped(request, held, ["lost"]);
  if (!back) return data(refused, { status: 422 });
  const verdict = await inTransaction((tx) =>
    takeBackItems(tx, { ...back, personId, unitIds }, actor.accountId, now),
  );
  if (verdict.ok) throw redirect(`${holderPage(personId)}?done=lost`, { status: 303 });
  return data({ ...refused, refusals: verdict.refusals }, { status: 422 });
}

export default function DeclareLost() {
  const { name, back, held, today } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { losing: t } = useText(itemsText);
  const typed: Typed | undefined = refused?.typed;
  const problems = refused?.problems;
  return (
    <ItemActPage words={t} name={name} back={back} refused={refused} multipart stop>
      <BackFields legend={t.things} held={held} typed={typed} problems={problems} all={false} />
      <BackOnField label={t.lostOn} typed={typed} today={today} problems={problems} />
      <TextAreaField label={t.note} name="note" required maxLength={500} defaultValue={typed?.note} />
      <TextField
        label={t.file}
        name="file"
        type="file"
        accept="image/jpeg,image/png,application/pdf"
        hint={t.fileHint}
        optional
      />
    </ItemActPage>
  );
}
