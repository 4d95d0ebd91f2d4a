import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type ActField, ActFields } from "~/components/act-fields";
import { ActPage } from "~/components/act-page";
import { KindsOfPosts } from "~/components/kinds-of-posts";
import { Section } from "~/components/section";
import { readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { POSITION_FAMILIES } from "~/positions/position";
import { MOST_POSTS } from "~/positions/post-establishment";
import { kindsOfPosts, setPostEstablishment } from "~/positions/post-establishments.server";
import { unitWithPosts } from "~/positions/unit-page.server";
import { organisationText } from "~/text/organisation";
import { positionsText } from "~/text/positions";
import { postEstablishmentsText } from "~/text/post-establishments";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(postEstablishmentsText, (t) => t.set);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { unit, today } = await unitWithPosts(request, params.unitId, "position:write", new Date());
  return {
    ...{ unit: { unitId: unit.unitId, name: unit.name }, today },
    kinds: await kindsOfPosts(prisma, unit.unitId, today),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, unit } = await unitWithPosts(request, params.unitId, "position:write", now);
  const locale = localeFrom(request);
  const t = textFor(postEstablishmentsText, locale);
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const family = read.choice("family", t.family, POSITION_FAMILIES);
  const number = read.count("number", t.number, MOST_POSTS);
  const fromOn = read.date("fromOn", t.fromOn);
  if (!family || !fromOn || read.problems.length > 0) return refusedForm(typed, read.problems);
  const said = { unitId: unit.unitId, family, number, fromOn };
  await inTransaction((tx) => setPostEstablishment(tx, said, actor.accountId, now));
  throw redirect(`/units/${unit.unitId}?done=post-establishments`, { status: 303 });
}

export default function PostEstablishments() {
  const { unit, today, kinds } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(postEstablishmentsText);
  const units = useText(organisationText);
  const { families } = useText(positionsText);
  const fields: ActField[] = [
    {
      ...{ kind: "choice", name: "family", label: t.family, empty: t.choose },
      choices: POSITION_FAMILIES.map((value) => ({ value, text: families[value] })),
    },
    {
      ...{ kind: "text", name: "number", label: t.number, hint: t.numberHint },
      ...{ optional: true, figures: true },
    },
    { kind: "date", name: "fromOn", label: t.fromOn, value: today },
  ];
  const back = `/units/${unit.unitId}`;
  return (
    <div className="stack-lg">
      <ActPage
        title={t.set}
        lede={t.setLede}
        crumbs={[
          { text: units.title, href: "/units" },
          { text: unit.name, href: back },
        ]}
        back={back}
        problems={refused?.problems}
        submit={t.set}
      >
        <ActFields fields={fields} refused={refused} />
      </ActPage>
      <Section title={t.title}>
        <KindsOfPosts rows={kinds} />
      </Section>
    </div>
  );
}
