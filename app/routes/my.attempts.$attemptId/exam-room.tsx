import { useEffect, useRef, useState } from "react";
import { lastOfCase } from "~/components/question-slot";
import { RehearsalStrip } from "~/components/rehearsal-strip";
import { examRoomText } from "~/text/exam-room";
import { invigilatedRoomText } from "~/text/invigilated-room";
import { useText } from "~/text/text";
import type { View } from "./answer-queue";
import { AnswerSheet, type SlotState } from "./answer-sheet";
import { ConnectionBanner } from "./connection-banner";
import { ExamBar } from "./exam-bar";
import { HandInLater, HandInNoted } from "./hand-in-later";
import { useLeavings, useNudges } from "./invigilated";
import { QuestionCard, type SaveMark } from "./question-card";
import { type OpenRoom, useAnswerQueue, useCollection, useHandIn, usePlace } from "./room-state";
import { useServerClock } from "./server-clock";
import { useExamKeys } from "./use-exam-keys";

/** `askedFor`: the question a link leads to; without it, the one last looked at. */
export function ExamRoom({ room, askedFor }: { room: OpenRoom; askedFor: number | null }) {
  const t = useText(examRoomText);
  const words = useText(invigilatedRoomText);
  const clock = useServerClock(room.now, room.deadlineAt, room.pausedSince);
  const { queue, view } = useAnswerQueue(room, clock.setRight);
  useNudges(room.attemptId, queue);
  useLeavings(room.attemptId);
  const [answers, setAnswers] = useState(room.answers);
  const [flags, setFlags] = useState(room.flags);
  const place = usePlace(room, askedFor);
  const { current } = place;
  const heading = useRef<HTMLHeadingElement>(null);
  const total = room.paper.slots.length;
  const slot = room.paper.slots[current - 1]!;

  // What this browser kept from before a reload is newer than what the server knew when it made the page.
  useEffect(() => {
    for (const item of queue?.waiting() ?? []) {
      if ("answer" in item) setAnswers((all) => ({ ...all, [item.slot]: item.answer }));
      else setFlags((all) => ({ ...all, [item.slot]: item.flag }));
    }
  }, [queue]);

  const goTo = (number: number) => {
    place.goTo(number);
    heading.current?.focus();
  };
  const handIn = useHandIn(room.attemptId, queue, view);
  const isOver =
    view.connection.state === "taken-over" || view.connection.state === "ended" || handIn.isNoted;
  const isShut = isOver || clock.isPaused;
  const choose = (label: string) => {
    if (!queue || isShut) return;
    const before = answers[current] ?? [];
    const answer = slot.type === "multiple-choice" ? toggled(before, label) : [label];
    if (answer.join() === before.join()) return;
    setAnswers({ ...answers, [current]: answer });
    queue.add(current, { answer });
  };
  const toggleFlag = () => {
    if (!queue || isShut) return;
    const flag = !flags[current];
    setFlags({ ...flags, [current]: flag });
    queue.add(current, { flag });
  };
  useExamKeys(
    handIn.isAsking
      ? null
      : { slot, onAnswer: choose, onFlag: toggleFlag, onMove: (by) => goTo(current + by) },
  );
  useCollection(room, clock.remainingMs, queue, view);

  const stateOf = (number: number): SlotState => ({
    answered: (answers[number] ?? []).length > 0,
    unsent: view.unsent.includes(number),
    flagged: flags[number] === true,
  });
  const submissionLink = (
    <a className="btn" href={`/my/attempts/${room.attemptId}/submission`} onClick={handIn.leave}>
      {t.handIn}
    </a>
  );
  return (
    <div className="exam">
      <ExamBar
        candidate={room.candidate}
        examTitle={room.examTitle}
        remainingMs={clock.remainingMs}
        deadline={clock.deadline}
        view={view}
        handIn={submissionLink}
      />
      <RehearsalStrip words={room.rehearsal} />
      <noscript>
        <p className="net-banner">{t.noScript}</p>
      </noscript>
      {handIn.isOnItsWay ? (
        <HandInNoted onGoOn={handIn.goOn} />
      ) : (
        <ConnectionBanner
          attemptId={room.attemptId}
          view={view}
          isPaused={clock.isPaused}
          onRetry={() => queue?.retryNow()}
        />
      )}
      {handIn.isAsking ? (
        <HandInLater
          states={room.paper.slots.map(({ number }) => ({ number, ...stateOf(number) }))}
          onConfirm={handIn.confirm}
          onGoOn={handIn.goOn}
          onLook={(number) => {
            handIn.goOn();
            goTo(number);
          }}
        />
      ) : (
        <div className="exam-grid" hidden={clock.isPaused}>
          <QuestionCard
            ref={heading}
            slot={slot}
            total={total}
            groupEnd={lastOfCase(room.paper.slots, slot)}
            answer={answers[current] ?? []}
            flagged={flags[current] === true}
            mark={markOf(stateOf(current), view, current)}
            disabled={queue === null || isShut}
            onAnswer={choose}
            onFlag={toggleFlag}
            onMove={(by) => goTo(current + by)}
          />
          <AnswerSheet
            paper={room.paper}
            stateOf={stateOf}
            current={current}
            onChoose={goTo}
            handIn={submissionLink}
          />
          {clock.leavings > 0 && <p className="hint">{words.leavings(clock.leavings)}</p>}
        </div>
      )}
    </div>
  );
}

function toggled(before: readonly string[], label: string): string[] {
  return before.includes(label) ? before.filter((each) => each !== label) : [...before, label].sort();
}

function markOf(state: SlotState, view: View, number: number): SaveMark {
  if (view.refused?.slot === number) return "refused";
  if (state.unsent) return view.connection.state === "saving" ? "saving" : "unsent";
  return state.answered ? "saved" : "blank";
}
