import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { Facts } from "~/components/facts";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { SessionStateMark, sessionWhen } from "~/components/study-session-status";
import { prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { presencesOf } from "~/study/attendance.server";
import { findSession, papersOf, peopleOf } from "~/study/session-list.server";
import { common } from "~/text/common";
import { clockTime } from "~/text/dates";
import { studyText } from "~/text/study";
import { studySessionsText } from "~/text/study-sessions";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studySessionsText, (t) => t.mine.title);
export const handle = { main: "wrap" };

/** For who is invited to it, or scanned its code. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { personId } = await requirePerson(request);
  const session = isUuid(params.sessionId) ? await findSession(prisma, params.sessionId) : null;
  if (!session) throw new Response(null, { status: 404 });
  const { sessionId } = session;
  const isInvited = (await peopleOf(prisma, sessionId)).some((one) => one.personId === personId);
  const presence = (await presencesOf(prisma, sessionId)).get(personId);
  if (!isInvited && !presence) throw new Response(null, { status: 404 });
  const record = await prisma.studyRecord.findFirst({
    where: { sessionId, personId, reversesId: null },
    orderBy: { recordedAt: "desc" },
    select: { id: true },
  });
  return {
    ...{ session, isInvited, recordId: record?.id ?? null },
    ...{ inAt: presence?.inAt ?? null, outAt: presence?.outAt ?? null },
    minutes: (await papersOf(prisma, sessionId)).minutes?.text ?? null,
    done: new URL(request.url).searchParams.get("done") ?? "",
  };
}

export default function MySession() {
  const { session, isInvited, inAt, outAt, minutes, recordId, done } = useLoaderData<typeof loader>();
  const t = useText(studySessionsText);
  const { mine } = t;
  const words = useText(studyText);
  const { list } = useText(common);
  const locale = useLocale();
  const at = done === "out" ? outAt : inAt;
  const seen = [
    ...(inAt ? [mine.signedIn(clockTime(inAt))] : []),
    ...(outAt ? [mine.signedOut(clockTime(outAt))] : []),
  ];
  return (
    <>
      <PageHead
        title={session.title}
        status={<SessionStateMark state={session.state} fill />}
        crumbs={[{ text: mine.title, href: "/my/study-sessions" }, { text: session.title }]}
      />
      <div className="stack-lg">
        {mine.done[done] && at && (
          <Notice tone="ok" live title={mine.done[done]}>
            {mine.doneAt(clockTime(at))}
          </Notice>
        )}
        {!isInvited && (
          <Notice tone="warn" title={mine.walkIn}>
            {mine.walkInBody}
          </Notice>
        )}
        <Facts
          items={[
            { term: mine.when, value: sessionWhen(session, locale) },
            { term: mine.place, value: session.place },
            { term: words.record.mode, value: words.modes[session.mode] },
            ...(session.laws.length > 0 ? [{ term: mine.laws, value: list(session.laws) }] : []),
            { term: mine.leader, value: session.leader ?? t.page.none },
            { term: mine.own, value: seen.join(" ") || mine.notSigned },
            ...(recordId
              ? [{ term: t.page.record, value: <a href={`/my/study/${recordId}`}>{mine.record}</a> }]
              : []),
          ]}
        />
        {minutes && (
          <section>
            <h2>{t.page.minutesTitle}</h2>
            <p className="whitespace-pre-line">{minutes}</p>
          </section>
        )}
      </div>
    </>
  );
}
