import type { ActionFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActRefused } from "~/components/act-refused";
import { closeAttendance } from "~/study/session-closing.server";
import { sessionActFrom, sessionActPage } from "~/study/session-page.server";
import { studySessionsText } from "~/text/study-sessions";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studySessionsText, (t) => t.page.close);

export const loader = sessionActPage;

export const action = (args: ActionFunctionArgs) =>
  sessionActFrom(args, { done: "held", read: () => ({}) }, closeAttendance);

export default function Closing() {
  const { back } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studySessionsText);
  return <ActRefused verdict={t.cannot} refusals={refused?.refusals} back={{ href: back, text: t.back }} />;
}
