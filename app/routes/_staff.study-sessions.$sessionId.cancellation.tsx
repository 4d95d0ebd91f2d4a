import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ReasonAct, reasonTyped } from "~/components/reason-act";
import { requireSession, sessionActFrom } from "~/study/session-page.server";
import { cancelSession } from "~/study/sessions.server";
import { studySessionsText } from "~/text/study-sessions";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studySessionsText, (t) => t.cancelTitle);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { session } = await requireSession(request, params, "study-session:record", new Date());
  return { sessionId: session.sessionId, title: session.title };
}

export const action = (args: ActionFunctionArgs) =>
  sessionActFrom(args, { done: "cancelled", read: (form) => ({ reason: reasonTyped(form) }) }, cancelSession);

export default function CancelSession() {
  const { sessionId, title } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studySessionsText);
  const back = `/study-sessions/${sessionId}`;
  return (
    <ReasonAct
      title={t.cancelTitle}
      lede={t.cancelLede}
      crumbs={[
        { text: t.title, href: "/study-sessions" },
        { text: title, href: back },
      ]}
      back={back}
      refusals={refused?.refusals}
      submit={t.page.cancel}
      typed={refused?.typed.reason}
    />
  );
}
