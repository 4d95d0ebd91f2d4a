import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { Button, LinkButton } from "~/components/button";
import { ErrorSummary } from "~/components/error-summary";
import { Icon } from "~/components/icon";
import { RehearsalStrip } from "~/components/rehearsal-strip";
import { inTransaction, prisma } from "~/db.server";
import { isOverdue } from "~/exams/attempt";
import { attemptIdFrom } from "~/exams/attempt-page.server";
import type { CandidateSlot } from "~/exams/paper";
import { headingOf } from "~/exams/rehearsal-page.server";
import { type HandIn, handInOf, roomOf } from "~/exams/sitting.server";
import { finishIfOverdue, submitAttempt } from "~/exams/submission.server";
import { clockTime, clockTimeToTheSecond } from "~/text/dates";
import { examRoomText } from "~/text/exam-room";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const handle = { bare: true };
export const meta = titled(examRoomText, (t) => t.submission.title);

/** Throws a redirect unless the paper of this attempt may be handed in now; 404 where there is none. */
async function requireOpen<Attempt extends Omit<HandIn, "blank">>(
  attemptId: string,
  attempt: Attempt | null,
  now: Date,
): Promise<Attempt> {
  if (!attempt) throw new Response(null, { status: 404 });
  const isCollected =
    isOverdue(attempt, now) && (await inTransaction((tx) => finishIfOverdue(tx, attemptId, now)));
  if (isCollected || attempt.state === "submitted")
    throw redirect(`/my/attempts/${attemptId}/receipt`, { status: 303 });
  // Nothing is handed in while the clock stands; the room says so.
  if (attempt.pausedSince) throw redirect(`/my/attempts/${attemptId}`, { status: 303 });
  return attempt;
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { personId } = await requirePerson(request);
  const now = new Date();
  const attemptId = attemptIdFrom(params);
  const room = await roomOf(prisma, { attemptId, personId, device: null }, now);
  const opened = await requireOpen(attemptId, room, now);
  const { candidate, exam, deadlineAt, lastSavedAt, answers, flags, paper } = opened;
  const isAnswered = ({ number }: CandidateSlot) => (answers[number] ?? []).length > 0;
  const entryOf = ({ number, type, stem }: CandidateSlot) => ({
    number,
    type,
    stem,
    flagged: flags[number] === true,
  });
  const blank = paper.slots.filter((slot) => !isAnswered(slot));
  const flagged = paper.slots.filter((slot) => isAnswered(slot) && flags[slot.number]);
  return {
    attemptId,
    candidate,
    ...headingOf(request, exam),
    deadlineAt,
    lastSavedAt,
    total: paper.slots.length,
    blank: blank.map(entryOf),
    flagged: flagged.map(entryOf),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { personId, accountId } = await requirePerson(request);
  const now = new Date();
  const attemptId = attemptIdFrom(params);
  const handIn = await handInOf(prisma, { attemptId, personId });
  const { blank } = await requireOpen(attemptId, handIn, now);
  const form = await request.formData();
  if (blank > 0 && form.get("acknowledged") !== "on") return data({ missing: blank }, { status: 422 });
  await inTransaction((tx) => submitAttempt(tx, { attemptId, personId }, accountId, now));
  throw redirect(`/my/attempts/${attemptId}/receipt`, { status: 303 });
}

export default function Submission() {
  const page = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const all = useText(examRoomText);
  const t = all.submission;
  const { attemptId, blank, flagged, total } = page;
  const room = `/my/attempts/${attemptId}`;
  const lead = blank.length > 0 ? t.lead : t.leadAll;
  return (
    <div className="exam">
      <header className="exam-bar">
        <div className="exam-bar-in">
          <div className="exam-who">
            <strong>{page.candidate}</strong>
            <span className="exam-name">{page.examTitle}</span>
          </div>
          <div className="timer">
            <span className="timer-label">{all.handIn}</span>
            <span className="timer-value">{clockTime(page.deadlineAt)}</span>
          </div>
        </div>
      </header>
      <RehearsalStrip words={page.rehearsal} />
      <main className="narrow submit-page" id="main">
        <p className="back">
          <a href={room}>
            <Icon name="left" />
            {t.back}
          </a>
        </p>
        {refused && (
          <ErrorSummary problems={[{ field: "acknowledged", message: t.ackMissing(refused.missing) }]} />
        )}
        <h1>{blank.length > 0 ? t.unanswered(blank.length) : t.allAnswered}</h1>
        <p className="lead">{lead(clockTime(page.deadlineAt))}</p>
        <dl className="tally">
          <Figure term={all.legend.saved} n={total - blank.length} />
          <Figure term={all.legend.blank} n={blank.length} warns={blank.length > 0} />
          <Figure
            term={all.legend.flagged}
            n={flagged.length + blank.filter((slot) => slot.flagged).length}
          />
        </dl>
        <Pick title={t.unansweredHead} entries={blank} room={room} act={t.go} />
        <Pick title={t.flaggedHead} entries={flagged} room={room} act={t.look} answered />
        <section className="confirm" aria-labelledby="confirm">
          <h2 id="confirm">{t.confirm}</h2>
          <p>
            {page.lastSavedAt
              ? t.received(total - blank.length, clockTimeToTheSecond(page.lastSavedAt))
              : t.receivedNone}
          </p>
          <form method="post">
            {blank.length > 0 && (
              <label className="ack" htmlFor="acknowledged">
                <input type="checkbox" name="acknowledged" id="acknowledged" />
                <span>{t.ack(blank.length)}</span>
              </label>
            )}
            <p className="acts acts-lg">
              <Button kind="primary">{t.submit}</Button>
              <LinkButton href={room}>{t.back}</LinkButton>
            </p>
          </form>
        </section>
      </main>
    </div>
  );
}

function Figure({ term, n, warns = false }: { term: string; n: number; warns?: boolean }) {
  return (
    <div className={warns ? "is-warn" : undefined}>
      <dt>{term}</dt>
      <dd>{n}</dd>
    </div>
  );
}

type Entry = Pick<CandidateSlot, "number" | "type" | "stem"> & { flagged: boolean };

function Pick({
  title,
  entries,
  room,
  act,
  answered = false,
}: {
  title: string;
  entries: readonly Entry[];
  room: string;
  act: string;
  answered?: boolean;
}) {
  const t = useText(examRoomText);
  if (entries.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul className="pick">
        {entries.map(({ number, type, stem, flagged }) => (
          <li key={number}>
            <a href={`${room}?q=${number}`}>
              <b className={flagged ? "num flagged" : "num"}>{number}</b>
              <span className="t">
                <span className="k">
                  {[
                    t.types[type],
                    ...(answered ? [t.submission.answered] : []),
                    ...(flagged && !answered ? [t.submission.flagged] : []),
                  ].join(t.list)}
                </span>
                {stem}
              </span>
              <span className="go">
                {act}
                <Icon name="right" />
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
