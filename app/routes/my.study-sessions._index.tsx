import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { MakeUpStateMark } from "~/components/make-up-columns";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { SessionStateMark, sessionWhen } from "~/components/study-session-status";
import { Sub } from "~/components/table";
import { prisma } from "~/db.server";
import { makeUpState } from "~/study/make-up";
import { makeUpsOf } from "~/study/make-ups.server";
import { sessionsFor } from "~/study/session-list.server";
import { common } from "~/text/common";
import { longDate } from "~/text/dates";
import { studySessionsText } from "~/text/study-sessions";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studySessionsText, (t) => t.mine.title);
export const handle = { main: "wrap" };

export async function loader({ request }: LoaderFunctionArgs) {
  const { personId } = await requirePerson(request);
  const now = new Date();
  const makeUps = await makeUpsOf(prisma, { personId });
  return {
    ...(await sessionsFor(prisma, personId, now)),
    makeUps: makeUps.map((one) => ({ ...one, state: makeUpState(one, chinaDateOf(now)) })),
  };
}

export default function MySessions() {
  const { ahead, past } = useLoaderData<typeof loader>();
  const t = useText(studySessionsText).mine;
  return (
    <>
      <PageHead title={t.title} lede={t.lede} />
      <div className="stack-lg">
        <MakeUps />
        {ahead.length + past.length === 0 && <Empty title={t.none}>{t.noneBody}</Empty>}
        <Sessions title={t.ahead} sessions={ahead} />
        <Sessions title={t.past} sessions={past} />
      </div>
    </>
  );
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>["ahead"];

function Sessions({ title, sessions }: { title: string; sessions: Shown }) {
  const locale = useLocale();
  if (sessions.length === 0) return null;
  return (
    <Section title={title}>
      <ul className="stack">
        {sessions.map((session) => (
          <li key={session.sessionId}>
            <a href={`/my/study-sessions/${session.sessionId}`}>{session.title}</a>{" "}
            <SessionStateMark state={session.state} />
            <Sub>{`${sessionWhen(session, locale)}　${session.place}`}</Sub>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What was missed; how it is made up. */
function MakeUps() {
  const { makeUps } = useLoaderData<typeof loader>();
  const t = useText(studySessionsText);
  const { list } = useText(common);
  const locale = useLocale();
  if (makeUps.length === 0) return null;
  const isOpen = makeUps.some(({ outcome }) => outcome === null);
  return (
    <Section title={t.makeUps}>
      <ul className="stack">
        {makeUps.map(({ makeUpId, title, laws, dueOn, state, reason, recordId }) => (
          <li key={makeUpId}>
            {t.mine.makeUp(title, longDate(dueOn, locale))} <MakeUpStateMark state={state} />
            {laws.length > 0 && <Sub>{t.mine.makeUpLaws(list(laws))}</Sub>}
            {reason && <Sub>{t.makeUp.waived(reason)}</Sub>}
            {recordId && (
              <Sub>
                <a href={`/my/study/${recordId}`}>{t.mine.record}</a>
              </Sub>
            )}
          </li>
        ))}
      </ul>
      {isOpen && (
        <>
          <p className="hint">{t.mine.makeUpHow}</p>
          <LinkButton href="/my/study/new">{t.mine.learn}</LinkButton>
        </>
      )}
    </Section>
  );
}
