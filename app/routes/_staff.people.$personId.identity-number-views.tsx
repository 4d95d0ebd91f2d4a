import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import type { ActField } from "~/components/act-fields";
import { LinkButton } from "~/components/button";
import { Facts } from "~/components/facts";
import { PageHead } from "~/components/page-head";
import { PersonActPage } from "~/components/person-act";
import { readerOf, typedFrom } from "~/components/typed-form.server";
import { inTransaction } from "~/db.server";
import { UNMASK_REASONS } from "~/personnel/person";
import { showIdentityNumber } from "~/personnel/person.server";
import { requirePersonInScope } from "~/personnel/person-scope.server";
import { personnelText } from "~/text/personnel";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(personnelText, (t) => t.acts["identity-number-views"].title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor: _, ...person } = await requirePersonInScope(
    request,
    params.personId,
    "person:unmask",
    new Date(),
  );
  return { person };
}

/** Answers with the page itself: a redirect would have to carry the number or show it again on reload. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, personId } = await requirePersonInScope(request, params.personId, "person:unmask", now);
  const locale = localeFrom(request);
  const t = textFor(personnelText, locale).form;
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const reason = read.choice("reason", t.reason, UNMASK_REASONS);
  if (!reason) return data({ number: null, reason: null, typed, problems: read.problems }, { status: 422 });
  const number = await inTransaction((tx) =>
    showIdentityNumber(tx, { personId, reason }, actor.accountId, now),
  );
  return data({ number, reason, typed, problems: [] }, { headers: { "Cache-Control": "no-store" } });
}

export default function IdentityNumberViews() {
  const { person } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { title, form: t, unmaskReasons, shown } = useText(personnelText);
  if (answer?.number) {
    return (
      <>
        <PageHead
          title={shown.title}
          lede={shown.once}
          crumbs={[
            { text: title, href: "/people" },
            { text: person.name, href: `/people/${person.personId}` },
            { text: shown.title },
          ]}
        />
        <Facts
          items={[
            { term: t.name, value: person.name },
            { term: t.identityNumber, value: <span className="num">{answer.number}</span> },
            { term: t.reason, value: unmaskReasons[answer.reason] },
          ]}
        />
        <div className="acts">
          <LinkButton href={`/people/${person.personId}`}>{shown.back}</LinkButton>
        </div>
      </>
    );
  }
  const fields: ActField[] = [
    {
      kind: "choice",
      name: "reason",
      label: t.reason,
      choices: UNMASK_REASONS.map((value) => ({ value, text: unmaskReasons[value] })),
      empty: t.choose,
    },
  ];
  const refused = answer && { typed: answer.typed, problems: answer.problems };
  return <PersonActPage act="identity-number-views" person={person} fields={fields} refused={refused} />;
}
