import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { ActRefused } from "~/components/act-refused";
import { inTransaction } from "~/db.server";
import { requirePosted } from "~/posted.server";
import { reliefAnswered, requireOwnRelief } from "~/study/relief-page.server";
import { withdrawRelief } from "~/study/reliefs.server";
import { studyReliefsText } from "~/text/study-reliefs";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

const BACK = "/my/study/reliefs";

export const meta = titled(studyReliefsText, (t) => t.withdraw);

export async function loader(args: LoaderFunctionArgs) {
  await requireOwnRelief(args);
  requirePosted(args.request, BACK);
  return null;
}

export async function action(args: ActionFunctionArgs) {
  const { actor, relief } = await requireOwnRelief(args);
  const { reliefId } = relief;
  const verdict = await inTransaction((tx) => withdrawRelief(tx, { reliefId }, actor.accountId, new Date()));
  return reliefAnswered("withdrawn", verdict, BACK);
}

export default function WithdrawOwn() {
  const refused = useActionData<typeof action>();
  const t = useText(studyReliefsText);
  return <ActRefused verdict={t.cannot} refusals={refused?.refusals} back={{ href: BACK, text: t.back }} />;
}
