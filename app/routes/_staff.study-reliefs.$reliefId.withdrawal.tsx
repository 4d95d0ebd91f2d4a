import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { ActRefused } from "~/components/act-refused";
import { inTransaction } from "~/db.server";
import { reliefActPage, reliefAnswered, requireRelief } from "~/study/relief-page.server";
import { withdrawRelief } from "~/study/reliefs.server";
import { studyReliefsText } from "~/text/study-reliefs";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyReliefsText, (t) => t.withdraw);

export const loader = (args: LoaderFunctionArgs) => reliefActPage(args, "study-relief:ask");

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, relief } = await requireRelief(request, params, "study-relief:ask");
  const { reliefId } = relief;
  return reliefAnswered(
    "withdrawn",
    await inTransaction((tx) => withdrawRelief(tx, { reliefId }, actor.accountId, new Date())),
  );
}

export default function Withdrawal() {
  const refused = useActionData<typeof action>();
  const t = useText(studyReliefsText);
  return (
    <ActRefused
      verdict={t.cannot}
      refusals={refused?.refusals}
      back={{ href: "/study-reliefs", text: t.back }}
    />
  );
}
