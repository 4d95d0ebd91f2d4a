import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { closeAmendment } from "~/casework/study-amendment.server";
import { answered, FREEZE_MS, freezeActPage, requireFreeze } from "~/casework/study-year-page.server";
import { ActRefused } from "~/components/act-refused";
import { inTransaction } from "~/db.server";
import { studyYearsText } from "~/text/study-years";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyYearsText, (t) => t.close);

export const loader = (args: LoaderFunctionArgs) => freezeActPage(args, "study-year:reopen");

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, freeze } = await requireFreeze(request, params, "study-year:reopen", now);
  const amendment = freeze.amendments.find(({ amendmentId }) => amendmentId === params.amendmentId);
  if (!amendment) throw new Response(null, { status: 404 });
  const { amendmentId } = amendment;
  return answered(
    freeze.freezeId,
    "amended",
    await inTransaction(
      (tx) => closeAmendment(tx, { amendmentId }, actor.accountId, now),
      undefined,
      FREEZE_MS,
    ),
  );
}

export default function Closing() {
  const { back } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyYearsText);
  return <ActRefused verdict={t.cannot} refusals={refused?.refusals} back={{ href: back, text: t.back }} />;
}
