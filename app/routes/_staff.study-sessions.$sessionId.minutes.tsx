import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActPage } from "~/components/act-page";
import { TextAreaField } from "~/components/text-area-field";
import { prisma } from "~/db.server";
import { textIn } from "~/form-text";
import { writeMinutes } from "~/study/session-files.server";
import { papersOf } from "~/study/session-list.server";
import { requireSession, sessionActFrom } from "~/study/session-page.server";
import { studySessionsText } from "~/text/study-sessions";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

const LONGEST = 20_000;

export const meta = titled(studySessionsText, (t) => t.minutesForm.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { session } = await requireSession(request, params, "study-session:record", new Date());
  const { sessionId, title } = session;
  const { minutes } = await papersOf(prisma, sessionId);
  return { sessionId, title, text: minutes?.text ?? "" };
}

export const action = (args: ActionFunctionArgs) =>
  sessionActFrom(
    args,
    { done: "minutes", read: (form) => ({ text: textIn(form, "text", LONGEST) }) },
    writeMinutes,
  );

export default function Minutes() {
  const { sessionId, title, text } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studySessionsText);
  const back = `/study-sessions/${sessionId}`;
  return (
    <ActPage
      title={t.minutesForm.title}
      lede={t.minutesForm.lede}
      crumbs={[
        { text: t.title, href: "/study-sessions" },
        { text: title, href: back },
      ]}
      back={back}
      refusals={refused?.refusals}
      submit={t.minutesForm.submit}
    >
      <TextAreaField
        label={t.minutesForm.text}
        name="text"
        rows={12}
        maxLength={LONGEST}
        defaultValue={refused?.typed.text ?? text}
      />
    </ActPage>
  );
}
