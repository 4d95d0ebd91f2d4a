import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { CARDS, cardTyped, filingUnits } from "~/certification/ministry-card-page.server";
import { fileMinistryCard } from "~/certification/ministry-cards.server";
import { ActPage } from "~/components/act-page";
import { MinistryCardFields } from "~/components/ministry-card-fields";
import { inTransaction } from "~/db.server";
import { requirePersonInScope } from "~/personnel/person-scope.server";
import { ministryCardsText } from "~/text/ministry-cards";
import { personnelText } from "~/text/personnel";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(ministryCardsText, (t) => t.form.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, personId, name } = await requirePersonInScope(
    request,
    params.personId,
    "ministry-card:file",
    now,
  );
  const units = await filingUnits(actor, now);
  return { personId, name, units: units.map((unit) => ({ value: unit.unitId, text: unit.name })) };
}

/** The first of two people: nothing counts yet. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, personId } = await requirePersonInScope(request, params.personId, "ministry-card:file", now);
  const units = await filingUnits(actor, now);
  const { card, ...refused } = await cardTyped(
    request,
    units.map(({ unitId }) => unitId),
  );
  if (!card) return data(refused, { status: 422 });
  const answer = await inTransaction((tx) =>
    fileMinistryCard(tx, { ...card, personId }, actor.accountId, now),
  );
  if (answer.ok) throw redirect(`${CARDS}?done=filed`, { status: 303 });
  return data({ ...refused, refusals: answer.refusals }, { status: 422 });
}

export default function FileMinistryCard() {
  const { personId, name, units } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const people = useText(personnelText);
  const t = useText(ministryCardsText).form;
  const problems = refused?.problems ?? [];
  return (
    <ActPage
      title={t.title}
      lede={t.lede}
      crumbs={[
        { text: people.title, href: "/people" },
        { text: name, href: `/people/${personId}` },
      ]}
      back={`/people/${personId}`}
      refusals={refused?.refusals}
      problems={problems}
      submit={t.submit}
      multipart
    >
      <MinistryCardFields units={units} typed={refused?.typed ?? {}} problems={problems} />
    </ActPage>
  );
}
