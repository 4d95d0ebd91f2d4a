import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActFields } from "~/components/act-fields";
import { ActPage } from "~/components/act-page";
import { readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { endPower, powersOfUnit } from "~/positions/powers.server";
import { unitWithPosts } from "~/positions/unit-page.server";
import { powersText } from "~/text/powers";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(powersText, (t) => t.end);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { unit, today } = await unitWithPosts(request, params.unitId, "position:write", new Date());
  const powers = await powersOfUnit(prisma, unit.unitId, today);
  const power = powers.find(({ powerId }) => powerId === params.powerId);
  if (!power) throw new Response(null, { status: 404 });
  return { unit: { unitId: unit.unitId, name: unit.name }, name: power.name, today };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, unit, today } = await unitWithPosts(request, params.unitId, "position:write", now);
  const powers = await powersOfUnit(prisma, unit.unitId, today);
  const power = powers.find(({ powerId }) => powerId === params.powerId);
  if (!power) throw new Response(null, { status: 404 });
  const locale = localeFrom(request);
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const toOn = read.date("toOn", textFor(powersText, locale).endOn);
  if (!toOn) return refusedForm(typed, read.problems);
  const ending = { unitId: unit.unitId, powerId: power.powerId, toOn };
  await inTransaction((tx) => endPower(tx, ending, actor.accountId, now));
  throw redirect(`/units/${unit.unitId}/powers?done=ended`, { status: 303 });
}

export default function PowerEnding() {
  const { unit, name, today } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(powersText);
  const back = `/units/${unit.unitId}/powers`;
  return (
    <ActPage
      title={t.end}
      lede={`${name}　${t.endLede}`}
      crumbs={[
        { text: unit.name, href: `/units/${unit.unitId}` },
        { text: t.title, href: back },
      ]}
      back={back}
      problems={refused?.problems}
      submit={t.end}
      stop
    >
      <ActFields fields={[{ kind: "date", name: "toOn", label: t.endOn, value: today }]} refused={refused} />
    </ActPage>
  );
}
