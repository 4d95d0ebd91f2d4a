import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { ActRefused } from "~/components/act-refused";
import { inTransaction } from "~/db.server";
import { officeOf, reliefActPage, reliefAnswered, requireRelief } from "~/study/relief-page.server";
import { decideRelief } from "~/study/reliefs.server";
import { studyReliefsText } from "~/text/study-reliefs";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyReliefsText, (t) => t.approve);

export const loader = (args: LoaderFunctionArgs) => reliefActPage(args, "study-relief:decide");

export async function action({ request, params }: ActionFunctionArgs) {
  const at = await requireRelief(request, params, "study-relief:decide");
  const { reliefId } = at.relief;
  const answer = { reliefId, office: officeOf(at.actor, at), decision: "approved" as const, reason: "" };
  return reliefAnswered(
    "approved",
    await inTransaction((tx) => decideRelief(tx, answer, at.actor, new Date())),
  );
}

export default function Approval() {
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
