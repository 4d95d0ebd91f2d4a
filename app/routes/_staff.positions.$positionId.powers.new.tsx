import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { type ActField, ActFields } from "~/components/act-fields";
import { ActPage } from "~/components/act-page";
import { readerOf, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { positionFrom } from "~/positions/position-page.server";
import { givePower, powersOfUnit } from "~/positions/powers.server";
import { positionsText } from "~/text/positions";
import { powersText } from "~/text/powers";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(powersText, (t) => t.give);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "position:write");
  const now = new Date();
  const today = chinaDateOf(now);
  const { position } = await positionFrom(params, actor, "position:write", now);
  const powers = await powersOfUnit(prisma, position.unitId, today);
  const standing = powers.filter(({ toOn }) => toOn === null || toOn > today);
  return { position, today, powers: standing.map(({ powerId, name }) => ({ value: powerId, text: name })) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "position:write");
  const now = new Date();
  const { position } = await positionFrom(params, actor, "position:write", now);
  const locale = localeFrom(request);
  const t = textFor(powersText, locale);
  const powers = await powersOfUnit(prisma, position.unitId, chinaDateOf(now));
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const powerIds = powers.map(({ powerId }) => powerId);
  const powerId = read.choice("powerId", t.power, powerIds);
  const fromOn = read.date("fromOn", t.fromOn);
  const toOn = read.dayAfterLast("toOn", t.lastOn, fromOn) ?? null;
  const { problems } = read;
  if (!powerId || !fromOn || problems.length > 0)
    return data({ typed, problems, refusals: [] }, { status: 422 });
  const given = { positionId: position.positionId, powerId, fromOn, toOn };
  const answer = await inTransaction((tx) => givePower(tx, given, actor.accountId, now));
  if (!answer.ok) return data({ typed, problems, refusals: answer.refusals }, { status: 422 });
  throw redirect(`/positions/${position.positionId}`, { status: 303 });
}

export default function PowersOfPost() {
  const { position, powers, today } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(powersText);
  const posts = useText(positionsText);
  const back = `/positions/${position.positionId}`;
  const fields: ActField[] = [
    { kind: "choice", name: "powerId", label: t.power, choices: powers, empty: t.choose },
    { kind: "date", name: "fromOn", label: t.fromOn, value: today },
    { kind: "date", name: "toOn", label: t.lastOn, hint: t.lastOnHint, optional: true },
  ];
  return (
    <ActPage
      title={t.give}
      lede={t.giveLede}
      crumbs={[
        { text: posts.title, href: "/positions" },
        { text: position.title, href: back },
      ]}
      back={back}
      refusals={refused?.refusals}
      problems={refused?.problems}
      submit={t.give}
    >
      <ActFields fields={fields} refused={refused} />
    </ActPage>
  );
}
