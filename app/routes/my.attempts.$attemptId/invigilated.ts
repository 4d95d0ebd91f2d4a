import { useEffect } from "react";
import type { AnswerQueue } from "./answer-queue";

// What the invigilator does reaches the room within seconds, and what the room does reaches the invigilator.

/** The server says something every five seconds; after this long it is not heard, whatever lies between. */
const DEAF_AFTER_MS = 12_000;
const LOOK_EVERY_MS = 4_000;
/** So many candidates are told at the same moment: their questions are spread a little. */
const SPREAD_MS = 1_500;

/** Asks where the attempt stands when the server says that it changed; and often, while it cannot be heard. */
export function useNudges(attemptId: string, queue: AnswerQueue | null): void {
  useEffect(() => {
    if (!queue) return;
    let heardAt = performance.now();
    let asking: ReturnType<typeof setTimeout> | undefined;
    const events = new EventSource(`/my/attempts/${attemptId}/events`);
    events.onmessage = ({ data }) => {
      heardAt = performance.now();
      if (data !== "changed") return;
      clearTimeout(asking);
      asking = setTimeout(() => void queue.ask(), Math.random() * SPREAD_MS);
    };
    const looking = setInterval(() => {
      if (performance.now() - heardAt > DEAF_AFTER_MS) void queue.ask();
    }, LOOK_EVERY_MS);
    return () => {
      events.close();
      clearTimeout(asking);
      clearInterval(looking);
    };
  }, [attemptId, queue]);
}

/** Tells when the page goes out of sight and when it comes back. Lost without a network: it is a sign, no more. */
export function useLeavings(attemptId: string): void {
  useEffect(() => {
    const tell = () => {
      const kind = document.visibilityState === "hidden" ? "left" : "returned";
      void fetch(`/my/attempts/${attemptId}/leavings`, {
        method: "POST",
        keepalive: true,
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ kind }),
      }).catch(() => {});
    };
    document.addEventListener("visibilitychange", tell);
    return () => document.removeEventListener("visibilitychange", tell);
  }, [attemptId]);
}
