import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { decideFreeze } from "~/casework/study-freeze.server";
import { requireFreeze } from "~/casework/study-year-page.server";
import { ReasonAct, reasonTyped } from "~/components/reason-act";
import { inTransaction } from "~/db.server";
import { studyYearsText } from "~/text/study-years";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyYearsText, (t) => t.returnTitle);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { freeze, unit } = await requireFreeze(request, params, "study-year:freeze", new Date());
  return { freezeId: freeze.freezeId, year: freeze.year, district: unit.shortName };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, freeze } = await requireFreeze(request, params, "study-year:freeze", now);
  const { freezeId } = freeze;
  const reason = reasonTyped(await request.formData());
  const verdict = await inTransaction((tx) =>
    decideFreeze(tx, { freezeId, decision: "returned", reason }, actor.accountId, now),
  );
  if (verdict.ok) throw redirect(`/study-years/${freezeId}?done=returned`, { status: 303 });
  return data({ reason, refusals: verdict.refusals }, { status: 422 });
}

export default function ReturnProposal() {
  const { freezeId, year, district } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyYearsText);
  const back = `/study-years/${freezeId}`;
  return (
    <ReasonAct
      title={t.returnTitle}
      lede={t.returnLede}
      crumbs={[
        { text: t.title, href: "/study-years" },
        { text: t.freezeTitle(district, year), href: back },
      ]}
      back={back}
      refusals={refused?.refusals}
      submit={t.returnAct}
      typed={refused?.reason}
    />
  );
}
