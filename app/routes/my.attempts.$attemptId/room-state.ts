import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { Room } from "~/exams/sitting.server";
import { AnswerQueue, type View } from "./answer-queue";
import { forgetOthers } from "./kept-answers";
import type { useServerClock } from "./server-clock";

/** How often an idle room asks for the clock: a lost network shows by itself, and the invigilator that it is there. */
const ASK_MS = 15_000;
const AFTER_END_MS = 1_500;

export type OpenRoom = Omit<Room, "exam" | "deadlineAt" | "lastSavedAt" | "pausedSince"> & {
  examTitle: string;
  /** What marks a rehearsal; null: an exam. */
  rehearsal: string | null;
  deadlineAt: string;
  pausedSince: string | null;
  lastSavedAt: string | null;
  now: string;
  /** Stands for the candidate in what this browser keeps, and says nothing else. */
  owner: string;
};

/** The question looked at. It stands in the address, so that a reload comes back to it and nothing of it is kept. */
export function usePlace({ paper }: OpenRoom, askedFor: number | null) {
  const [current, setCurrent] = useState(askedFor ?? 1);
  const total = paper.slots.length;
  const goTo = useCallback(
    (number: number) => {
      const next = Math.min(Math.max(1, number), total);
      setCurrent(next);
      history.replaceState(history.state, "", `${location.pathname}?q=${next}${location.hash}`);
    },
    [total],
  );
  return { current, goTo };
}

/** The queue lives in the browser alone: the page comes from the server as it is there. */
export function useAnswerQueue(room: OpenRoom, onServerWord: ReturnType<typeof useServerClock>["setRight"]) {
  const [queue, setQueue] = useState<AnswerQueue | null>(null);
  useEffect(() => {
    const { attemptId, owner, epoch, lastSeq, lastSavedAt: savedAt } = room;
    forgetOthers({ attemptId, owner, epoch });
    const made = new AnswerQueue({ attemptId, owner, epoch, lastSeq, savedAt, onServerWord });
    setQueue(made);
    const stop = made.start();
    const ask = () => void made.ask();
    ask();
    const asking = setInterval(ask, ASK_MS);
    // A computer that slept stopped its clock, and a tab in the background was hardly run.
    document.addEventListener("visibilitychange", ask);
    return () => {
      clearInterval(asking);
      document.removeEventListener("visibilitychange", ask);
      stop();
    };
  }, [room, onServerWord]);
  const quiet = useMemo<View>(
    () => ({
      connection: { state: "idle", savedAt: room.lastSavedAt },
      unsent: [],
      refused: null,
      restored: null,
      handIn: "none",
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
  // Handed in elsewhere: the candidate reads why nothing more is taken here before going on to the receipt.
  const isEnded = view.connection.state === "ended" && view.refused === null;
  useEffect(() => {
    if (!queue || !(isTimeUp || isEnded)) return;
    let stopped = false;
    const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    const collect = async () => {
      if (!isEnded) await wait(room.graceSeconds * 1000 + AFTER_END_MS);
      while (!stopped) {
        const standing = await queue.ask();
        if (standing?.state === "submitted" && queue.settle()) {
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

/**
 * Handing in: on the server's own page, which tells what has arrived, as soon as everything has. Without a network it is
 * confirmed here, noted, and sent behind the answers. Only the server's receipt ends the room.
 */
export function useHandIn(attemptId: string, queue: AnswerQueue | null, view: View) {
  const [isLeaving, setLeaving] = useState(false);
  const { state } = view.connection;
  const isClear = view.unsent.length === 0 && state === "idle";
  const isCutOff = state === "offline" || state === "signed-out";
  const isDone = view.handIn === "done";
  const isNoted = view.handIn === "asked";
  useEffect(() => {
    if (isDone) location.assign(`/my/attempts/${attemptId}/receipt`);
    else if (isLeaving && isClear && !isNoted) location.assign(`/my/attempts/${attemptId}/submission`);
  }, [isDone, isLeaving, isClear, isNoted, attemptId]);
  return {
    isAsking: isLeaving && isCutOff && !isNoted,
    isNoted,
    /** The candidate has nothing to do for it; who was signed out has. */
    isOnItsWay: isNoted && (state === "offline" || state === "idle" || state === "saving"),
    leave(event: React.MouseEvent) {
      if (isClear) return;
      event.preventDefault();
      setLeaving(true);
    },
    confirm: () => queue?.handIn(true),
    goOn() {
      setLeaving(false);
      queue?.handIn(false);
    },
  };
}
