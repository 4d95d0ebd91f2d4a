import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActFields } from "~/components/act-fields";
import { ActPage } from "~/components/act-page";
import { powerFields } from "~/components/power-fields";
import { powerTyped } from "~/components/power-typed.server";
import { readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction } from "~/db.server";
import { addPower } from "~/positions/powers.server";
import { unitWithPosts } from "~/positions/unit-page.server";
import { powersText } from "~/text/powers";
import { localeFrom, useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(powersText, (t) => t.add);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { unit, today } = await unitWithPosts(request, params.unitId, "position:write", new Date());
  return { unit: { unitId: unit.unitId, name: unit.name }, today };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, unit } = await unitWithPosts(request, params.unitId, "position:write", now);
  const locale = localeFrom(request);
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const said = powerTyped(read, locale);
  if (!said) return refusedForm(typed, read.problems);
  const power = { unitId: unit.unitId, ...said };
  await inTransaction((tx) => addPower(tx, power, actor.accountId, now));
  throw redirect(`/units/${unit.unitId}/powers?done=added`, { status: 303 });
}

export default function NewPower() {
  const { unit, today } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(powersText);
  const locale = useLocale();
  const back = `/units/${unit.unitId}/powers`;
  return (
    <ActPage
      title={t.add}
      lede={t.addLede}
      crumbs={[
        { text: unit.name, href: `/units/${unit.unitId}` },
        { text: t.title, href: back },
      ]}
      back={back}
      problems={refused?.problems}
      submit={t.add}
    >
      <ActFields fields={powerFields(locale, { fromOn: today })} refused={refused} />
    </ActPage>
  );
}
