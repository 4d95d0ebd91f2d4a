import type { ActionFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActRefused } from "~/components/act-refused";
import { isUuid } from "~/ids";
import { sessionActFrom, sessionActPage } from "~/study/session-page.server";
import { addWalkIns } from "~/study/sessions.server";
import { studySessionsText } from "~/text/study-sessions";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studySessionsText, (t) => t.attendance.addWalkIns);

export const loader = sessionActPage;

export const action = (args: ActionFunctionArgs) =>
  sessionActFrom(
    args,
    { done: "people", read: (form) => ({ personIds: form.getAll("personId").filter(isUuid) }) },
    addWalkIns,
  );

export default function WalkIns() {
  const { back } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studySessionsText);
  return <ActRefused verdict={t.cannot} refusals={refused?.refusals} back={{ href: back, text: t.back }} />;
}
