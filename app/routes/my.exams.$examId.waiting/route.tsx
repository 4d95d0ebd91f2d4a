import { data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { BeginExam } from "~/components/begin-exam";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { prisma } from "~/db.server";
import { ownWindow, secondsToNextLook } from "~/exams/admission";
import { admissionOf } from "~/exams/admission.server";
import { examIdFrom } from "~/exams/attempt-page.server";
import { deviceFor } from "~/exams/device.server";
import { phaseOf } from "~/exams/exam";
import { mySitting } from "~/exams/sitting.server";
import { clockTimeToTheSecond, countdown, longInstantToTheSecond } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { waitingRoomText } from "~/text/waiting-room";
import { useCountdown } from "./use-countdown";

/** With a script it counts down and needs no further request; without one it looks again by itself. */
export const handle = { interactive: true, main: "narrow" };
export const meta = titled(waitingRoomText, (t) => t.title);
export const shouldRevalidate = () => false;

/** From the publication until the candidate begins; for who cannot begin any more, the exam's own page says why. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { personId } = await requirePerson(request);
  const now = new Date();
  const examId = examIdFrom(params);
  const sitting = await mySitting(prisma, personId, examId);
  if (!sitting) throw new Response(null, { status: 404 });
  const { attempts, attemptsAllowed, acts, title } = sitting;
  const open = attempts.find(({ state }) => state === "open");
  if (open) throw redirect(`/my/attempts/${open.id}`);
  const { delayMs, seconds } = await admissionOf(prisma, { examId, personId });
  const own = ownWindow(sitting, { delayMs, holds: sitting.holds }, now);
  const phase = phaseOf(own, acts, now);
  const mayWait = (phase === "announced" || phase === "open") && attempts.length < attemptsAllowed;
  if (!mayWait) throw redirect(`/my/exams/${examId}`);
  const waitMs = Math.max(0, own.opensAt.getTime() - now.getTime());
  // The browser gets its token before it begins, so that pressing twice is one device and one attempt.
  const { headers } = await deviceFor(request);
  const page = { examId, title, seconds, waitMs, opensAt: own.opensAt.toISOString(), now: now.toISOString() };
  return data(page, { headers });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function WaitingRoom() {
  const page = useLoaderData<typeof loader>();
  const { examId, title, seconds, waitMs } = page;
  const t = useText(waitingRoomText);
  const left = useCountdown(waitMs);
  const isReady = (left ?? waitMs) === 0;
  return (
    <>
      <PageHead title={title} lede={t.title} />
      <div className="stack-lg">
        <div role="status">{isReady && <p className="lead">{t.ready}</p>}</div>
        {isReady ? (
          <>
            <BeginExam examId={examId} />
            <p className="hint">{t.readyHint}</p>
          </>
        ) : (
          <Waiting page={page} left={left} />
        )}
        {seconds > 0 && <p className="hint">{t.spread(seconds)}</p>}
        <Section title={t.meanwhile}>
          <ul>
            <li>
              <a href={`/my/exams/${examId}`}>{t.instructions}</a>
            </li>
            <li>
              <a href="/my/device-check">{t.device}</a>
            </li>
            <li>
              <a href="/my/rehearsals">{t.rehearse}</a>
            </li>
          </ul>
        </Section>
      </div>
    </>
  );
}

function Waiting({ page: { waitMs, opensAt, now }, left }: { page: Page; left: number | null }) {
  const t = useText(waitingRoomText);
  const locale = useLocale();
  return (
    <div>
      {left !== null && (
        <p className="lead">
          {t.opensIn}{" "}
          <b className="timer-value" role="timer">
            {countdown(left)}
          </b>
        </p>
      )}
      <p className="lead">{t.opensAt(longInstantToTheSecond(opensAt, locale))}</p>
      {left !== null && <p>{t.stay}</p>}
      <noscript>
        <meta httpEquiv="refresh" content={String(secondsToNextLook(waitMs))} />
        <p>{t.now(clockTimeToTheSecond(now))}</p>
        <p>{t.stayPlain}</p>
      </noscript>
    </div>
  );
}
