import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { Room } from "~/exams/sitting.server";
import { AnswerQueue, type View } from "./answer-queue";
import type { useServerClock } from "./server-clock";

/** How often an idle room asks for the clock: a lost network shows by itself, and the invigilator that it is there. */
const ASK_MS = 15_000;
const AFTER_END_MS = 1_500;

export type OpenRoom = Omit<Room, "deadlineAt" | "lastSavedAt" | "pausedSince"> & {
  deadlineAt: string;
  pausedSince: string | null;
  lastSavedAt: string | null;
  now: string;
};

const placeKey = (attemptId: string) => `chizheng-exam-place-${attemptId}`;

/** The question looked at; a reload comes back to it. `askedFor`: the one a link leads to. */
export function usePlace({ attemptId, paper }: OpenRoom, askedFor: number | null) {
  const [current, setCurrent] = useState(askedFor ?? 1);
  useEffect(() => {
    const place = Number(sessionStorage.getItem(placeKey(attemptId)));
    if (askedFor === null && paper.slots.some((slot) => slot.number === place)) setCurrent(place);
  }, [attemptId, paper, askedFor]);
  const total = paper.slots.length;
  const goTo = useCallback(
    (number: number) => {
      const next = Math.min(Math.max(1, number), total);
      setCurrent(next);
      sessionStorage.setItem(placeKey(attemptId), String(next));
    },
    [attemptId, total],
  );
  return { current, goTo };
}

/** The queue lives in the browser alone: the page comes from the server as it is there. */
export function useAnswerQueue(room: OpenRoom, onServerWord: ReturnType<typeof useServerClock>["setRight"]) {
  const [queue, setQueue] = useState<AnswerQueue | null>(null);
  useEffect(() => {
    const { attemptId, epoch, lastSeq, lastSavedAt: savedAt } = room;
    const made = new AnswerQueue({ attemptId, epoch, lastSeq, savedAt, onServerWord });
    setQueue(made);
    const stop = made.start();
    void made.ask();
    const asking = setInterval(() => void made.ask(), ASK_MS);
    return () => {
      clearInterval(asking);
      stop();
    };
  }, [room, onServerWord]);
  const quiet = useMemo<View>(
    () => ({
      connection: { state: "idle", savedAt: room.lastSavedAt },
      unsent: [],
      refused: null,
      restored: null,
    }),
    [room.lastSavedAt],
  );
  const view = useSyncExternalStore(
    queue?.subscribe ?? noSubscription,
    queue?.current ?? (() => quiet),
    () => quiet,
  );
  return { queue, view };
}

const noSubscription = () => () => {};

/** At the deadline the server collects; the page only waits until it has, and shows the receipt. */
export function useCollection(room: OpenRoom, remainingMs: number, queue: AnswerQueue | null, view: View) {
  const isTimeUp = remainingMs === 0;
  const isEnded = view.connection.state === "ended";
  useEffect(() => {
    if (!queue || !(isTimeUp || isEnded)) return;
    let stopped = false;
    const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    const collect = async () => {
      if (!isEnded) await wait(room.graceSeconds * 1000 + AFTER_END_MS);
      while (!stopped) {
        const standing = await queue.ask();
        if (standing?.state === "submitted") {
          location.assign(`/my/attempts/${room.attemptId}/receipt`);
          return;
        }
        await wait(AFTER_END_MS);
      }
    };
    void collect();
    return () => {
      stopped = true;
    };
  }, [queue, isTimeUp, isEnded, room.attemptId, room.graceSeconds]);
}

/** With answers not yet sent the hand-in waits for them: leaving now would lead to an error page and lose the queue's sight. */
export function useHandIn(attemptId: string, view: View) {
  const [waiting, setWaiting] = useState(false);
  const isClear = view.unsent.length === 0 && view.connection.state === "idle";
  useEffect(() => {
    if (waiting && isClear) location.assign(`/my/attempts/${attemptId}/submission`);
  }, [waiting, isClear, attemptId]);
  const onClick = (event: React.MouseEvent) => {
    if (isClear) return;
    event.preventDefault();
    setWaiting(true);
  };
  return { waiting, onClick };
}
