import { data, type HeadersFunction, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Notice } from "~/components/notice";
import { sessionWhen } from "~/components/study-session-status";
import { Tabs } from "~/components/tabs";
import { prisma } from "~/db.server";
import { roomScreen } from "~/study/room-screen.server";
import { PHASES } from "~/study/session-codes.server";
import { requireSession } from "~/study/session-page.server";
import { clockTime } from "~/text/dates";
import { studySessionsText } from "~/text/study-sessions";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studySessionsText, (t) => t.screen.scan);
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders;

/** For a projector: it asks for itself again as soon as its code is not the newest any more, without a script. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { session } = await requireSession(request, params, "study-session:record", now);
  const asked = new URL(request.url).searchParams.get("phase");
  const phase = PHASES.find((known) => known === asked) ?? "in";
  const screen = await roomScreen(prisma, session, phase, now);
  const { sessionId, title, startAt, endAt, place } = session;
  return data(
    {
      ...{ session: { sessionId, title, startAt, endAt, place }, phases: PHASES, phase, ...screen },
      isEarly: phase === "in" && now < screen.opensAt,
    },
    { headers: { Refresh: String(screen.seconds), "Cache-Control": "no-store" } },
  );
}

export default function RoomScreen() {
  const { session, phases, phase, picture, opensAt, isEarly, signed, people } =
    useLoaderData<typeof loader>();
  const t = useText(studySessionsText).screen;
  const locale = useLocale();
  return (
    <main id="main" tabIndex={-1} className="room-screen">
      <header>
        <h1>{session.title}</h1>
        <p>{t.times(sessionWhen(session, locale), session.place)}</p>
      </header>
      <Tabs
        label={t.scan}
        items={phases.map((one) => ({ href: `?phase=${one}`, text: t[one], current: one === phase }))}
      />
      {picture === null ? (
        <Notice tone="warn" title={t.over} />
      ) : (
        <img className="room-code" src={picture} alt={t.alt} />
      )}
      <p className="room-count">
        {t.done[phase]} <b className="num">{t.count(signed, people)}</b>
      </p>
      <p>
        {isEarly ? t.opens(clockTime(opensAt)) : t.scan}　{t.refresh}
      </p>
      <p>
        <a href={`/study-sessions/${session.sessionId}`}>{t.link}</a>
      </p>
    </main>
  );
}
