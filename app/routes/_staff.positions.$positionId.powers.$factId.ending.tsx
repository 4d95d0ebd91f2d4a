import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { ActFields } from "~/components/act-fields";
import { ActPage } from "~/components/act-page";
import { readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { positionFrom } from "~/positions/position-page.server";
import { powersOfPost, takePower } from "~/positions/powers.server";
import { positionsText } from "~/text/positions";
import { powersText } from "~/text/powers";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(powersText, (t) => t.take);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "position:write");
  const now = new Date();
  const { position } = await positionFrom(params, actor, "position:write", now);
  const powers = await powersOfPost(prisma, position.positionId);
  const power = powers.find(({ factId }) => factId === params.factId);
  if (!power) throw new Response(null, { status: 404 });
  return { position, name: power.name, today: chinaDateOf(now) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "position:write");
  const now = new Date();
  const { position } = await positionFrom(params, actor, "position:write", now);
  const { positionId } = position;
  const power = (await powersOfPost(prisma, positionId)).find(({ factId }) => factId === params.factId);
  if (!power) throw new Response(null, { status: 404 });
  const locale = localeFrom(request);
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const toOn = read.date("toOn", textFor(powersText, locale).takeOn);
  if (!toOn) return refusedForm(typed, read.problems);
  const taken = { positionId, factId: power.factId, toOn };
  await inTransaction((tx) => takePower(tx, taken, actor.accountId, now));
  throw redirect(`/positions/${positionId}`, { status: 303 });
}

export default function PowerTaken() {
  const { position, name, today } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(powersText);
  const posts = useText(positionsText);
  const back = `/positions/${position.positionId}`;
  return (
    <ActPage
      title={t.take}
      lede={`${name}　${t.takeLede}`}
      crumbs={[
        { text: posts.title, href: "/positions" },
        { text: position.title, href: back },
      ]}
      back={back}
      problems={refused?.problems}
      submit={t.take}
      stop
    >
      <ActFields fields={[{ kind: "date", name: "toOn", label: t.takeOn, value: today }]} refused={refused} />
    </ActPage>
  );
}
