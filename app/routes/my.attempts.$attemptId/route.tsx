import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { Button } from "~/components/button";
import { RehearsalStrip } from "~/components/rehearsal-strip";
import { inTransaction, prisma } from "~/db.server";
import { isOverdue } from "~/exams/attempt";
import { attemptIdFrom } from "~/exams/attempt-page.server";
import { deviceFrom, ownerMarkOf } from "~/exams/device.server";
import { headingOf } from "~/exams/rehearsal-page.server";
import { roomOf } from "~/exams/sitting.server";
import { finishIfOverdue } from "~/exams/submission.server";
import { examRoomText } from "~/text/exam-room";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { ExamRoom } from "./exam-room";
import type { OpenRoom } from "./room-state";

export const handle = { interactive: true, bare: true };
export const meta = titled(examRoomText, (t, data: { room: { examTitle: string } } | undefined) =>
  data ? data.room.examTitle : t.sheet,
);

/** The page keeps its own state: it is asked for once, and never again behind the candidate's back. */
export const shouldRevalidate = () => false;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { personId } = await requirePerson(request);
  const now = new Date();
  const attemptId = attemptIdFrom(params);
  const device = await deviceFrom(request);
  const look = () => roomOf(prisma, { attemptId, personId, device }, now);
  let room = await look();
  if (room && isOverdue(room, now)) {
    await inTransaction((tx) => finishIfOverdue(tx, attemptId, now));
    room = await look();
  }
  if (!room) throw new Response(null, { status: 404 });
  if (room.state === "submitted") throw redirect(`/my/attempts/${attemptId}/receipt`);
  const { exam, deadlineAt, lastSavedAt, pausedSince, paper, ...rest } = room;
  return {
    room: {
      ...rest,
      ...headingOf(request, exam),
      // A device that does not have the attempt is not shown the paper.
      paper: room.isHere ? paper : { sections: [], slots: [], fullMark: 0 },
      answers: room.isHere ? room.answers : {},
      deadlineAt: deadlineAt.toISOString(),
      pausedSince: pausedSince?.toISOString() ?? null,
      lastSavedAt: lastSavedAt?.toISOString() ?? null,
      now: now.toISOString(),
      owner: ownerMarkOf(personId),
    },
  };
}

export default function Attempt() {
  const { room } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  if (!room.isHere) return <Elsewhere {...room} />;
  const asked = Number(search.get("q"));
  const exists = room.paper.slots.some((slot) => slot.number === asked);
  return <ExamRoom room={room} askedFor={exists ? asked : null} />;
}

function Elsewhere({ attemptId, examTitle, rehearsal }: OpenRoom) {
  const t = useText(examRoomText).elsewhere;
  return (
    <div className="exam">
      <RehearsalStrip words={rehearsal} />
      <main className="narrow" id="main">
        <p className="lead">{examTitle}</p>
        <h1>{t.title}</h1>
        <p>{t.body}</p>
        <form method="post" action={`/my/attempts/${attemptId}/take-over`}>
          <p className="acts acts-lg">
            <Button kind="primary">{t.act}</Button>
          </p>
        </form>
      </main>
    </div>
  );
}
