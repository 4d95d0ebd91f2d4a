import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActRefused } from "~/components/act-refused";
import { withdrawMustKnow } from "~/study/must-know.server";
import { listActFrom, listActPage } from "~/study/must-know-page.server";
import { mustKnowText } from "~/text/must-know";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(mustKnowText, (t) => t.withdraw);

export const loader = (args: LoaderFunctionArgs) => listActPage(args);

export const action = (args: ActionFunctionArgs) => listActFrom(args, "withdrawn", withdrawMustKnow);

export default function MustKnowAct() {
  const { back } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(mustKnowText);
  return <ActRefused verdict={t.cannot} refusals={refused?.refusals} back={{ href: back, text: t.back }} />;
}
