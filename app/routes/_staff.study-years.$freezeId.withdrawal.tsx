import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { decideFrom, freezeActPage } from "~/casework/study-year-page.server";
import { ActRefused } from "~/components/act-refused";
import { studyYearsText } from "~/text/study-years";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyYearsText, (t) => t.withdraw);

export const loader = (args: LoaderFunctionArgs) => freezeActPage(args, "study-year:freeze");

export const action = (args: ActionFunctionArgs) => decideFrom(args, "withdrawn");

export default function Withdrawal() {
  const { back } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyYearsText);
  return <ActRefused verdict={t.cannot} refusals={refused?.refusals} back={{ href: back, text: t.back }} />;
}
