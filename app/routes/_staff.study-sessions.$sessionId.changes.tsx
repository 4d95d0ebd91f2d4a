import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { chinaDateOf } from "~/calendar";
import { ActPage } from "~/components/act-page";
import { fieldOfSession } from "~/components/session-typed.server";
import { StudySessionFields } from "~/components/study-session-fields";
import { problemsFrom, readerOf, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { missedSessions, sessionPlanFrom, typedOfSession } from "~/study/session-form.server";
import { type AtSession, invitable, requireSession } from "~/study/session-page.server";
import { changeSession } from "~/study/sessions.server";
import { studySessionsText } from "~/text/study-sessions";
import { localeFrom, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studySessionsText, (t) => t.form.changeTitle);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const at = await requireSession(request, params, "study-session:record", now);
  const { sessionId, title } = at.session;
  return { sessionId, title, choices: await choicesOf(at, now), typed: typedOfSession(at.session) };
}

async function choicesOf({ session, unit }: AtSession, now: Date) {
  const today = chinaDateOf(now);
  const missed = await missedSessions(prisma, unit.unitId, today);
  const { people } = await invitable(prisma, unit, today, session.sessionId);
  return { people, missed: missed.filter(({ value }) => value !== session.sessionId) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const at = await requireSession(request, params, "study-session:record", now);
  const { sessionId } = at.session;
  const locale = localeFrom(request);
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const plan = sessionPlanFrom({ typed, read, choices: await choicesOf(at, now) }, locale);
  if (!plan) return data({ typed, problems: read.problems }, { status: 422 });
  const verdict = await inTransaction((tx) =>
    changeSession(tx, { sessionId, ...plan }, at.actor.accountId, now),
  );
  if (verdict.ok) throw redirect(`/study-sessions/${sessionId}?done=changed`, { status: 303 });
  const problems = problemsFrom(locale, verdict.refusals, fieldOfSession);
  return data({ typed, problems }, { status: 422 });
}

export default function ChangeSession() {
  const { sessionId, title, choices, typed } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studySessionsText);
  const back = `/study-sessions/${sessionId}`;
  return (
    <ActPage
      title={t.form.changeTitle}
      lede={t.form.changeLede}
      crumbs={[
        { text: t.title, href: "/study-sessions" },
        { text: title, href: back },
      ]}
      back={back}
      problems={refused?.problems}
      submit={t.form.save}
    >
      <StudySessionFields typed={refused?.typed ?? typed} problems={refused?.problems} choices={choices} />
    </ActPage>
  );
}
